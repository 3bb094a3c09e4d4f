"""A piece is scheduled in its editor, with the date typed as Germans type it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from selenium.webdriver.common.keys import Keys

from hub.content.models import Piece
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

MOMENT = datetime(2031, 12, 24, 8, tzinfo=ZoneInfo("Europe/Berlin"))
SAVE = "#schedule-publishing-dialog button.action-save"


def test_a_german_date_is_taken_as_it_is_typed(person, brand, manager):
    row = factories.piece(factories.campaign(brand, starts_at=MOMENT), title="Laterne mit Termin")
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{row.pk}/")
    person.panel("status")
    person.press("[data-side-panel='status'] [data-a11y-dialog-show='schedule-publishing-dialog']")
    field = person.find("[name=go_live_at]")
    person.wait(field.is_displayed)
    field.send_keys("am Heiligabend", Keys.TAB)
    assert field.get_attribute("value") == "am Heiligabend", "not now instead"
    field.clear()
    field.send_keys("24.12.2031, 8 Uhr", Keys.TAB)
    person.wait(lambda: field.get_attribute("value") == "24.12.2031 08:00", "the date, tidied up")
    person.press(SAVE)
    person.sees("24. Dezember 2031", "[data-side-panel='status']")
    person.publish()
    person.wait(lambda: Piece.objects.get().scheduled_revision is not None, "the schedule")
    assert Piece.objects.get().scheduled_revision.approved_go_live_at == MOMENT
    assert not Piece.objects.get().live

    person.open(f"/admin/snippets/content/campaign/edit/{row.campaign_id}/")
    begins = person.find("[name=starts_at]")
    assert begins.get_attribute("value") == "24.12.2031 08:00", "what is stored is shown so, too"
