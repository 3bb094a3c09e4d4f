"""A type of blocks is taken out of the body by a migration, and no word vanishes: rows, versions, translations."""

import json

import pytest
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from hub.content.block_migrations import paragraph_of_words, replace_block
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.services import translate
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

ID = "11111111-1111-1111-1111-111111111111"


def a_testimonial(**value):
    given = {"text": "<p>Sie <b>leuchtet</b> wie keine.</p>", "by": "Frau Holm & Sohn", "stars": 5}
    return {"type": "testimonial", "id": ID, "value": {**given, **value}}


def in_columns(child):
    return {"type": "columns", "id": "c" * 8, "value": {"left": [{**child, "id": "n" * 8}], "right": []}}


def raw(row):
    return row._meta.get_field("body").get_prep_value(row.body)


@pytest.fixture
def piece(brand):
    """Live in one version, another as a draft, an older one in the history, and a translation."""
    row = factories.piece(factories.campaign(brand), published=True)
    older = row.get_latest_revision_as_object()
    older.body = json.dumps([a_testimonial(text="<p>Ganz früher.</p>")])
    older.save_revision()
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    draft.body = json.dumps([a_testimonial(text="<p>Im Entwurf.</p>", channels=["web"])])
    draft.save_revision()
    live = Piece.objects.get(pk=row.pk)
    live.body = json.dumps([a_testimonial(), in_columns(a_testimonial(text="<p>Links.</p>"))])
    live.save()
    copy = translate(live, factories.locale("en"))
    copy.body = json.dumps([a_testimonial(text="<p>It shines.</p>")])
    copy.save()
    copy.save_revision()
    return Piece.objects.get(pk=row.pk)


def migrate(into, backwards=False):
    """Run the operations as a migration does, with the models as they were then."""
    loader = MigrationLoader(connection)
    newest = [key for key in loader.graph.leaf_nodes() if key[0] == "content"]
    state = loader.project_state(newest)
    migration = Migration("0999_no_testimonials", "content")
    migration.operations = replace_block("testimonial", into=into)
    editor = connection.schema_editor()
    (migration.unapply if backwards else migration.apply)(state, editor)


def words(row) -> str:
    return " ".join(run for run in str(to_document(row).blocks).split())


def test_no_word_vanishes(piece):
    assert "leuchtet" not in words(piece)
    migrate(paragraph_of_words)
    live = Piece.objects.get(pk=piece.pk)
    assert "leuchtet" in words(live)
    assert "wie keine." in words(live)
    assert "Frau Holm & Sohn" in words(live)
    assert "Links." in words(live)
    contents = [revision.as_object() for revision in live.revisions.order_by("pk")]
    assert any("Ganz früher." in words(each) for each in contents)
    assert "Im Entwurf." in words(live.get_latest_revision_as_object())
    english = Piece.objects.get(locale__language_code="en")
    assert "It shines." in words(english)
    assert "It shines." in words(english.latest_revision.as_object())
    for row in (live, *contents, english):
        assert "testimonial" not in json.dumps(raw(row))


def test_ids_order_and_limits_stay_and_nothing_else_is_touched(piece):
    before = raw(piece)
    migrate(paragraph_of_words)
    after = raw(Piece.objects.get(pk=piece.pk))
    assert [child["id"] for child in after] == [child["id"] for child in before]
    assert after[0]["type"] == "paragraph"
    assert after[1]["type"] == "columns"
    draft = Piece.objects.get(pk=piece.pk).get_latest_revision_as_object()
    assert raw(draft)[0]["value"]["channels"] == ["web"]
    migrate(paragraph_of_words)
    assert raw(Piece.objects.get(pk=piece.pk)) == after


def test_other_unknown_blocks_are_kept_by_it(piece):
    stored = [{"type": "hologram", "id": "h" * 8, "value": {"x": 1}}, a_testimonial()]
    piece.body = json.dumps(stored)
    piece.save()
    migrate(paragraph_of_words)
    assert raw(Piece.objects.get(pk=piece.pk))[0] == stored[0]


def test_it_can_be_taken_back_without_harm(piece):
    migrate(paragraph_of_words)
    try:
        migrate(paragraph_of_words, backwards=True)
    except IrreversibleError:
        pytest.fail("a migration that cannot be taken back stops every later one")
    assert "leuchtet" in words(Piece.objects.get(pk=piece.pk))
