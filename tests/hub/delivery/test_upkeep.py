"""What the worker does now and then: SQLite is told how large its tables are, unless they are small."""

import uuid

import pytest
from django.db import connection

from hub.delivery import upkeep
from hub.delivery.models import Change, Kind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself"),
]


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Large begins early; and how many rows there are is estimated only."""
    monkeypatch.setattr(upkeep, "SAMPLE", 100)


def counted() -> dict[str, int]:
    """How many rows SQLite thinks there are of each of our tables that it has counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, stat FROM sqlite_stat1 WHERE stat IS NOT NULL AND tbl LIKE 'delivery_%'")
        return {table: int(stat.split()[0]) for table, stat in cursor.fetchall()}


def note(brand, first: int, many: int) -> None:
    """So many change rows, each of another place."""
    same = {"brand": brand, "kind": Kind.CHANGED, "entry_number": 1, "campaign_key": 1, "channel": "web"}
    same |= {"format": "article", "locale": "de", "dialect": "plain"}
    Change.objects.bulk_create(
        Change(number=number, piece_key=uuid.uuid4(), **same) for number in range(first, first + many)
    )


def test_large_tables_are_counted_and_small_ones_forgotten(brand, monkeypatch):
    monkeypatch.setattr(upkeep, "_last", [float("-inf")])
    note(brand, 1, 10)
    assert upkeep.look_after()
    assert counted() == {}
    note(brand, 11, 4 * upkeep.SAMPLE)
    assert not upkeep.look_after()  # it is not time yet
    monkeypatch.setattr(upkeep, "_last", [float("-inf")])
    assert upkeep.look_after()
    assert set(counted()) == {"delivery_change"}


def test_they_are_forgotten_again_once_they_are_small(brand):
    note(brand, 1, 4 * upkeep.SAMPLE)
    upkeep.count_rows()
    assert counted() != {}
    Change.objects.all().delete()
    upkeep.count_rows()
    assert counted() == {}
