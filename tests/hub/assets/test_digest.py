"""Thirty, seven and one day before rights end, the brand's managers hear of it: once, and of their own brand."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from unittest import mock

import pytest

from hub.assets.digest import due, send_digests
from hub.assets.models import RightsDigest
from hub.assets.services import create_document, create_image
from tests.hub.assets.pictures import picture

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 1)
#: Eight in the morning in Berlin.
NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)


def add(brand, title, days, create=create_image):
    data, name = (picture(), "a.png") if create is create_image else (b"x", "a.txt")
    return create(brand, data, name=name, title=title, valid_until=DAY + timedelta(days=days))


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (29, 0), (8, 0), (7, 1), (6, 0), (2, 0), (1, 1), (0, 0)])
def test_warnings_come_on_their_days(brand, days, told):
    add(brand, "Küste", days)
    assert len(due(brand, DAY, DAY - timedelta(days=1))) == told


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (27, 1), (26, 0), (5, 1), (3, 0), (0, 1)])
def test_days_without_a_worker_are_made_up_for(brand, days, told):
    """Told four days ago: what was at 31 to 34 days then is due, and nothing twice."""
    add(brand, "Küste", days)
    assert len(due(brand, DAY, DAY - timedelta(days=4))) == told


def test_every_warning_comes_once_whenever_it_is_looked(brand):
    add(brand, "Küste", 40)
    days = [DAY + timedelta(days=each) for each in (0, 1, 9, 10, 11, 30, 34, 35, 39, 40)]
    told = [day for last, day in pairwise(days) if due(brand, day, last)]
    assert [(DAY + timedelta(days=40) - day).days for day in told] == [30, 6, 1]


def test_the_managers_of_the_brand_get_one_letter_a_day(
    brand, other_brand, brand_manager, other_manager, editor, mailed
):
    brand_manager.language = "en"
    brand_manager.save()
    add(brand, "Küste\nim Herbst", 7)
    add(brand, "Preisliste", 1, create_document)
    add(brand, "Später", 20)
    add(other_brand, "Fremd", 90)
    RightsDigest.objects.create(brand=brand, told_on=DAY - timedelta(days=1))
    with at(NOW - timedelta(hours=2)):
        assert not mailed(send_digests)
    with at(NOW):
        (letter,) = mailed(send_digests)
        assert not mailed(send_digests)
    assert letter.to == [brand_manager.email]
    assert letter.subject == "Nordlicht: the rights in 2 files end soon"
    assert letter.body.index("Preisliste") < letter.body.index("Küste")
    assert "tomorrow" in letter.body
    assert "in 7 days" in letter.body
    assert "Später" not in letter.body
    assert "?rights=expiring" in letter.body
    with at(NOW + timedelta(days=1)):
        assert not mailed(send_digests)


def test_the_first_letter_tells_everything_that_ends_soon(brand, brand_manager, mailed):
    add(brand, "Küste", 20)
    with at(NOW):
        (letter,) = mailed(send_digests)
    assert "Küste" in letter.body


def test_who_switched_it_off_gets_none(brand, brand_manager, mailed):
    add(brand, "Küste", 20)
    brand_manager.rights_digest = False
    brand_manager.save()
    with at(NOW):
        assert not mailed(send_digests)
