"""A picture that many variants show gets a new file: exactly those are rendered, each once, none in the request.

At full size (EINKLANG_FULL) 200 variants show it and as many others do not; otherwise 12.
"""

import os
from collections import Counter
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.assets.models import ImageAsset
from hub.content.models import Piece
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.assets.pictures import picture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("EINKLANG_FULL"))
SHOWN = 200 if FULL else 12
#: Sheets for print take longest: they are left out where time is short.
OFF = [] if FULL else ["print"]
QUEUE = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "render", "audit"]}}


class Renders:
    """Counts what is rendered."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self._make = registry.make

    def make(self, renderer, source, assets):
        self.made[f"{renderer.key}/{source.request.format} {source.document.heading[1].plain}"] += 1
        return self._make(renderer, source, assets)


@pytest.fixture
def renders():
    """Every render from here on."""
    counted = Renders()
    with mock.patch.object(registry, "make", counted.make):
        yield counted


@pytest.fixture
def image(brand):
    return factories.picture(brand, size=(400, 300))


def write(campaign, image, number, **fields):
    """A piece that says its number, and shows the picture as hero, in its body, or for one channel only."""
    body = [("picture", {"picture": image, "alt": "", "caption": "", "channels": []})] if number % 3 == 1 else []
    override = {"web": {"article": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}
    given = {
        "slug": f"stueck-{number}",
        "hero": image if number % 3 == 0 else None,
        "overrides": override if number % 3 == 2 else {},
        "body": [("paragraph", {"text": f"<p>Nummer {number}.</p>", "channels": []}), *body],
        "headline": f"Licht {number}",
        "channels_off": OFF,
    }
    return factories.piece(campaign, published=True, **{**given, **fields})


def showing(image) -> dict[int, str]:
    """The slots that show a picture, with the render keys of what they show."""
    slots = Slot.objects.select_related("current__variant").filter(current__variant__isnull=False)
    return {slot.pk: slot.current.variant.key for slot in slots if image.sha256 in str(slot.current.variant.source)}


def current() -> dict[int, int]:
    return dict(Slot.objects.values_list("pk", "current"))


def fill(brand, image) -> None:
    """Pieces until enough variants show the picture, and as many pieces that show another, or none."""
    campaign, other = factories.campaign(brand), factories.picture(brand, color="#aa3311", size=(400, 300))
    number = 0
    while len(showing(image)) < SHOWN:
        write(campaign, image, number)
        write(campaign, other, number, slug=f"anderes-{number}", headline=f"Anderes {number}")
        work_off()
        number += 1
    write(campaign, image, 1, slug="ohne", headline="Ohne", body=[])
    work_off()


def replace(client, image, width=800) -> CaptureQueriesContext:
    """Give the picture another file, as a person does; what it cost."""
    url = reverse("wagtailimages:edit", args=[image.pk])
    file = SimpleUploadedFile("neu.png", picture(size=(width, 600)))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, {"title": "Bild", "file": file})
    assert answer.status_code == 302
    return queries


def test_exactly_those_are_rendered_and_none_in_the_request(
    brand, image, brand_manager, signed_in, settings, django_capture_on_commit_callbacks, renders
):
    settings.TASKS = QUEUE
    fill(brand, image)
    shown, before, entries = showing(image), current(), Entry.objects.count()
    assert len(shown) >= SHOWN
    assert len(before) > 2 * len(shown)
    pieces = Piece.objects.count()
    renders.made.clear()
    client = signed_in(brand_manager)
    with django_capture_on_commit_callbacks(execute=True):
        queries = replace(client, image)
    # The person's request renders nothing; it writes down what is to be done.
    assert not renders.made
    assert current() == before
    waiting = set(RenderJob.objects.filter(state=JobState.WAITING).values_list("slot", flat=True))
    assert set(shown) <= waiting
    print(f"{len(shown)} variants of {len(before)} slots, {pieces} pieces: {len(queries)} queries in the request")  # noqa: T201 -- read at full size
    work_off()
    after = current()
    assert {pk for pk in after if after[pk] != before[pk]} == set(shown)
    assert renders.made.total() == len(set(shown.values()))
    assert set(renders.made.values()) == {1}
    assert Entry.objects.count() == entries + len(shown)
    new = ImageAsset.objects.get(pk=image.pk)
    assert set(showing(new)) == set(shown)
    assert not showing(image)
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}
    # Nothing that was made before is lost: pinned versions go on showing what they showed.
    assert Variant.objects.filter(key__in=shown.values()).count() == len(set(shown.values()))


def test_the_request_asks_no_more_for_more_pieces(brand, image, brand_manager, signed_in, settings):
    """Everything is written down in a handful of statements; nothing is rendered for this test."""
    settings.TASKS = QUEUE
    campaign, client = factories.campaign(brand), signed_in(brand_manager)
    for number in range(2):
        write(campaign, image, 3 * number)
    few = len(replace(client, image))
    image = ImageAsset.objects.get(pk=image.pk)
    for number in range(2, 200 if FULL else 12):
        write(campaign, image, 3 * number)
    many = replace(client, image, width=900)
    print(f"{few} queries with 2 pieces, {len(many)} with {Piece.objects.count()}")  # noqa: T201 -- read at full size
    # A few more for every further hundred pieces.
    assert len(many) <= few + 12 * (Piece.objects.count() // 100)
