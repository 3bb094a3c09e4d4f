"""Places of a document lead to the editor's fields, whoever gave the blocks their ids."""

import pytest

from hub.content.convert import to_document
from hub.content.importing import import_pieces
from hub.content.models import Piece
from hub.workbench.contentpaths import Addresses
from renderers.contract.place import Place
from renderers.contract.walk import texts
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

MARKDOWN = """---
title: Laterne
---
Erster Absatz.

## Größen

- klein
- groß

```columns
Links
+++
Rechts
```
"""


def test_blocks_of_markdown_files_are_found(brand, tmp_path):
    file = tmp_path / "laterne.md"
    file.write_text(MARKDOWN, "utf-8")
    (imported,) = import_pieces([file], campaign=factories.campaign(brand))
    addresses = Addresses(imported.piece)
    ids = {child.id for child in imported.piece.body}
    in_body = [place for place, _ in texts(to_document(imported.piece)) if place.block]
    assert len(in_body) == 6
    for place in in_body:
        path = addresses.path(place).split(".")
        assert path[0] == "body"
        assert path[1] in ids, place
        assert addresses.label(place).count(":") == 1
    left = next(addresses.path(place) for place, text in texts(to_document(imported.piece)) if text.plain == "Links")
    assert left.split(".")[2] == "left"
    assert sorted(in_body, key=addresses.order) == in_body


def test_several_paragraphs_of_one_block_lead_to_it(brand):
    html = "<p>Eins</p><p>Zwei</p>"
    piece = factories.piece(factories.campaign(brand), body=[("paragraph", {"text": html, "channels": []})])
    first, second = (place for place, _ in texts(to_document(piece)) if place.block)
    assert first.block != second.block
    addresses = Addresses(piece)
    assert addresses.path(first) == addresses.path(second) == f"body.{piece.body[0].id}.text"


def test_a_block_that_is_not_there_leads_to_the_body(brand):
    addresses = Addresses(factories.piece(factories.campaign(brand)))
    assert addresses.path(Place("body.text", "gone")) == "body"
    assert addresses.path(Place("nothing")) == ""
    assert addresses.label(Place("body.text", "gone"))


def test_overrides_are_found_by_channel_format_and_field():
    addresses = Addresses(Piece())
    assert addresses.path(Place("overrides.email.*.subject")) == "overrides.email.*.subject"
    assert addresses.path(Place("overrides.social.x-post.action.label")) == "overrides.social.x-post.action_label"
