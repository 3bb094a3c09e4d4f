"""What changes one piece, picture or campaign leaves the others alone: nobody looks at their slots."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from hub.accounts.models import Brand
from hub.assets.models import ImageAsset
from hub.assets.services import limit_to_channels
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from hub.variants.sweep import sweep
from renderers import registry
from renderers.contract.artifact import Artifact, Part
from renderers.contract.renderer import Reads
from tests.hub.content import factories
from tests.hub.variants.test_every_input import Concerned, after, channel, concerned, everywhere, nowhere, reads

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """Two campaigns with a piece each, each with a picture."""

    brand: Brand
    piece: Piece
    other: Piece

    def image(self, **fields) -> None:
        row = ImageAsset.objects.get(pk=self.piece.hero_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    def channels(self, *keys: str) -> None:
        limit_to_channels(ImageAsset.objects.get(pk=self.piece.hero_id), keys)

    def campaign(self, **fields) -> None:
        row = Campaign.objects.get(pk=self.piece.campaign_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.publish(row.save_revision())

    def edit(self, **fields) -> None:
        factories.edit(Piece.objects.get(pk=self.piece.pk), **fields)


PICTURES = reads(Reads.PICTURES)


def shows_and_is_not(*keys: str) -> Concerned:
    """Who shows the picture, and may no more."""
    return lambda renderer, form: PICTURES(renderer, form) and renderer.key not in keys


#: What is changed, and where in the one piece that shows.
TABLE: dict[str, tuple[Callable[[World], object], Concerned]] = {
    "focal point": (lambda w: w.image(focal_point_x=900), reads(Reads.FOCAL)),
    "alternative text": (lambda w: w.image(description="Eine Laterne"), everywhere),
    "credit": (lambda w: w.image(credit="Foto: Ole"), reads(Reads.CREDIT)),
    "title and licence": (lambda w: w.image(title="Anders", licence="CC BY 4.0"), nowhere),
    "consent": (lambda w: w.image(release="Ordner 12"), nowhere),
    "countries": (lambda w: w.image(territories="DE,AT"), nowhere),
    "may be shown from": (lambda w: w.image(valid_from=date(2030, 1, 1)), PICTURES),
    "may be shown until": (lambda w: w.image(valid_until=date(2030, 1, 1)), PICTURES),
    "was shown until": (lambda w: w.image(valid_until=date(2020, 1, 1)), PICTURES),
    "channels that all may": (lambda w: w.channels("email", "print", "sms", "social", "web"), nowhere),
    "channels": (lambda w: w.channels("email", "web"), shows_and_is_not("email", "web")),
    "start": (
        lambda w: w.campaign(starts_at=datetime(2026, 9, 1, 8, tzinfo=UTC)),
        reads(Reads.DATED, Reads.CAMPAIGN),
    ),
    "end": (lambda w: w.campaign(ends_at=datetime(2036, 9, 1, 8, tzinfo=UTC)), reads(Reads.CAMPAIGN)),
    "briefing": (lambda w: w.campaign(goal="Mehr Licht"), nowhere),
    "headline": (lambda w: w.edit(headline="Anders"), everywhere),
    "override": (
        lambda w: w.edit(overrides={"sms": {"*": {"headline": {"value": "Nur hier", "source_digest": ""}}}}),
        channel("sms"),
    ),
    "expiry": (lambda w: w.edit(expire_at=datetime(2036, 9, 1, 8, tzinfo=UTC)), everywhere),
    "working title": (lambda w: w.edit(title="Arbeitstitel"), nowhere),
    "sorting": (lambda w: w.edit(channels_off=[]), nowhere),
}


@pytest.fixture
def world(brand, monkeypatch) -> World:
    monkeypatch.setattr(registry, "make", lambda renderer, *_: Artifact((Part("line.txt", "text/plain", b"-"),)))
    rows = [
        factories.piece(
            factories.campaign(brand, slug=slug),
            slug=slug,
            hero=factories.picture(brand, color=color, focal_point=(200, 300)),
            published=True,
        )
        for slug, color in (("herbst", "#1f5a46"), ("winter", "#b4572a"))
    ]
    work_off()
    sweep()
    return World(brand, *rows)


@pytest.mark.parametrize("name", TABLE)
def test_exactly_the_slots_concerned_and_those_of_no_other_piece(world, name):
    change, where = TABLE[name]
    others = RenderJob.objects.filter(slot__piece_key=world.other.translation_key)
    before = list(others.order_by("pk").values_list("pk", "wanted", "claims"))
    found = after(lambda: change(world))
    assert set(found) == concerned(where)
    assert {entry.slot.piece_key for entry in found.values()} <= {world.piece.translation_key}
    assert list(others.order_by("pk").values_list("pk", "wanted", "claims")) == before


def test_who_may_show_a_picture_no_more_shows_nothing_and_all_again_when_it_may(world):
    world.channels("email", "web")
    work_off()
    slots = Slot.objects.filter(piece_key=world.piece.translation_key)
    gone = set(slots.filter(current__variant=None).values_list("channel", flat=True))
    assert gone == {key for key, _ in concerned(shows_and_is_not("email", "web"))}
    world.channels()
    work_off()
    assert not slots.filter(current__variant=None).exists()
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_another_arm_and_dialect_change_with_their_piece_and_alone(world):
    from hub.variants.services import request_slot

    row = Piece.objects.get(pk=world.piece.pk)
    request_slot(row, channel="email", format_key="newsletter", dialect="brevo")
    work_off()
    slot = Slot.objects.get(dialect="brevo")
    first = slot.current.variant.key
    world.edit(headline="Anders")
    factories.edit(Piece.objects.get(pk=world.other.pk), headline="Auch anders")
    work_off()
    slot.refresh_from_db()
    assert slot.current.variant.key != first
    assert slot.entries.count() == 2
