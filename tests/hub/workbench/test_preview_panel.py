"""The Preview panel as editors meet it: unfinished forms, readers, screens, files, and other people's brands."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.test.utils.form_data import streamfield

from hub.accounts.models import User
from hub.content.models import Piece
from renderers import registry
from tests.hub.content import factories as make
from tests.hub.content.test_admin import piece_form

pytestmark = pytest.mark.django_db

MODES = [f"{renderer.key}/{form.key}" for renderer in registry.all_renderers() for form in renderer.formats]
ADD = "wagtailsnippets_content_piece:preview_on_add"
EDIT = "wagtailsnippets_content_piece:preview_on_edit"
GREETING = '{{ contact.salutation | default: "Guten Tag" }}, die Laterne ist da.'


@pytest.fixture
def campaign(brand):
    return make.campaign(brand)


@pytest.fixture
def piece(campaign) -> Piece:
    return make.piece(campaign, teaser=GREETING, hero=make.picture(campaign.brand))


@pytest.fixture
def writer(signed_in, editor):
    return signed_in(editor)


def at(piece: Piece) -> str:
    return reverse(EDIT, args=[piece.pk])


def seen(client: Any, address: str, mode: str, **asked: str) -> str:
    answer = client.get(address, {"mode": mode, **asked})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_panel_offers_every_format_by_channel(writer, piece):
    page = writer.get(reverse("wagtailsnippets_content_piece:edit", args=[piece.pk])).content.decode()
    for mode in MODES:
        assert f'value="{mode}"' in page
    assert '<optgroup label="Email">' in page
    assert "Email – Newsletter" in page


@pytest.mark.parametrize("mode", MODES)
def test_every_format_has_its_frame_its_limits_and_its_losses(writer, piece, mode):
    page = seen(writer, at(piece), mode)
    assert re.search(r'class="arrival is-(mail|bubble|post|page|sheet) is-', page)
    assert "What this channel leaves out, and why" in page
    assert 'class="gauges"' in page
    assert 'role="alert"' not in page


def test_a_mail_is_shown_as_in_the_inbox_and_as_plain_text(writer, piece):
    page = seen(writer, at(piece), "email/newsletter")
    assert 'class="inbox-subject">Licht für den Winter' in page
    assert 'sandbox=""' in page
    assert '<pre class="letter"' in page
    assert "Size of the mail" in page


def test_a_text_message_says_what_it_costs(writer, piece):
    page = seen(writer, at(piece), "sms/message")
    assert "1 segment ·" in page
    assert "GSM-7" in page


def test_a_page_is_shown_with_its_search_result(writer, piece):
    page = seen(writer, at(piece), "web/article")
    assert 'class="result-title">Licht für den Winter' in page
    assert "data:image/jpeg;base64," in page


def test_a_print_sheet_has_its_pages_its_trim_and_its_file(writer, piece):
    page = seen(writer, at(piece), "print/a5-flyer")
    assert page.count('class="sheet-trim"') >= 1
    assert "148 × 210 mm" in page
    assert "file=print.pdf" in page


# Readers and screens


def test_a_named_reader_is_greeted_and_nobody_is_greeted_as_nobody(writer, piece):
    assert "Guten Tag, die Laterne" in seen(writer, at(piece), "email/newsletter")
    page = seen(writer, at(piece), "email/newsletter", reader="named")
    assert "Sehr geehrte Frau Müller-Lüdenscheidt, die Laterne" in page
    assert "Guten Tag" not in page
    assert "Sehr geehrte" in seen(writer, at(piece), "email/newsletter"), "the choice is kept in the session"
    assert "Guten Tag" in seen(writer, at(piece), "email/newsletter", reader="nobody")


@pytest.mark.parametrize("mode", [mode for mode in MODES if not mode.startswith(("email", "sms"))])
def test_what_everybody_sees_has_no_reader(writer, piece, mode):
    page = seen(writer, at(piece), mode, reader="named")
    assert "Müller-Lüdenscheidt" not in page
    assert "Named person" not in page


def test_how_somebody_looks_is_kept_nowhere_but_in_their_session(writer, piece):
    before = {model: model.objects.count() for model in (FormState, Piece)}
    revision = piece.latest_revision_id
    seen(writer, at(piece), "email/newsletter", reader="named", screen="dark")
    assert before == {model: model.objects.count() for model in (FormState, Piece)}
    assert Piece.objects.get(pk=piece.pk).latest_revision_id == revision
    assert writer.session["preview_reader"] == "named"


@pytest.mark.parametrize("asked", [{"reader": "<b>"}, {"screen": "x" * 5000}, {"reader": ""}])
def test_a_choice_that_does_not_exist_is_the_first(writer, piece, asked):
    page = seen(writer, at(piece), "email/newsletter", **asked)
    assert "Guten Tag" in page
    assert "<b>&" not in page


def test_a_dark_screen_is_shown_dark(writer, piece):
    assert "color-scheme:dark !important" in seen(writer, at(piece), "email/newsletter", screen="dark")
    assert "color-scheme:light !important" in seen(writer, at(piece), "web/article", screen="light")


def test_the_preview_speaks_the_editors_language(client, editor, piece):
    User.objects.filter(pk=editor.pk).update(language="de")
    editor = User.objects.get(pk=editor.pk)
    editor.save()
    client.force_login(editor)
    assert '<html lang="de">' in seen(client, at(piece), "email/newsletter")


# Files


def test_the_draft_as_a_mail_file(writer, piece):
    answer = writer.get(at(piece), {"mode": "email/newsletter", "file": "message.eml"})
    assert answer["Content-Type"] == "message/rfc822"
    assert answer["Content-Disposition"] == 'attachment; filename="laterne.de.newsletter.eml"'
    assert b"X-Unsent: 1" in answer.content
    new = writer.get(at(piece), {"mode": "email/newsletter", "file": "message.eml", "open": "new"})
    head = new.content.partition(b"\r\n\r\n")[0]
    assert head.startswith(b"X-Unsent: 1\r\n")
    assert b"Message-ID" not in head
    assert b"\nFrom:" not in head


def test_the_file_holds_what_was_typed_and_not_saved(writer, piece, campaign):
    writer.post(at(piece), piece_form(campaign, headline="Eben erst getippt", slug=piece.slug))
    answer = writer.get(at(piece), {"mode": "sms/message", "file": "message.txt"})
    assert "Eben erst getippt" in answer.content.decode()


@pytest.mark.parametrize("name", ["nothing.txt", "../../etc/passwd", "body.html/x"])
def test_a_file_that_does_not_exist_is_404(writer, piece, name):
    assert writer.get(at(piece), {"mode": "email/newsletter", "file": name}).status_code == 404


def test_the_page_says_that_the_hub_does_not_send(writer, piece):
    page = seen(writer, at(piece), "email/newsletter")
    assert "The hub sends nothing." in page
    assert "open=new" in page


def test_another_brands_preview_and_files_are_not_there(client, piece, other_manager):
    client.force_login(other_manager)
    for asked in ({"mode": "email/newsletter"}, {"mode": "email/newsletter", "file": "message.eml"}):
        assert client.get(at(piece), asked).status_code == 404
    assert client.post(at(piece), {}).status_code == 404


# Harmless


def test_hostile_words_arrive_inert(writer, campaign):
    words = "<script>alert(1)</script><img src=x onerror=alert(1)> \"'> javascript:alert(1)"
    row = make.piece(
        campaign,
        title=words,
        headline=words,
        teaser=words + "\r\nBcc: somebody@example.com",
        body=[("paragraph", {"text": '<p><a href="javascript:alert(1)">Klick</a></p>', "channels": []})],
        action_label=words,
        hashtags=["a<b>"],
    )
    for mode in MODES:
        answer = writer.get(at(row), {"mode": mode})
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not re.search(r'href="?javascript:', page)
        for frame in re.findall(r"<iframe[^>]*>", page):
            assert 'sandbox=""' in frame
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    mail = writer.get(at(row), {"mode": "email/newsletter", "file": "message.eml"}).content
    assert b"\nBcc:" not in mail.partition(b"\r\n\r\n")[0]


# Unfinished


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"campaign": ""}, "Choose a campaign first"),
        ({"title": "", "headline": ""}, "neither a headline nor a title"),
        ({"headline": ""}, "It has no headline"),
        ({"teaser": "", "body": streamfield([]), "short": streamfield([])}, "teaser and body are empty"),
        ({"body": streamfield([])}, "The body is empty"),
        ({"teaser": "Nur {{ fact.prise }}"}, "prise"),
        ({"headline": "Hallo {{ contact.first_name }}"}, "has no default"),
        ({"headline": "x" * 301}, "300"),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_what_is_missing_is_said_in_words(writer, campaign, mode, fields, said):
    address = reverse(ADD)
    others = {name: value for name, value in fields.items() if name != "campaign"}
    answer = writer.post(address, piece_form(campaign, **others) | ({"campaign": ""} if "campaign" in fields else {}))
    assert answer.json() == {"is_valid": True, "is_available": True}
    page = seen(writer, address, mode)
    assert said in page
    assert "Traceback" not in page


def test_what_is_missing_and_what_is_lost_leads_to_its_field(writer, piece, campaign):
    writer.post(at(piece), piece_form(campaign, slug=piece.slug, headline="x" * 301, teaser="{{ fact.prise }}"))
    page = seen(writer, at(piece), "sms/message")
    assert 'data-jump="headline"' in page
    assert 'data-jump="teaser"' in page
    assert re.search(r'class="jump loss-place" data-jump="body\.', page)


def test_words_that_are_too_long_are_shown_with_the_complaint(writer, campaign):
    address = reverse(ADD)
    writer.post(address, piece_form(campaign, headline="Endlos " * 60))
    page = seen(writer, address, "web/article")
    assert "Endlos Endlos" in page
    assert "Not finished yet" in page


def test_a_picture_that_is_gone_is_named(writer, piece):
    from hub.assets.models import ImageAsset

    ImageAsset.objects.filter(pk=piece.hero_id).update(sha256="0" * 64)
    Piece.objects.filter(pk=piece.pk).update(hero=piece.hero_id)
    page = seen(writer, at(piece), "web/article")
    assert "Ein Bild" in page


def test_a_form_that_is_none_leaves_the_last_one_standing(writer, piece, campaign):
    writer.post(at(piece), piece_form(campaign, headline="Gut", slug=piece.slug))
    answer = writer.post(at(piece), {"body-count": "x", "title": "y"})
    assert answer.status_code == 200
    assert seen(writer, at(piece), "sms/message")


@pytest.mark.parametrize("place", ["body", "hero", "overrides"])
def test_nothing_of_another_brands_picture_is_told(writer, piece, campaign, other_brand, place):
    """Neither by the preview nor by the findings, whatever number a form is given."""
    foreign = make.picture(other_brand, alt="Streng geheim gratis!!!", color="#aa1122")
    fields: dict[str, Any] = {
        "body": {"body": streamfield([("picture", {"picture": str(foreign.pk), "alt": "", "caption": ""})])},
        "hero": {"hero": str(foreign.pk)},
        "overrides": {"overrides": json.dumps({"web": {"*": {"hero": {"value": {"image": foreign.pk}}}}})},
    }[place]
    form = piece_form(campaign, slug=piece.slug, **fields)
    writer.post(at(piece), form)
    lint = reverse("wagtailsnippets_content_piece:lint_edit", args=[piece.pk])
    told = [writer.post(lint, form).content.decode()]
    for mode in ("web/article", "email/newsletter", "social/linkedin-post"):
        told.append(seen(writer, at(piece), mode))
        told.append(writer.post(f"{lint}?channel={mode.partition('/')[0]}", form).content.decode())
    assert not [page for page in told if "Streng" in page]


def test_a_body_that_is_refused_for_its_own_faults_is_shown(writer, piece, campaign):
    body = streamfield([("heading", {"text": "Lang " * 100, "level": "2"})])
    writer.post(at(piece), piece_form(campaign, slug=piece.slug, body=body))
    assert "Lang Lang Lang" in seen(writer, at(piece), "web/article")


def test_a_renderer_that_breaks_says_so_and_quotes_nothing(writer, piece, monkeypatch, caplog):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("GEHEIMES WORT")

    monkeypatch.setattr("hub.content.previews.render_piece", broken)
    page = seen(writer, at(piece), "sms/message")
    assert "could not be shown" in page
    assert "GEHEIMES" not in page + caplog.text


def test_a_channel_switched_off_is_said_to_be(writer, campaign):
    row = make.piece(campaign, channels_off=["sms"])
    assert "does not go to this channel" in seen(writer, at(row), "sms/message")


# Speed


@pytest.mark.parametrize("mode", ["email/newsletter", "sms/message", "social/linkedin-post", "web/article"])
def test_only_one_format_is_rendered_and_the_library_does_not_count(writer, piece, campaign, mode, monkeypatch):
    rendered = []
    from hub.content import previews

    plain = previews.render_piece
    monkeypatch.setattr(previews, "render_piece", lambda *a, **k: rendered.append(k["channel"]) or plain(*a, **k))
    seen(writer, at(piece), mode)
    with CaptureQueriesContext(
        connection,
    ) as few:
        seen(writer, at(piece), mode)
    for number in range(5):
        make.piece(campaign, slug=f"weiter-{number}", hero=make.picture(campaign.brand, color=f"#00000{number}"))
    with CaptureQueriesContext(connection) as many:
        seen(writer, at(piece), mode)
    assert rendered == [mode.partition("/")[0]] * 3
    assert len(many) == len(few)
    assert len(few) <= 40
