"""Embargo, end, licence and recall, a second before, at, and a second after: no exit shows what may not be seen.

Asked both ways (Django's and the short one): envelope, pinned envelope, part, address by key, lists, the piece itself,
and the feed from its beginning. (Rights of each kind of picture, and previews: `test_expiry_minute.py`.)
"""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from hub.accounts.principal import Scope
from hub.accounts.services import issue_token
from hub.api import kept
from hub.content.models import Piece
from hub.delivery.changes import number_all
from hub.variants.models import Slot
from hub.variants.recalling import recall
from hub.variants.rendering import work_off
from tests.hub.api.conftest import Caller, address
from tests.hub.api.test_quick import Ways
from tests.hub.api.test_quick import nothing_remembered as nothing_remembered  # noqa: PLC0414 -- a fixture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

#: Midnights in Berlin, in winter time.
BEGIN, END = datetime(2026, 11, 30, 23, tzinfo=UTC), datetime(2026, 12, 24, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PLACE = ("web", "article", "content.json")


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def _image(brand, **rights):
    image = factories.picture(brand)
    for name, day in rights.items():
        setattr(image, name, day)
    image.save()
    image.refresh_from_db()
    return image


def embargo(brand, campaign):
    return factories.piece(campaign, hero=_image(brand, valid_from="2026-12-01"), channels_off=OFF, published=True)


def licence(brand, campaign):
    return factories.piece(campaign, hero=_image(brand, valid_until="2026-12-24"), channels_off=OFF, published=True)


def end(_brand, campaign):
    return factories.piece(campaign, expire_at=END, channels_off=OFF, published=True)


OFF = ["email", "social", "sms", "print"]
CASES = [
    (embargo, BEGIN - SECOND, False),
    (embargo, BEGIN, True),
    (embargo, BEGIN + SECOND, True),
    *((kind, END - SECOND, True) for kind in (licence, end)),
    *((kind, END + late, False) for kind in (licence, end) for late in (timedelta(0), SECOND)),
]


class Exits:
    """Every way out for one variant."""

    def __init__(self, brand, piece: Piece) -> None:
        token = issue_token(name="x", brands=[brand], scopes=[Scope.VARIANTS_READ]).text
        self.piece, self.caller, self.ways = piece, Caller(token), Ways(token)
        self.slot = Slot.objects.select_related("current__variant").get(channel=PLACE[0], format=PLACE[1])
        self.etag = {"If-None-Match": f'"{self.slot.current.variant.key}"'}

    def open(self) -> dict[str, bool]:
        """Which of them show it."""
        channel, form, part = PLACE
        envelope, bytes_ = address(self.piece, channel, form), address(self.piece, channel, form, part)
        by_slug = bytes_.replace(str(self.piece.translation_key), f"nordlicht:{self.piece.slug}")
        key = f"/variants/{self.slot.current.variant.key}/{part}"
        asked = {
            "envelope": self.caller.get(envelope),
            "pinned": self.caller.get(envelope, version=1),
            "part": self.caller.get(bytes_),
            "part, 304": self.caller.get(bytes_, headers=self.etag),
            "pinned part": self.caller.get(bytes_, version=1),
            "key": self.caller.get(key),
            "key, 304": self.caller.get(key, headers=self.etag),
        }
        assert {answer.status_code for answer in asked.values()} <= {200, 304, 404}
        short = {
            "short way": self._short(bytes_),
            "short way by slug": self._short(by_slug),
            "short way, 304": self._short(bytes_, HTTP_IF_NONE_MATCH=self.etag["If-None-Match"]),
        }
        return {name: answer.status_code != 404 for name, answer in asked.items()} | short | self._lists()

    def _short(self, path: str, **headers: str) -> bool:
        return self.ways._call(self.ways.short, path, headers) is not None

    def _lists(self) -> dict[str, bool]:
        number_all()
        asked = {
            "list": self.caller.get("/variants", limit=200).json()["items"],
            "list of the piece": self.caller.get(f"/pieces/{self.piece.translation_key}/variants")
            .json()
            .get("items", ()),
            "feed": [one for one in self.caller.get("/sync", limit=200).json()["items"] if one["kind"] != "gone"],
        }
        return {name: PLACE[:2] in {(one["channel"], one["format"]) for one in found} for name, found in asked.items()}


@pytest.mark.parametrize(("kind", "moment", "visible"), CASES)
def test_no_exit_is_early_or_late(brand, campaign, kind, moment, visible):
    before = datetime(2026, 11, 20, tzinfo=UTC)
    with at(before):
        piece = kind(brand, campaign)
        work_off()
        exits = Exits(brand, piece)
    with at(moment):
        assert exits.open() == dict.fromkeys(exits.open(), visible)


def test_a_prepared_question_and_kept_bytes_know_the_boundary(brand, campaign):
    """What was asked a second ago is asked anew, although token, statement and bytes are remembered."""
    with at(BEGIN):
        exits = Exits(brand, _worked(licence(brand, campaign)))
    with at(END - SECOND):
        assert exits.open() == dict.fromkeys(exits.open(), True)
        assert kept.parts.get(exits.slot.current.variant.key, PLACE[2]) is not None
    with at(END):
        assert exits.open() == dict.fromkeys(exits.open(), False)


def test_a_recall_closes_every_exit_at_once(brand, campaign):
    exits = Exits(brand, _worked(factories.piece(campaign, channels_off=OFF, published=True)))
    assert exits.open() == dict.fromkeys(exits.open(), True)
    recall([exits.slot.pk], reason="Falscher Preis")
    assert exits.open() == dict.fromkeys(exits.open(), False)


def _worked(piece: Piece) -> Piece:
    work_off()
    return piece
