"""The calendar: what is on which day, for whom, and that no address breaks it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.accounts.models import Brand, User
from hub.content.models import Piece
from tests.hub.content import factories as make

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def reader(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def month(client: Client, which: str = "2026-12") -> str:
    answer = client.get(reverse("board_calendar"), {"month": which})
    assert answer.status_code == 200
    return answer.content.decode()


def days(client: Client, which: str = "2026-12") -> dict[str, list[tuple[str, str]]]:
    weeks = client.get(reverse("board_calendar"), {"month": which}).context["weeks"]
    return {
        str(day.date): [(event.kind, event.title) for event in day.events]
        for week in weeks
        for day in week
        if day.events
    }


def test_starts_and_ends_are_on_their_days(reader, brand):
    campaign = make.campaign(
        brand,
        starts_at=datetime(2026, 12, 1, 0, 30, tzinfo=BERLIN),
        ends_at=datetime(2026, 12, 24, 23, 59, tzinfo=BERLIN),
    )
    assert days(reader) == {"2026-12-01": [("starts", "Herbst")], "2026-12-24": [("ends", "Herbst")]}
    page = month(reader)
    assert reverse("board_campaign", args=[campaign.pk]) in page
    assert "Running:" in page
    assert "Nothing begins or ends" in month(reader, "2027-03")


def test_a_campaign_that_runs_on_is_named(reader, brand):
    make.campaign(brand, starts_at=datetime(2026, 11, 1, tzinfo=BERLIN), ends_at=datetime(2027, 1, 1, tzinfo=BERLIN))
    assert "Running:" in month(reader)


def test_scheduled_pieces_are_there(reader, brand):
    row = make.piece(make.campaign(brand))
    Piece.objects.filter(pk=row.pk).update(
        go_live_at=datetime(2026, 12, 6, 9, tzinfo=BERLIN), expire_at=datetime(2026, 12, 20, 9, tzinfo=BERLIN)
    )
    assert days(reader) == {"2026-12-06": [("goes-live", "Laterne (de)")], "2026-12-20": [("expires", "Laterne (de)")]}


def test_a_revision_that_waits_for_its_hour_is_there(reader, brand):
    row = make.piece(make.campaign(brand), published=True)
    row.latest_revision.approved_go_live_at = datetime(2026, 12, 7, 9, tzinfo=BERLIN)
    row.latest_revision.save()
    assert days(reader) == {"2026-12-07": [("goes-live", "Laterne (de)")]}


@pytest.mark.parametrize("which", ["", "x", "2026-13", "0001-01", "9999-12", "2026-12-01", "\0", "2026-12\n"])
def test_months_that_are_none_show_this_one(reader, which):
    month(reader, which)


@pytest.mark.parametrize("which", ["2000-01", "2200-12"])
def test_the_first_and_last_month(reader, which):
    month(reader, which)


def test_other_brands_campaigns_are_not_there(reader, other_brand: Brand):
    make.campaign(other_brand, slug="fremd", starts_at=datetime(2026, 12, 2, tzinfo=BERLIN))
    assert "Fremd" not in month(reader)


def test_the_number_of_queries_does_not_grow(reader, brand):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            month(reader)
        return len(queries)

    def add(slug: str) -> None:
        row = make.piece(make.campaign(brand, slug=slug, starts_at=datetime(2026, 12, 2, tzinfo=BERLIN)), slug=slug)
        Piece.objects.filter(pk=row.pk).update(go_live_at=datetime(2026, 12, 6, 9, tzinfo=BERLIN))

    add("eins")
    count()
    few = count()
    for number in range(5):
        add(f"mehr-{number}")
    assert count() == few


def test_strangers_sign_in(client, brand):
    assert client.get(reverse("board_calendar")).status_code == 302
