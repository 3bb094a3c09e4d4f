"""The piece editor asks the database as often with a large library as with a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.assets.models import ImageAsset
from hub.content.models import Piece
from tests.bench.editor import body, overrides
from tests.hub.content import factories
from tests.hub.content.typed import address, form_of

pytestmark = pytest.mark.django_db

SMALL, LARGE = 10, 200


@pytest.fixture
def piece(brand):
    hero, other = (factories.picture(brand, color=color) for color in ("#123456", "#654321"))
    ours = overrides()
    ours["email"]["*"]["hero"] = {"value": {"image": other.pk, "alt": ""}, "source_digest": "x"}
    return factories.piece(factories.campaign(brand), body=body(), hero=hero, overrides=ours)


def grow(piece: Piece, count: int) -> None:
    """The brand has this many pieces and pictures."""
    pieces = [
        Piece(campaign=piece.campaign, locale=piece.locale, title=f"Stück {number}", slug=f"stueck-{number}")
        for number in range(Piece.objects.count(), count)
    ]
    Piece.objects.bulk_create(pieces)
    pictures = []
    for number in range(ImageAsset.objects.count(), count):
        picture = ImageAsset.objects.get(pk=piece.hero_id)
        picture.pk = picture.id = None
        picture._state.adding = True
        picture.title = f"Bild {number}"
        pictures.append(picture)
    ImageAsset.objects.bulk_create(pictures)


def asked(act) -> int:
    act()  # what is read once in a process does not count
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_library(client, editor, piece):
    client.force_login(editor)
    form = form_of(client, piece)
    acts = {
        "editor": lambda: client.get(address("edit", piece.pk)),
        "new": lambda: client.get(address("add")),
        "findings": lambda: client.post(address("lint_edit", piece.pk), form),
        "findings of a channel": lambda: client.post(address("lint_edit", piece.pk) + "?channel=sms", form),
        "measure": lambda: client.post(
            address("measure"), {"channel": "sms", "format": "*", "field": "text", "text": "Da"}
        ),
    }
    grow(piece, SMALL)
    small = {name: asked(act) for name, act in acts.items()}
    grow(piece, LARGE)
    assert Piece.objects.count() == ImageAsset.objects.count() == LARGE
    assert {name: asked(act) for name, act in acts.items()} == small
    assert small["editor"] <= 70, small
    assert small["findings"] <= 35, small
