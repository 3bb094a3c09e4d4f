"""The Brand panel as a person uses it: type, see, click, mend. It stands on what Wagtail does not promise."""

import time

import pytest

from hub.accounts.models import User
from hub.accounts.roles import Role
from hub.guidelines.services import import_guideline
from tests.browser.conftest import ARTEFACTS
from tests.hub.accounts.factories import BrandFactory, UserFactory
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

GUIDELINE = """
schema: guideline/1
terms:
  - {banned: billig, language: de, instead: günstig, reason: Es klingt nach Ramsch}
"""
HEADLINE = 'Licht „heute" besonders  billig'
PATIENCE = 40.0


@pytest.fixture
def piece(transactional_db):
    brand = BrandFactory(key="nordlicht", name="Nordlicht")
    import_guideline(brand, GUIDELINE)
    UserFactory(username="edda", role=Role.EDITOR, brands=[brand])
    body = [
        ("heading", {"text": "Nie war Licht so billig", "level": "2", "channels": []}),
        ("paragraph", {"text": "<p>Aus <b>Kupfer</b>, und trotzdem billig.</p>", "channels": []}),
    ]
    return factories.piece(factories.campaign(brand), body=body)


class Editor:
    """An editor at the screen."""

    def __init__(self, browser, url, piece, language):
        user = User.objects.get(username="edda")
        user.language = language
        user.save()
        self.browser, self.url, self.piece, self.language = browser, url, piece, language
        self.width(1280)

    def width(self, pixels):
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": 1000, "deviceScaleFactor": 1, "mobile": pixels < 600},
        )

    def find(self, selector):
        return self.browser.find_element("css selector", selector)

    def all(self, selector):
        return self.browser.find_elements("css selector", selector)

    def js(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def until(self, wanted, seconds=PATIENCE):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if found := wanted():
                    return found
            except Exception as error:  # the page is changing under our hands
                last = error
            else:
                last = None
            time.sleep(0.05)
        log = "\n".join(str(entry) for entry in self.browser.get_log("browser"))
        raise AssertionError(f"It did not come: {last}\n{log}")

    def sign_in(self):
        self.browser.get(f"{self.url}/admin/login/")
        if self.all("[name=username]"):
            self.find("[name=username]").send_keys("edda")
            self.find("[name=password]").send_keys("password")
            self.find("[type=submit]").click()
            self.until(lambda: "/login/" not in self.browser.current_url)

    def open(self):
        self.sign_in()
        self.browser.get(f"{self.url}/admin/snippets/content/piece/edit/{self.piece.pk}/")
        self.until(lambda: self.all('[data-contentpath="body"] [data-contentpath]'))
        if not self.js("return document.querySelector('[data-brand-panel]').offsetParent !== null"):
            self.js("document.querySelector('[data-side-panel-toggle=\"brand\"]').click()")
        self.until(lambda: self.all("[data-brand-panel] [data-finding]"))

    def findings(self, path):
        return self.all(f'[data-brand-panel-section=""] [data-path="{path}"]')

    def finding(self, path, quote):
        return next((one for one in self.findings(path) if quote in one.get_attribute("data-quote")), None)

    def press(self, path, quote, button):
        """Press a button of a finding; the panel may be filled anew at any moment, so the two are one step."""

        def act():
            self.js("arguments[0].click()", self.finding(path, quote).find_element("css selector", button))
            return True

        self.until(act)

    def says(self, script, wanted):
        self.until(lambda: self.js(script) == wanted)

    def picture(self, name):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.browser.save_screenshot(str(ARTEFACTS / f"brand-panel-{name}-{self.language}.png"))


@pytest.fixture(params=["de", "en"])
def editor(request, person, piece):
    one = Editor(person.driver, person.base, piece, request.param)
    one.open()
    return one


def test_type_see_click_and_mend(editor):
    headline = editor.find("[name=headline]")
    editor.js("arguments[0].focus(); arguments[0].select()", headline)
    headline.send_keys(HEADLINE)
    editor.until(lambda: editor.findings("headline"))  # how soon: test_story.py measures it
    counter = editor.find('[data-side-panel-toggle="brand"] [data-side-panel-toggle-counter]')
    assert counter.is_displayed()
    assert int(counter.text) >= 3
    editor.until(lambda: editor.all('[data-brand-panel-section="web"] .brand-meter'))
    editor.picture("findings-1280")

    # A click leads to the words, and marks them.
    editor.js("document.activeElement.blur()")
    editor.press("headline", "billig", "[data-jump]")
    selected = "const e = document.activeElement; return [e.name, e.value.slice(e.selectionStart, e.selectionEnd)]"
    editor.says(selected, ["headline", "billig"])

    # Safe fixes: one, then all that are left.
    editor.press("headline", "heute", "[data-apply]")
    editor.until(lambda: "„heute“" in headline.get_attribute("value"))
    editor.until(lambda: editor.findings("headline") and editor.finding("headline", 'heute"') is None)
    everything = editor.find("[data-brand-panel-all]")
    if everything.is_displayed():
        editor.js("arguments[0].click()", everything)
    else:
        for button in editor.all("[data-finding][data-safe] [data-apply]:not([hidden])"):
            editor.js("arguments[0].click()", button)
    editor.until(lambda: "  " not in headline.get_attribute("value"))


def test_into_blocks_tabs_and_rich_text(editor):
    heading, paragraph = editor.piece.body
    in_heading, in_paragraph = (f"body.{block.id}.text" for block in (heading, paragraph))
    editor.press(in_heading, "billig", "[data-jump]")
    editor.says("return document.activeElement.name", "body-0-value-text")

    editor.press(in_paragraph, "billig", "[data-jump]")
    editor.says("return document.activeElement.isContentEditable", True)

    # A remedy goes into rich text, too, between the marks that are there.
    editor.press(in_paragraph, "billig", "[data-apply]")
    stored = "return document.querySelector('[name=body-1-value-text]').value"
    editor.until(lambda: "trotzdem günstig." in editor.js(stored))
    assert "billig" not in editor.js(stored)
    assert '"style":"BOLD"' in editor.js(stored).replace(" ", "")
    editor.until(lambda: editor.finding(in_paragraph, "billig") is None)

    # From another tab, and from under a collapsed panel.
    editor.js("document.querySelectorAll('[role=tab]')[2].click()")
    editor.js(
        "document.querySelector('[data-contentpath=body]').closest('[data-panel]').querySelector('[data-panel-toggle]').click()"
    )
    editor.until(lambda: not editor.find("[name=body-0-value-text]").is_displayed())
    editor.press(in_heading, "billig", "[data-jump]")
    editor.until(lambda: editor.find("[name=body-0-value-text]").is_displayed())


def test_facts_are_put_where_the_cursor_was(editor):
    teaser = editor.find("[name=teaser]")
    editor.js("arguments[0].focus(); arguments[0].setSelectionRange(0, 0)", teaser)
    button = editor.until(lambda: editor.find('[data-insert="{{ fact.price }}"]'))
    editor.js("arguments[0].click()", button)
    editor.until(lambda: teaser.get_attribute("value").startswith("{{ fact.price }}Die Laterne"))


def test_a_new_piece_that_nobody_has_saved(editor):
    editor.browser.get(f"{editor.url}/admin/snippets/content/piece/add/?locale=de")
    headline = editor.until(lambda: editor.find("[name=headline]"))
    headline.send_keys("Sehr billig")
    button = "document.querySelector('[data-path=headline] [data-apply]')"
    editor.until(lambda: editor.js(f"{button}.focus(); return document.activeElement === {button}"))
    editor.js("document.activeElement.click()")
    editor.until(lambda: headline.get_attribute("value") == "Sehr günstig")
    editor.until(lambda: not editor.findings("headline"))
    # Who works by keyboard goes on from here, not from the top of the page.
    assert editor.js("return document.querySelector('[data-brand-panel]').contains(document.activeElement)")


def test_how_it_looks(editor):
    editor.until(lambda: editor.all('[data-brand-panel-section="web"] .brand-meter'))
    for details in editor.all(".brand-panel details"):
        editor.js("arguments[0].open = true", details)
    editor.js("document.querySelector('[data-brand-panel-channel]').scrollIntoView()")
    editor.picture("meters-1280")
    editor.width(390)
    editor.js("document.querySelector('.brand-panel').scrollIntoView()")
    editor.picture("findings-390")
    assert editor.js("return document.documentElement.scrollWidth <= window.innerWidth")
    editor.js("document.querySelector('[data-brand-panel-channel=\"social\"]').scrollIntoView()")
    editor.picture("meters-390")
    editor.width(1280)
    editor.js("document.documentElement.classList.replace('w-theme-system', 'w-theme-dark')")
    editor.js("document.querySelector('.brand-panel').scrollIntoView()")
    editor.picture("dark-1280")
    editor.browser.get(f"{editor.url}/admin/rules/terms/banned-word/")
    editor.picture("rule-1280")
    editor.width(390)
    editor.picture("rule-390")
    assert editor.js("return document.documentElement.scrollWidth <= window.innerWidth")
