"""A brand manager waives a finding with the keyboard, goes on writing meanwhile, and takes the waiver back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from selenium.webdriver.common.keys import Keys

from hub.audits.models import Waiver
from hub.guidelines.services import import_guideline
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

GUIDELINE = "schema: guideline/1\nterms:\n  - {banned: billig, language: de, instead: günstig}\n"
OPEN = "[data-brand-panel-section=''] > .brand-panel__group [data-finding]"
REASON = "[data-waive-form] [name=reason]"


@pytest.fixture
def piece(brand, manager):
    import_guideline(brand, GUIDELINE)
    return factories.piece(factories.campaign(brand), headline="Wirklich billig", teaser="", facts=[], body=[])


def test_waived_and_withdrawn_in_the_panel(person, piece):
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")
    person.panel("brand")
    person.press(f"{OPEN} [data-waive]")
    person.wait(lambda: person.driver.switch_to.active_element.get_attribute("name") == "reason", "the focus")
    person.press("[data-waive-form] [type=submit]")
    person.wait(lambda: person.find("[data-error-for=reason]").text)
    assert person.find(REASON).get_attribute("aria-invalid") == "true"

    # What is being written survives that the findings are drawn anew, focus and all.
    person.find(REASON).send_keys("Zitat einer Kundin.")
    person.driver.execute_script(
        "const teaser = document.querySelector('[name=teaser]');"
        "teaser.value = 'Ganz billig'; teaser.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    person.wait(lambda: len(person.all(OPEN)) > 1)
    assert person.find(REASON).get_attribute("value") == "Zitat einer Kundin."
    assert person.driver.switch_to.active_element.get_attribute("name") == "reason"

    person.find("[data-waive-form] [name=expires]")
    person.find(REASON).send_keys(Keys.TAB)
    person.press("[data-waive-form] [type=submit]")
    person.wait(lambda: person.find("[data-brand-panel-said]").text)
    person.wait(lambda: person.find(".brand-panel__waived summary").is_displayed())
    row = Waiver.objects.get()
    assert (row.reason, row.quote, row.field) == ("Zitat einer Kundin.", "billig", "headline")
    assert row.expires == timezone.localdate() + timedelta(days=30)
    person.wait(lambda: person.driver.switch_to.active_element.tag_name == "summary")

    person.press(".brand-panel__waived summary")
    person.press("[data-withdraw]")
    person.wait(lambda: not person.all(".brand-panel__waived"))
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert person.all(OPEN)


def test_escape_closes_the_form_and_gives_the_focus_back(person, piece):
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{piece.pk}/")
    person.panel("brand")
    person.press(f"{OPEN} [data-waive]")
    person.find(REASON).send_keys("doch nicht", Keys.ESCAPE)
    person.wait(lambda: not person.all("[data-waive-form]"))
    assert person.driver.switch_to.active_element.get_attribute("data-waive") is not None
    assert not Waiver.objects.exists()
