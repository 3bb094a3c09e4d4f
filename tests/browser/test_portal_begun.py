"""The portal of a guideline that was begun from an odd page: many colors, no logo, names as long as German ones."""

import base64
import io

import pypdfium2
import pytest

from brand.portable.starting import Candidates, read_page
from hub.accounts.models import PortalAccess
from hub.guidelines.beginning import Chosen, begin
from hub.guidelines.kinds import NoFiles
from hub.guidelines.services import import_guideline
from tests.browser import axe
from tests.browser.conftest import ARTEFACTS

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PAGE = """<html lang="de"><head><title>Start | {long}</title><style>
:root {{ {properties} }} {rules} h1 {{ font-family: "{long}"; color: #123456 }} p {{ font-family: "Ganz Normal" }}
</style></head><body><h1>{long}</h1>{words}<footer class="footer"><p>{long} GmbH, Rindfleischetikettierungsstraße 3,
79856 Hinterzarten</p><a href="https://kurz.example/{long}/impressum">Impressum</a></footer></body></html>"""


def begun() -> str:
    """A guideline with everything that was found on the page."""
    hues = [f"hsl({number * 47 % 360} {40 + number % 5 * 12}% {18 + number % 7 * 11}%)" for number in range(60)]
    found = read_page(
        PAGE.format(
            long=LONG,
            properties="".join(f"--{LONG.lower()}-{number}: {hue};" for number, hue in enumerate(hues)),
            rules="".join(f".f{number} {{ color: {hue} }}" for number, hue in enumerate(hues)),
            words="".join(f"<p class=f{number}>Bestellen Sie jetzt.</p>" for number in range(60)),
        ),
        url="https://kurz.example/",
    )
    return begin("", _all(found), NoFiles()).source


def _all(found: Candidates) -> Chosen:
    return Chosen(
        colors=[
            {"name": f"{one.name} {LONG}", "srgb": one.srgb, "cmyk": "", "roles": ", ".join(one.roles), "kept": ""}
            for one in found.colors
        ],
        typography=[
            {"role": one.role, "family": one.family, "stack": "", "weights": "", "files": [], "kept": ""}
            for one in found.fonts
        ],
        legal=[
            {"key": one.key, "channels": "", "triggers": "", "text": [{"locale": "de", "text": one.text}], "kept": ""}
            for one in found.lines
        ],
        texts={one.key: one.value for one in found.texts},
    )


@pytest.fixture
def portal(brand, person):
    import_guideline(brand, begun())
    brand.name, brand.portal_access = f"{LONG} am Schwarzwald", PortalAccess.PUBLIC
    brand.save()
    person.open("/brand/nordlicht/?language=de")
    person.find("#colors")
    return person


def test_everybody_can_read_it(portal):
    (ARTEFACTS / "portal-begun").mkdir(exist_ok=True)
    axe.still(portal.driver)
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
        portal.width(width)
        portal.scheme(scheme)
        portal.whole(ARTEFACTS / "portal-begun" / f"{width}-{scheme}.png")
        assert [str(breach) for breach in axe.breaches(portal.driver, set())] == []
        assert portal.overflow() <= 1
    assert len(portal.all("[data-copy^='#']")) >= 40
    assert portal.complaints() == []


def test_it_prints_on_clean_sheets(portal):
    printed = base64.b64decode(portal.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    (ARTEFACTS / "portal-begun.pdf").write_bytes(printed)
    sheets = pypdfium2.PdfDocument(io.BytesIO(printed))
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in sheets} == {(595, 842)}
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert all(text.strip() for text in texts), "no empty sheet"
    together = "".join("".join(texts).split())
    assert together.count("#") >= 40
    assert f"{LONG}GmbH" in together.replace("\u00ad", "").replace("-\n", "")
    # Nothing is cut off at the right: words end before the edge of the sheet.
    for sheet in sheets:
        page = sheet.get_textpage()
        boxes = [page.get_rect(number) for number in range(page.count_rects())]
        assert all(box[2] <= 595 for box in boxes)
