"""Blocks of types that this hub does not know are kept: by every save, in every version, nested ones too."""

import json
import re

import pytest
from django.core import signing
from django.core.management import CommandError, call_command
from django.urls import reverse

from hub.content.convert import to_document
from hub.content.errors import PublishRefusedError
from hub.content.importing import import_pieces
from hub.content.models import Piece
from hub.content.replacing import Search, find_hits, replace_hits
from hub.content.services import translate
from tests.hub.content import factories
from tests.hub.content.posting import posted

pytestmark = pytest.mark.django_db

HOLOGRAM = {
    "type": "hologram",
    "id": "11111111-1111-1111-1111-111111111111",
    "value": {"text": "<p>Ein <b>Hirsch</b> aus Licht</p>", "depth": 3, "channels": ["hologram"], "more": ["Wald"]},
}
PARAGRAPH = {"type": "paragraph", "id": "22222222-2222-2222-2222-222222222222", "value": {"text": "<p>Davor.</p>"}}
COLUMNS = {
    "type": "columns",
    "id": "33333333-3333-3333-3333-333333333333",
    "value": {"left": [{**HOLOGRAM, "id": "44444444-4444-4444-4444-444444444444"}, PARAGRAPH], "right": []},
}


def edit_url(row) -> str:
    return reverse(Piece.snippet_viewset.get_url_name("edit"), args=[row.pk])


@pytest.fixture
def piece(brand):
    """A piece that was written while more was installed."""
    row = factories.piece(factories.campaign(brand))
    row.body = json.dumps([PARAGRAPH, HOLOGRAM, COLUMNS])
    row.short = json.dumps([{"type": "sung", "id": "5" * 8, "value": "Kurz gesungen"}])
    row.save()
    row.save_revision()
    return Piece.objects.get(pk=row.pk)


def raw(row, name="body"):
    """What is stored."""
    return row._meta.get_field(name).get_prep_value(getattr(row, name))


def without_channels(children):
    """A form adds an empty choice of channels to blocks that had none, and keys to paragraphs."""
    for child in children:
        if isinstance(child["value"], dict) and child["type"] != "hologram":
            child["value"].pop("channels", None)
            if "text" in child["value"]:
                child["value"]["text"] = re.sub(r' data-block-key="\w+"', "", child["value"]["text"])
            for side in ("left", "right"):
                without_channels(child["value"].get(side, []))
    return children


def latest(row):
    return Piece.objects.get(pk=row.pk).get_latest_revision_as_object()


def test_reading_and_saving_keeps_them(piece):
    piece.save()
    piece.save_revision()
    for row in (Piece.objects.get(pk=piece.pk), latest(piece)):
        assert raw(row) == [PARAGRAPH, HOLOGRAM, COLUMNS]
        assert raw(row, "short")[0]["value"] == "Kurz gesungen"
        list(row.body)
        assert without_channels(raw(row)) == [PARAGRAPH, HOLOGRAM, COLUMNS]


def test_the_editor_opens_shows_them_and_saves_without_touching_them(piece, signed_in, editor):
    client = signed_in(editor)
    response = client.get(edit_url(piece))
    page = response.content.decode()
    assert "Ein Hirsch aus Licht" in page
    response = client.post(edit_url(piece), posted(response.context["form"], headline="Neu"))
    assert response.status_code == 302
    row = latest(piece)
    assert row.headline == "Neu"
    assert without_channels(raw(row)) == [PARAGRAPH, HOLOGRAM, COLUMNS]
    assert raw(row, "short")[0] == {"type": "sung", "id": "5" * 8, "value": "Kurz gesungen"}


def test_the_menu_of_blocks_does_not_offer_them(piece, signed_in, editor):
    page = signed_in(editor).get(edit_url(piece)).content.decode()
    assert "hub.content.KeepingStreamBlock" in page
    assert "content/kept.js" in page


def test_what_a_form_says_of_a_kept_block_is_believed_only_if_signed(piece, signed_in, editor):
    client = signed_in(editor)
    form = client.get(edit_url(piece)).context["form"]
    forged = signing.dumps({"type": "paragraph", "value": 1}, key="other", salt="hub.content.kept")
    state = form["body"].field.block.get_form_state(form["body"].value())
    state[1]["value"] = json.dumps({"signed": forged})
    response = client.post(edit_url(piece), posted(form, body=state))
    assert "body" in response.context["form"].errors
    assert raw(latest(piece)) == [PARAGRAPH, HOLOGRAM, COLUMNS]


def test_a_form_opened_while_the_type_was_known_is_refused(piece, signed_in, editor):
    """Half of its fields would be thrown away."""
    client = signed_in(editor)
    data = posted(client.get(edit_url(piece)).context["form"])
    data["body-1-type"] = "hologram"
    response = client.post(edit_url(piece), data)
    assert "body" in response.context["form"].errors
    assert raw(latest(piece)) == [PARAGRAPH, HOLOGRAM, COLUMNS]


def test_when_the_type_is_known_again_everything_is_as_before(piece, monkeypatch):
    piece.save()
    from wagtail import blocks

    hologram = blocks.StructBlock([("text", blocks.RichTextBlock()), ("depth", blocks.IntegerBlock())])
    hologram.set_name("hologram")
    stream = Piece._meta.get_field("body").stream_block
    monkeypatch.setitem(stream.child_blocks, "hologram", hologram)
    row = Piece.objects.get(pk=piece.pk)
    assert [child.block_type for child in row.body] == ["paragraph", "hologram", "columns"]
    assert row.body[1].value["depth"] == 3
    # A form that was opened before comes back as what it is now.
    wrapped = [{"type": "kept", "id": "x", "value": {"type": "hologram", "value": HOLOGRAM["value"]}}]
    row.body = json.dumps(wrapped)
    assert row.body[0].block_type == "hologram"


def test_translations_searches_and_old_versions_keep_them(piece, brand):
    first = piece.latest_revision
    copy = translate(piece, factories.locale("en"))
    assert raw(Piece.objects.get(pk=copy.pk)) == [PARAGRAPH, HOLOGRAM, COLUMNS]
    search = Search(find="Davor", replace="Danach")
    hits = [hit.key for each in find_hits(piece.campaign, search) for hit in each.hits]
    assert replace_hits(piece.campaign, search, chosen=hits) == 2
    body = raw(latest(piece))
    assert body[0]["value"]["text"] == "<p>Danach.</p>"
    assert body[1] == HOLOGRAM
    assert body[2]["value"]["left"][0]["value"] == HOLOGRAM["value"]
    assert raw(first.as_object())[1] == HOLOGRAM


def test_publishing_without_them_is_refused_and_says_why(piece):
    with pytest.raises(PublishRefusedError, match="hologram") as refused:
        piece.publish(piece.latest_revision)
    assert "Hirsch" in str(refused.value)
    assert not Piece.objects.get(pk=piece.pk).live


def test_the_document_says_what_it_lacks(piece):
    words = str(to_document(piece))
    assert "Davor." in words
    assert "Hirsch" not in words


@pytest.mark.parametrize("mode", ["web/article", "sms/message"])
def test_previews_open_and_say_it(piece, mode):
    page = piece.make_preview_request(preview_mode=mode).content.decode()
    assert "Davor" in page or "Licht" in page


def test_importing_leaves_other_pieces_alone(piece, brand, tmp_path):
    file = tmp_path / "neu.md"
    file.write_text("---\ntitle: Neu\n---\nText.\n")
    import_pieces([file], campaign=piece.campaign)
    assert raw(latest(piece)) == [PARAGRAPH, HOLOGRAM, COLUMNS]


def test_the_render_command_leaves_nothing_out_in_silence(piece, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(CommandError, match="Hirsch") as refused:
        call_command("render", f"{piece.campaign.brand.key}:{piece.slug}", draft=True, channel="sms", output=out)
    assert "hologram" in str(refused.value)
    assert not out.exists()
