"""`manage.py render`: pieces of the hub and Markdown files as folders, all or nothing."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

MARKDOWN = """---
title: Aus einer Datei
slug: datei
headline: Licht im {{ fact.month }}
action: {label: Ansehen, url: "https://nordlicht.example/x"}
facts: {month: {type: text, value: Winter}}
---
Ein Absatz, den es nur hier gibt.
"""


def render(*words, **options) -> str:
    out = io.StringIO()
    call_command("render", *map(str, words), stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def piece(brand):
    row = factories.piece(factories.campaign(brand), hero=factories.picture(brand), published=True)
    work_off()
    return row


def test_every_channel_and_format_gets_a_folder(piece, tmp_path):
    said = render(piece.translation_key, output=tmp_path / "out")
    for renderer in registry.all_renderers():
        for form in renderer.formats:
            folder = tmp_path / "out" / renderer.key / form.key
            told = json.loads((folder / "artifact.json").read_text("utf-8"))
            assert (told["channel"], told["format"], told["piece"]) == (
                renderer.key,
                form.key,
                str(piece.translation_key),
            )
            assert all((folder / part["name"]).is_file() for part in told["parts"])
            assert all((folder / media["file"]).is_file() for media in told["media"])
            assert f"{renderer.key}/{form.key}" in said
    page = (tmp_path / "out/web/article/body.html").read_text("utf-8")
    assert 'src="media/' in page


def test_the_words_are_those_that_the_hub_serves(piece, tmp_path):
    render("nordlicht:laterne", output=tmp_path, channel="sms", format="message")
    slot = Slot.objects.select_related("current__variant").get(channel="sms")
    assert (tmp_path / "message.txt").read_text("utf-8") == slot.current.variant.part("message.txt")["text"]


def test_again_replaces_and_a_strangers_file_is_safe(piece, tmp_path):
    for _ in range(2):
        render("nordlicht:laterne", output=tmp_path / "out", channel="sms")
    (tmp_path / "out/mine.txt").write_text("x")
    with pytest.raises(CommandError, match="which no export wrote") as refused:
        render("nordlicht:laterne", output=tmp_path / "out", channel="sms")
    assert refused.value.returncode == 2
    assert (tmp_path / "out/mine.txt").read_text() == "x"


def test_drafts_arms_locales_and_dialects(piece, tmp_path):
    draft = piece.get_latest_revision_as_object()
    draft.headline = "Noch nicht öffentlich"
    draft.arms = [("arm", {"key": "b", "field": "headline", "value": "Andere Zeile"})]
    draft.save_revision()
    place = {"channel": "email", "format": "newsletter"}
    subject = "subject.txt"
    render("nordlicht:laterne", output=tmp_path / "live", **place)
    assert "Noch nicht" not in (tmp_path / "live" / subject).read_text("utf-8")
    render("nordlicht:laterne", output=tmp_path / "draft", draft=True, dialect="brevo", **place)
    assert "Noch nicht" in (tmp_path / "draft" / subject).read_text("utf-8")
    assert "{{ unsubscribe }}" in (tmp_path / "draft/body.html").read_text("utf-8")
    render("nordlicht:laterne", output=tmp_path / "arm", draft=True, arm="b", **place)
    assert "Andere Zeile" in (tmp_path / "arm" / subject).read_text("utf-8")


def test_with_all_channels_those_without_the_dialect_are_plain(piece, tmp_path):
    said = render("nordlicht:laterne", output=tmp_path / "out", dialect="brevo")
    plain = [renderer.key for renderer in registry.all_renderers() if "brevo" not in renderer.dialects]
    assert plain
    assert all(f"{channel}: written plainly" in said for channel in plain)


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        (["nordlicht:nope"], {}, "no piece “nordlicht:nope”"),
        (["nope"], {}, "no piece “nope”"),
        (["nordlicht:laterne"], {"locale": "en"}, "exists in: de"),
        (["nordlicht:laterne"], {"channel": "fax"}, "Known: email, print, sms, social, web"),
        (["nordlicht:laterne"], {"channel": "sms", "format": "letter"}, "Known: message"),
        (["nordlicht:laterne"], {"format": "message"}, "--channel"),
        (["nordlicht:laterne"], {"dialect": "morse"}, "no dialect “morse”"),
        (["nordlicht:laterne"], {"channel": "sms", "format": "message", "dialect": "mailchimp"}, "does not write"),
        (["nordlicht:laterne"], {"arm": "b"}, "no arm “b”"),
        (["nope.md"], {}, "nope.md"),
        (["nope.md"], {"brand": "nobody"}, "There are: nordlicht"),
        (["nope.md"], {"campaign": "nope"}, "no campaign “nope”"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(piece, tmp_path, words, options, said):
    with pytest.raises(CommandError, match=said) as refused:
        render(*words, output=tmp_path / "out", **options)
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_draft_is_not_taken_for_published(brand, tmp_path):
    factories.piece(factories.campaign(brand))
    with pytest.raises(CommandError, match="--draft"):
        render("nordlicht:laterne", output=tmp_path / "out")


def test_a_channel_that_is_off_is_left_out(piece, tmp_path):
    factories.edit(piece, channels_off=["sms"])
    render("nordlicht:laterne", output=tmp_path / "out")
    assert not (tmp_path / "out/sms").exists()
    with pytest.raises(CommandError, match="does not go to the channel"):
        render("nordlicht:laterne", output=tmp_path / "sms", channel="sms")


def test_a_file_is_rendered_in_the_brands_clothes(brand, tmp_path):
    import_guideline(
        brand,
        "schema: guideline/1\ncolors:\n  kupfer: {srgb: '#123456', roles: [accent]}\nutm: {utm_medium: briefpost}\n",
    )
    factories.campaign(brand, slug="herbst", facts=[factories.fact("month", "Advent", "text")])
    file = tmp_path / "datei.md"
    file.write_text(MARKDOWN, "utf-8")
    render(file, output=tmp_path / "out", channel="email", format="newsletter", campaign="herbst")
    html = (tmp_path / "out/body.html").read_text("utf-8")
    assert "den es nur hier gibt" in html
    assert "#123456" in html.lower()
    assert "utm_medium=briefpost" in html
    assert "utm_campaign=herbst" in html
    assert not Piece.objects.exists()


def test_a_broken_file_is_named_with_line_and_column(brand, tmp_path):
    file = tmp_path / "datei.md"
    file.write_text(MARKDOWN.replace("fact.month", "fact.moon"), "utf-8")
    with pytest.raises(CommandError, match=r"datei\.md:4:\d+: .*moon"):
        render(file, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()
