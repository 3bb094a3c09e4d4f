"""The fixtures of the API's tests, and a client that only follows cursors."""
# ruff: noqa: F811

from typing import Any

import pytest

from hub.delivery.changes import number_all
from hub.variants.rendering import work_off
from tests.hub.api.conftest import Caller, caller, caller_for, campaign  # noqa: F401
from tests.hub.content import factories

#: What is slow to render and shows nothing here that the others do not.
OFF = ["email", "print"]

Place = tuple[str, str, str, str, str, str]


class Follower:
    """Keeps a copy by the feed alone: {place: key}."""

    def __init__(self, caller: Caller, **view: Any) -> None:
        self.caller, self.view, self.cursor, self.copy = caller, view, "", {}

    def follow(self, **view: Any) -> list[dict[str, Any]]:
        """Ask until there is no more; the items that came."""
        number_all()  # tests inside a transaction never commit
        self.view, came, has_more = view or self.view, [], True
        while has_more:
            query = {"cursor": self.cursor} if self.cursor else {}
            response = self.caller.get("/sync", **query, **self.view)
            assert response.status_code == 200, response.content
            body = response.json()
            self.cursor, has_more = body["next"], body["has_more"]
            came += body["items"]
            for item in body["items"]:
                self.apply(item)
        return came

    def apply(self, item: dict[str, Any]) -> None:
        place = tuple(item[name] for name in ("piece", "channel", "format", "locale", "dialect", "arm"))
        if item["kind"] == "gone":
            self.copy.pop(place, None)
        else:
            self.copy[place] = item["variant"]["key"]


def state(caller: Caller, **view: Any) -> dict[Place, str]:
    """What the hub shows: the bulk list, all pages of it."""
    found, cursor = {}, None
    while cursor != "":
        body = caller.get("/variants", limit=200, **({"cursor": cursor} if cursor else {}), **view).json()
        for item in body["items"]:
            place = tuple(item[name] for name in ("piece", "channel", "format", "locale", "dialect", "arm"))
            found[place] = item["key"]
        cursor = body["next"] or ""
    return found


@pytest.fixture
def publish(campaign):
    """`publish(slug, ...)`: a published and rendered piece in the quicker channels."""

    def make(slug="laterne", where=None, **fields):
        row = factories.piece(where or campaign, slug=slug, published=True, **{"channels_off": OFF, **fields})
        work_off()
        return row

    return make


@pytest.fixture
def piece(publish):
    return publish()


@pytest.fixture
def follower(caller: Caller) -> Follower:
    return Follower(caller)
