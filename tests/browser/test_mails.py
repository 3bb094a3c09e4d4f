"""Mails as a program shows them: on a desktop and a phone, in light and dark, with pictures and without.

Every view is kept in `tests/artefacts/mails/`. Nothing may be wider than the screen, every word must be legible on its
ground, and a picture that is not loaded must say what it shows. At full size (EINKLANG_FULL) every piece of the corpus
and the demonstration is shown; otherwise one of each kind.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    Action,
    ActionBlock,
    Columns,
    Document,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Quote,
    Table,
)
from renderers.contract.grammar import read
from renderers.contract.view import view
from tests import corpus
from tests.browser.conftest import ARTEFACTS
from tests.renderers.email import demonstration
from tests.size import FULL

pytestmark = pytest.mark.chromium

FOLDER = ARTEFACTS / "mails"
WIDTHS = (600, 375)
FEW = ("every-block as newsletter", "arabic as announcement", "laternen.de as announcement", "compounds as newsletter")

#: Words that cannot be read, and elements that reach beyond the screen. Contrast by WCAG 2.1; 4.5, or 3 for large type.
COMPLAINTS = """
const found = [];
const channel = (value) => value <= 10.31 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const color = numbers(getComputedStyle(at).backgroundColor);
    if (color.length < 4 || color[3] > 0) return color;
  }
  return [255, 255, 255];
};
const root = document.scrollingElement;
if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} pixels wide`);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode, element = node.parentElement, style = getComputedStyle(element);
  if (!node.data.trim() || !element.getClientRects().length || style.opacity === "0") continue;
  const [one, other] = [luminance(numbers(style.color)), luminance(ground(element))].sort((a, b) => b - a);
  const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const contrast = (one + 0.05) / (other + 0.05);
  if (contrast < (large ? 3 : 4.5)) found.push(`${contrast.toFixed(2)}: ${node.data.trim().slice(0, 40)}`);
  if (size < 12) found.push(`${size} pixels: ${node.data.trim().slice(0, 40)}`);
}
for (const image of document.images) {
  const box = image.getBoundingClientRect(), shown = image.getClientRects().length;
  if (shown && !image.alt) found.push(`no words for ${image.src.slice(-20)}`);
  if (shown && (box.left < -1 || box.right > innerWidth + 1)) found.push(`a picture reaches to ${box.right}`);
  if (shown && PICTURES && !image.naturalWidth) found.push(`${image.src.slice(-20)} is not loaded`);
}
for (const image of PICTURES ? [] : document.images) {  // its words stand in its own box
  const style = getComputedStyle(image), own = numbers(style.backgroundColor);
  const pair = [numbers(style.color), own.length < 4 || own[3] > 0 ? own : ground(image)].map(luminance);
  const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  if (image.getClientRects().length && contrast < 4.5) found.push(`${contrast.toFixed(2)}: words for ${image.alt}`);
}
const touched = ".b a, .b2 a, .b3 a" + (innerWidth < 480 ? ", .f .u" : "");
const links = [...document.querySelectorAll(touched)].map((link) => link.getBoundingClientRect());
for (const box of links) if (box.height < 44) found.push(`a button is ${box.height} pixels high`);
return found;
"""


def artifacts() -> dict[str, Artifact]:
    """The corpus and the demonstration, in both formats."""
    made = {
        f"{name} as {form.key}": plugin.render(
            view(corpus.document(name), corpus.tokens(), corpus.request(form.key), plugin), corpus.Pictures()
        )
        for form in plugin.formats
        for name in corpus.names()
    }
    right_to_left = replace(corpus.document("every-block"), locale="ar")
    for form in plugin.formats:
        for name, document in (("compounds", compounds()), ("every-block.ar", right_to_left)):
            source = view(document, corpus.tokens(), corpus.request(form.key), plugin)
            made[f"{name} as {form.key}"] = plugin.render(source, corpus.Pictures())
    return {**made, **demonstration.artifacts()}


def compounds() -> Document:
    """A piece whose words are as long as German allows, wherever words stand."""
    word, other = "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "Rindfleischetikettierungsüberwachungsaufgabe"
    said, long = read(f"{word} und {other}."), read(word)
    picture = corpus.document("every-block").hero
    assert picture is not None
    return Document(
        id="compounds",
        locale="de",
        title=word,
        headline=read(f"Die {word}"),
        teaser=said,
        hero=replace(picture, alt=f"{word} mit {other}"),
        blocks=(
            Heading(id="h", text=long, level=2),
            Paragraph(id="p", text=said),
            ListBlock(id="l", items=(said, long)),
            Quote(id="q", text=said, attribution=word),
            Columns(id="c", columns=((Heading(id="h1", text=long, level=3),), (Paragraph(id="p1", text=said),))),
            Offer(
                id="o",
                product=long,
                text=said,
                price=read("ab 1.299,00 €"),
                code=read("KAPITAENSMUETZE2026"),
                asset=picture,
            ),
            Table(id="t", header=(long, read(other)), rows=((read("Größe"), long), (read("1.299,00 €"), read("12 €")))),
            ActionBlock(id="a", action=Action(read(f"{other} ansehen"), "https://flusslicht.example/x")),
            LegalNote(id="n", text=said),
        ),
        action=Action(long, "https://flusslicht.example/sommer"),
    )


def written(name: str, artifact: Artifact, folder: Path) -> Iterator[tuple[bool, Path]]:
    """The mail with its pictures beside it, and without."""
    for pictures in (True, False):
        home = folder / name.replace(" ", "-") / ("pictures" if pictures else "bare")
        (home / "media").mkdir(parents=True)
        (home / "body.html").write_bytes(artifact.part("body.html").data)
        for media in artifact.media if pictures else ():
            (home / "media" / media.file_name).write_bytes(media.data)
        yield pictures, home / "body.html"


def look(browser: Any, page: Path, *, width: int, scheme: str) -> None:
    """Open a page on a screen of this width, in light or dark."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 480}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(page.as_uri())


def keep(browser: Any, name: str, width: int) -> None:
    """A picture of the whole page."""
    height = browser.execute_script("return Math.ceil(document.documentElement.scrollHeight)")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, 12_000), "scale": 1}
    asked = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", asked)
    (FOLDER / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


@pytest.fixture
def screen(browser: Any) -> Iterator[Any]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.get("about:blank")


def test_every_view(screen: Any, tmp_path: Path) -> None:
    made = artifacts()
    complaints = {}
    for name in made if FULL else FEW:
        for pictures, page in written(name, made[name], tmp_path):
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    label = f"{name.replace(' ', '-')}-{width}-{scheme}{'' if pictures else '-bare'}"
                    look(screen, page, width=width, scheme=scheme)
                    keep(screen, label, width)
                    found = screen.execute_script(COMPLAINTS.replace("PICTURES", str(pictures).lower()))
                    if found:
                        complaints[label] = found
    assert complaints == {}


def test_the_check_itself_finds_what_is_wrong(screen: Any, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        "<body style='margin:0;background:#fff'><p style='color:#999'>pale</p><p style='font-size:9px'>small</p>"
        "<div style='width:800px'>wide</div><img src='no.jpg' width=40 height=40 style='color:#eee' alt='pale too'>"
        "<img src='none.jpg' width=40 height=40><div class=b><a style='display:block;height:20px'>low</a></div>"
    )
    look(screen, page, width=600, scheme="light")
    for pictures in ("true", "false"):
        found = " ".join(screen.execute_script(COMPLAINTS.replace("PICTURES", pictures)))
        for complaint in ("800 pixels wide", ": pale", "9 pixels: small", "no words for", "20 pixels high"):
            assert complaint in found
        assert ("is not loaded" in found) == (pictures == "true")
        assert ("words for pale too" in found) == (pictures == "false")


def test_dark_screens_are_dark_and_the_logo_stands_on_its_ground(screen: Any, tmp_path: Path) -> None:
    name = "laternen.de as newsletter"
    _, page = next(written(name, demonstration.artifacts()[name], tmp_path))
    grounds = {}
    for scheme in ("light", "dark"):
        look(screen, page, width=600, scheme=scheme)
        grounds[scheme] = screen.execute_script(
            "const card = getComputedStyle(document.querySelector('.card')).backgroundColor;"
            "const logos = [...document.querySelectorAll('img.logo')].filter((one) => one.getClientRects().length);"
            "return [card, logos.length];"
        )
    assert grounds["light"][0] != grounds["dark"][0]
    assert [shown for _, shown in grounds.values()] == [1, 1]
