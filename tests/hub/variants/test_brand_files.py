"""The guideline's logos and fonts stop variants as pictures do: exactly where they are shown, and no other place."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset
from hub.assets.services import create_document, limit_to_channels
from hub.assets.standing import Bar, standings
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from hub.workbench.stopped import stopped
from tests.hub.assets.pictures import SVG, picture
from tests.hub.assets.test_uploads import font
from tests.hub.content import factories
from tests.hub.variants.test_clearing import shown

pytestmark = pytest.mark.django_db

END = datetime(2026, 12, 24, 23, tzinfo=UTC)
SHEETS = {("print", "a5-flyer")}
GUIDELINE = """
schema: guideline/1
logos:
  - {name: wort, svg: logo.svg, png: logo.png}
  - {name: nacht, on: dark, svg: nacht.svg}
  - {name: alt, svg: alt.svg}
typography:
  body: {family: Source Sans 3, files: [haus.ttf]}
"""


@pytest.fixture
def files(brand):
    """Every file that the guideline names, by its name."""
    data = {
        "logo.svg": SVG,
        "nacht.svg": SVG.replace(b'width="20"', b'width="18"'),
        "alt.svg": SVG.replace(b'width="20"', b'width="16"'),
        "logo.png": picture(size=(200, 100)),
        "haus.ttf": font(),
    }
    return {name: create_document(brand, each, name=name, title=name) for name, each in data.items()}


@pytest.fixture
def piece(brand, files):
    import_guideline(brand, GUIDELINE)
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}
    return row


def settle(asset, **rights):
    row = DocumentAsset.objects.get(pk=asset.pk)
    for name, value in rights.items():
        setattr(row, name, value)
    row.save()


#: A file of the guideline, and what shows it.
PLACES = [
    ("logo.svg", SHEETS),
    ("logo.png", {("email", "newsletter")}),
    ("nacht.svg", {("email", "newsletter")}),
    ("haus.ttf", SHEETS),
    ("alt.svg", set()),
]


@pytest.mark.parametrize(("name", "places"), PLACES)
def test_a_withdrawn_file_goes_at_once_where_it_is_shown(brand, piece, files, name, places):
    before = shown(brand)
    settle(files[name], clearance=Clearance.WITHDRAWN)
    gone = before - shown(brand)  # no worker ran
    assert {place for place in gone if place[1] in {"newsletter", "a5-flyer"}} == places
    assert {channel for channel, _form in gone} <= {channel for channel, _form in places}
    work_off()
    assert before - shown(brand) == gone
    for slot in Slot.objects.filter(current__reason="brand-withdrawn").select_related("current"):
        assert (slot.channel, slot.format) in gone
        assert "logo or font of the guideline was withdrawn" in stopped(slot.current)
    settle(files[name], clearance=Clearance.CLEARED)
    work_off()
    assert shown(brand) == before


def test_the_end_of_a_logo_is_exact(brand, piece, files):
    before = shown(brand)
    settle(files["logo.png"], valid_until=END.date())
    work_off()
    assert shown(brand, END - timedelta(microseconds=1)) == before
    assert ("email", "newsletter") not in shown(brand, END)
    assert shown(brand, END) >= SHEETS
    with mock.patch("django.utils.timezone.now", return_value=END):
        factories.edit(piece, headline="Anders")
        work_off()
        assert Slot.objects.get(channel="email", format="newsletter").current.reason == "brand-rights-ended"
        settle(files["logo.png"], valid_until=END.date() + timedelta(days=9))
        work_off()
    assert ("email", "newsletter") in shown(brand, END + timedelta(days=1))


def test_setting_the_end_into_the_past_hides_at_once(brand, piece, files):
    settle(files["logo.png"], valid_until="2026-01-31")
    assert ("email", "newsletter") not in shown(brand)
    assert shown(brand) >= SHEETS


def test_a_logo_for_one_channel_is_shown_in_no_other(brand, piece, files):
    limit_to_channels(files["logo.svg"], ["web"])
    assert not SHEETS & shown(brand)
    limit_to_channels(files["logo.svg"], ["web", "print"])
    work_off()
    assert shown(brand) >= SHEETS


def test_a_new_guideline_without_the_file_brings_everything_back(brand, piece, files):
    before = shown(brand)
    settle(files["logo.png"], clearance=Clearance.OPEN)
    assert shown(brand) != before
    import_guideline(brand, GUIDELINE.replace(", png: logo.png", ""))
    work_off()
    assert shown(brand) == before


def test_saving_a_logo_without_other_rights_asks_for_nothing(brand, piece, files):
    entries, wanted = Entry.objects.count(), sum(RenderJob.objects.values_list("wanted", flat=True))
    settle(files["logo.png"], title="Anders")
    settle(files["alt.svg"], clearance=Clearance.OPEN)
    assert Entry.objects.count() == entries
    assert sum(RenderJob.objects.values_list("wanted", flat=True)) == wanted


def test_the_same_bytes_twice(brand):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    old = create_document(brand, SVG, name="logo.svg", title="a", valid_until="2026-11-01")
    digest = old.sha256

    def held():
        return standings(brand.pk, [digest], now=now)[digest]

    assert held().bar == Bar.ENDED
    renewed = create_document(brand, SVG, name="neu.svg", title="b", valid_until="2027-11-01")
    assert (held().bar, held().ends.isoformat()) == (Bar.NONE, "2027-11-02T00:00:00+01:00")
    settle(renewed, clearance=Clearance.OPEN)
    assert held().bar
    settle(old, clearance=Clearance.WITHDRAWN)
    settle(renewed, clearance=Clearance.CLEARED)
    assert held().bar == Bar.WITHDRAWN
