"""Duplicating a campaign: everything comes along as drafts, dates move alike, nothing of the original changes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.content.duplicating import duplicate_campaign
from hub.content.models import Campaign, Piece
from hub.variants.models import Slot
from tests.hub.content import factories as make

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def source(brand, editor) -> Campaign:
    row = make.campaign(
        brand,
        starts_at=datetime(2026, 11, 15, 8, tzinfo=BERLIN),
        ends_at=datetime(2026, 12, 24, 23, 59, tzinfo=BERLIN),
        utm_key="herbst-2026",
        facts=[make.fact("ends", "2026-12-24", "date", display="bis Heiligabend")],
    )
    row.team.add(editor)
    row.save()
    return row


def duplicate(source: Campaign, **given) -> Campaign:
    wanted = {"name": "Herbst 2027", "slug": "herbst-2027", "starts_on": date(2027, 11, 15), **given}
    return duplicate_campaign(source, **wanted)


def test_start_end_and_date_facts_move_by_the_same_number_of_days(source):
    new = duplicate(source)
    assert (new.starts_at, new.ends_at) == (
        datetime(2027, 11, 15, 8, tzinfo=BERLIN),
        datetime(2027, 12, 24, 23, 59, tzinfo=BERLIN),
    )
    assert new.facts[0].value["value"] == "2027-12-24"
    assert new.facts[0].value["display"] == ""
    assert new.facts[0].id == source.facts[0].id


def test_the_clock_on_the_wall_stays_when_summer_time_lies_between(source):
    new = duplicate(source, starts_on=date(2027, 6, 15))
    assert new.starts_at.astimezone(UTC).hour == 6
    assert new.starts_at.astimezone(BERLIN).hour == 8


def test_pieces_come_along_as_drafts_with_their_translations_together(source):
    piece = make.piece(source, published=True)
    english = piece.copy_for_translation(make.locale("en"))
    english.save()
    english.save_revision()
    new = duplicate(source)
    copies = list(Piece.objects.filter(campaign=new))
    assert len(copies) == 2
    assert len({copy.translation_key for copy in copies}) == 1
    assert copies[0].translation_key != piece.translation_key
    assert {copy.slug for copy in copies} == {"laterne-herbst-2027"}
    assert not any(copy.live for copy in copies)
    assert not new.live
    assert not Slot.objects.filter(campaign=new).exists()
    assert copies[0].body[0].id == piece.body[0].id
    for copy in copies:
        copy.full_clean()
        assert copy.latest_revision is not None


def test_it_is_made_of_the_newest_draft(source):
    piece = make.piece(source, facts=[make.fact("until", "30.11.2026", "date")])
    draft = piece.get_latest_revision_as_object()
    draft.headline = "Neu"
    draft.save_revision()
    copy = Piece.objects.get(campaign=duplicate(source))
    assert copy.headline == "Neu"
    assert copy.facts[0].value["value"] == "2027-11-30"


def test_a_date_that_cannot_be_read_is_left_to_its_author(source):
    make.piece(source, facts=[make.fact("until", "bald", "date", display="bald")])
    copy = Piece.objects.get(campaign=duplicate(source))
    assert (copy.facts[0].value["value"], copy.facts[0].value["display"]) == ("bald", "bald")


def test_prices_stay(source):
    make.piece(source)
    assert Piece.objects.get(campaign=duplicate(source)).facts[0].value["value"] == "49,90 €"


def test_the_original_is_untouched(source):
    piece = make.piece(source, published=True, overrides={"sms": {"*": {"text": {"value": "Hallo"}}}})
    before = (piece.serializable_data(), source.serializable_data())
    copy = Piece.objects.get(campaign=duplicate(source))
    copy.overrides["sms"]["*"]["text"]["value"] = "anders"
    copy.save()
    assert (
        Piece.objects.get(pk=piece.pk).serializable_data(),
        Campaign.objects.get(pk=source.pk).serializable_data(),
    ) == before


def test_goal_team_and_budget_come_along_and_the_utm_key_does_not(source, editor):
    new = Campaign.objects.get(pk=duplicate(source).pk)
    assert list(new.team.all()) == [editor]
    assert new.utm == "herbst-2027"


def test_twice_gives_other_short_names(source):
    make.piece(source)
    duplicate(source)
    again = duplicate(source, slug="herbst-2027b")
    other = duplicate(source, slug="herbst-2028")
    slugs = set(Piece.objects.filter(campaign__in=[again, other]).values_list("slug", flat=True))
    assert slugs == {"laterne-herbst-2027b", "laterne-herbst-2028"}


def test_a_campaign_without_a_start_gets_one(brand):
    new = duplicate(make.campaign(brand))
    assert new.starts_at.astimezone(BERLIN).date() == date(2027, 11, 15)
    assert new.ends_at is None
