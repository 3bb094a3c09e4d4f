"""Rights end to the second, on every exit: a second before all is there, at the boundary and after it nothing is.

Envelopes, parts, pinned versions, addresses by key, both lists, the feed from its beginning, the feed that was being
followed, and previews of drafts; for pictures of the piece, of an override, and for the guideline's logo.
"""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from hub.accounts.principal import Scope
from hub.assets.models import ImageAsset
from hub.assets.services import create_document
from hub.content.rendering import render_piece
from hub.delivery import boundaries
from hub.delivery.changes import number_all
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import address
from tests.hub.assets.pictures import picture
from tests.hub.content import factories
from tests.hub.delivery.conftest import Follower

pytestmark = pytest.mark.django_db

#: Midnight in Berlin, in winter time.
END = datetime(2026, 12, 24, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOMENTS = ((END - SECOND, True), (END, False), (END + SECOND, False))


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def until_christmas(asset):
    row = type(asset).objects.get(pk=asset.pk)
    row.valid_until = "2026-12-24"
    row.save()
    return type(asset).objects.get(pk=asset.pk)


def hero(brand, campaign):
    return factories.piece(campaign, hero=until_christmas(factories.picture(brand)), published=True)


def body(brand, campaign):
    image = until_christmas(factories.picture(brand))
    shown = [("picture", {"picture": image, "alt": "", "caption": "", "channels": []})]
    return factories.piece(campaign, body=shown, published=True)


def override(brand, campaign):
    image = until_christmas(factories.picture(brand))
    value = {"web": {"article": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}
    return factories.piece(campaign, overrides=value, published=True)


def logo(brand, campaign):
    until_christmas(create_document(brand, picture(size=(200, 100)), name="logo.png", title="Logo"))
    import_guideline(brand, "schema: guideline/1\nlogos:\n  - {name: wort, png: logo.png}\n")
    return factories.piece(campaign, published=True)


PLACES = [
    (hero, "web", "article", "body.html"),
    (body, "web", "article", "content.md"),
    (override, "web", "article", "body.html"),
    (logo, "email", "newsletter", "body.html"),
]


class Exits:
    """Every way out of the hub for one variant."""

    def __init__(self, caller, piece, channel, form, part) -> None:
        self.caller, self.piece, self.place, self.part = caller, piece, (channel, form), part
        slot = Slot.objects.select_related("current__variant").get(channel=channel, format=form)
        assert (slot.current.visible_from, slot.current.visible_until) == (None, END)
        self.key = slot.current.variant.key

    def direct(self) -> dict[str, bool]:
        """What each address answers."""
        path, part = address(self.piece, *self.place), address(self.piece, *self.place, self.part)
        asked = {
            "envelope": self.caller.get(path),
            "pinned": self.caller.get(path, version=1),
            "part": self.caller.get(part),
            "pinned part": self.caller.get(part, version=1),
            "known part": self.caller.get(part, headers={"If-None-Match": f'"{self.key}"'}),
            "head": self.caller.head(part),
            "key": self.caller.get(f"/variants/{self.key}/{self.part}"),
            "known key": self.caller.get(
                f"/variants/{self.key}/{self.part}", headers={"If-None-Match": f'"{self.key}"'}
            ),
        }
        assert {answer.status_code for answer in asked.values()} <= {200, 304, 404}
        return {name: answer.status_code != 404 for name, answer in asked.items()}

    def lists(self) -> dict[str, bool]:
        """Whether each list has it."""
        answers = {
            "variants": self.caller.get("/variants", limit=200).json()["items"],
            "variants of the piece": self.caller.get(f"/pieces/{self.piece.translation_key}/variants").json()["items"],
        }
        told = self.caller.get("/sync", limit=200).json()["items"]
        answers["feed"] = [item for item in told if item["kind"] != "gone"]
        places = {name: {(one["channel"], one["format"]) for one in items} for name, items in answers.items()}
        assert all(("sms", "message") in found for found in places.values())
        return {name: self.place in found for name, found in places.items()}

    def previews(self) -> dict[str, bool]:
        """Whether a preview shows it, and a draft in the API: both say what stands there instead."""
        channel, form = self.place
        artifact = render_piece(self.piece, channel=channel, format_key=form).artifact
        draft = self.caller.get(address(self.piece, *self.place), perspective="draft").json()
        return {
            "preview": not any(
                "gray field" in loss.why.text or "do not hold" in loss.why.text for loss in artifact.losses
            ),
            "draft": not any("gray field" in loss["why"] or "do not hold" in loss["why"] for loss in draft["losses"]),
        }


@pytest.mark.parametrize(("write", "channel", "form", "part"), PLACES, ids=[place[0].__name__ for place in PLACES])
def test_every_exit_closes_in_the_same_second(brand, campaign, caller_for, write, channel, form, part):
    piece = write(brand, campaign)
    work_off()
    caller = caller_for(brand, scopes=(Scope.VARIANTS_READ, Scope.DRAFTS_READ))
    exits = Exits(caller, piece, channel, form, part)
    follower = Follower(caller)
    with at(END - SECOND):
        boundaries.look()
        follower.follow()
    assert exits.place in {place[1:3] for place in follower.copy}
    for moment, visible in MOMENTS:
        with at(moment):
            found = exits.direct() | exits.lists() | exits.previews()
            assert set(found.values()) == {visible}, (moment, found)
    # Who follows the feed hears of it at the worker's next look, which comes every second.
    with at(END + SECOND):
        boundaries.look()
        follower.follow()
    assert exits.place not in {place[1:3] for place in follower.copy}
    assert ("sms", "message") in {place[1:3] for place in follower.copy}


def test_renewed_rights_open_the_exits_again(brand, campaign, caller_for):
    piece = hero(brand, campaign)
    work_off()
    caller = caller_for(brand, scopes=(Scope.VARIANTS_READ, Scope.DRAFTS_READ))
    exits = Exits(caller, piece, "web", "article", "body.html")
    with at(END):
        assert set(exits.direct().values()) == {False}
        image = ImageAsset.objects.get(pk=piece.hero_id)
        image.valid_until = "2027-12-24"
        image.save()
        work_off()
        number_all()  # a test's transaction is never committed
        piece.hero.refresh_from_db()
        found = exits.direct() | exits.lists() | exits.previews()
        # A pinned version keeps the end that it had: the new one is the second.
        assert {name for name, is_open in found.items() if not is_open} == {"pinned", "pinned part"}


def test_mails_that_were_sent_go_on_showing_their_pictures(brand, campaign, caller):
    hero(brand, campaign)
    work_off()
    variant = Slot.objects.select_related("current__variant").get(channel="email", format="newsletter").current.variant
    for moment, _visible in MOMENTS:
        with at(moment):
            assert caller.client.get(f"/media/{variant.media[0]['name']}").status_code == 200
