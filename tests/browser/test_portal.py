"""A reader of the portal, without a sign-in: copies a color, prints the page, and nothing foreign runs or is asked."""

import base64
import io

import pypdfium2
import pytest
from selenium.webdriver.common.action_chains import ActionChains

from hub.accounts.models import PortalAccess
from hub.assets.services import create_image
from hub.guidelines.services import import_guideline
from tests.browser import axe
from tests.hub.portal.conftest import GUIDELINE, LOGO

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def portal(brand, person):
    create_image(brand, LOGO, title="Nordlicht", name="logo.svg", alt="Nordlicht")
    import_guideline(brand, GUIDELINE)
    brand.portal_access = PortalAccess.PUBLIC
    brand.save()
    person.open("/brand/nordlicht/?language=de")
    person.find("#colors")
    return person


def test_a_value_is_copied_and_the_page_says_so(portal):
    driver = portal.driver
    button = portal.find("[data-copy='#1F5A46']")
    driver.execute_script("document.documentElement.style.scrollBehavior = 'auto'")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    ActionChains(driver).move_to_element(button).click().perform()
    portal.wait(lambda: "#1F5A46" in driver.find_element("css selector", "[data-said]").text)


def test_it_says_where_one_is_and_finds_words(portal, brand):
    more = "".join(f"  - {{banned: wort{number}}}\n" for number in range(14))
    import_guideline(brand, GUIDELINE.replace("terms:\n", f"terms:\n{more}"))
    portal.open("/brand/nordlicht/?language=de")
    portal.find("#terms")
    js = "document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('#terms').scrollIntoView()"
    portal.driver.execute_script(js)
    portal.find(".contents a[href='#terms'][aria-current]")
    assert len(portal.all(".contents a[aria-current]")) == 1
    portal.find("#sieve").send_keys("WORT13")
    portal.wait(lambda: sum(term.is_displayed() for term in portal.all(".term")) == 1)
    portal.find("#sieve").send_keys("x")
    portal.wait(lambda: portal.text(".sieve [role=status]"))
    assert not portal.shown(".term")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_everybody_can_read_it(portal, width, scheme):
    portal.width(width)
    portal.scheme(scheme)
    assert list(axe.breaches(portal.driver, set())) == []
    assert portal.overflow() <= 1
    portal.scheme("light")
    assert portal.hosts() == {portal.base.removeprefix("http://")}
    assert portal.complaints() == []


def test_it_prints_on_clean_sheets(portal):
    printed = portal.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    sheets = pypdfium2.PdfDocument(io.BytesIO(base64.b64decode(printed["data"])))
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in sheets} == {(595, 842)}
    assert "Nordlicht" in texts[0]
    assert "#1F5A46" in texts[1], "colors begin on a sheet of their own"
    # The cover is the brand's color to the very edge, though nobody asked for grounds to be printed.
    cover = sheets[0].render(scale=0.2).to_pil().convert("RGB")
    corners = [(0, 0), (cover.width - 1, 0), (0, cover.height - 1), (cover.width - 1, cover.height - 1)]
    assert {cover.getpixel(corner) for corner in corners} == {(0x1F, 0x5A, 0x46)}
    together = " ".join(texts)
    assert "DTCG" not in together, "what is for screens only is not on paper"
    assert "Abmelden mit STOP" in together
