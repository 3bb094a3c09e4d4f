"""Frames: what arrives is shown as it arrives, folded where networks fold, and harmless whatever it says."""

import pytest
from django.template.loader import render_to_string

from hub.content.frames import frame_of, speaker_of
from hub.content.gauges import gauge_of
from hub.content.pages import page_of
from hub.content.partfiles import file_name, file_response, new_message
from hub.content.posts import folded, marked
from renderers.contract.artifact import Artifact, Meter, MeterKind, Part
from renderers.contract.tokens import Color, Sender, Tokens

HOSTILE = '<script>alert(1)</script> & "x" javascript:alert(1) #tag'


def fold(limit: int, used: int = 999) -> Meter:
    return Meter("linkedin-fold", used, limit, "characters", MeterKind.FOLD)


def frame(*parts: Part, **more: object):
    given = {"channel": "social", "format_key": "linkedin-post", "title": "T", "locale": "de"}
    speaker = speaker_of("Nordlicht")
    return frame_of(Artifact(parts), speaker=speaker, **{**given, **more})  # type: ignore[arg-type]


def test_a_post_is_folded_where_the_network_folds():
    text = "a" * 140 + "b" * 70 + "c"
    stretches = folded(text, [fold(210), fold(140)])
    assert [(str(one.html), one.hidden) for one in stretches] == [
        ("a" * 140, ""),
        ("b" * 70, "phone"),
        ("c", "everywhere"),
    ]


def test_what_is_short_enough_is_not_folded():
    assert [one.hidden for one in folded("kurz", [fold(140, used=4)])] == [""]


def test_folds_count_as_networks_do_and_never_cut_a_character():
    first, rest = folded("🎄🎄🎄", [fold(3)])
    assert (str(first.html), str(rest.html)) == ("🎄", "🎄🎄")


def test_words_are_escaped_and_tags_marked():
    html = marked(HOSTILE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert '<span class="post-link">#tag</span>' in html


def test_addresses_with_markup_stay_data():
    assert "<b>" not in marked('https://a.example/?q=1&x="<b>')


def test_a_mail_says_who_it_is_from():
    mail = b"From: =?utf-8?q?N=C3=B6rdlicht?= <hallo@nordlicht.example>\r\nSubject: x\r\n\r\nFrom: nobody@example.com"
    shown = frame(
        Part("subject.txt", "text/plain", b"Hallo"),
        Part("body.html", "text/html", b"<html><head></head><body>x</body></html>"),
        Part("message.eml", "message/rfc822", mail),
        channel="email",
        format_key="newsletter",
    )
    assert (shown.kind, shown.sender, shown.address) == ("mail", "Nördlicht", "hallo@nordlicht.example")


def test_a_page_announces_itself():
    head = b'<title>A &amp; B</title>\n<meta name="description" content="C &lt;d&gt;">'
    shown = frame(Part("body.html", "text/html", b"<p>x</p>"), Part("head.html", "text/html", head), channel="web")
    assert shown.kind == "page"
    assert shown.snippet is not None
    assert (shown.snippet.title, shown.snippet.description) == ("A & B", "C <d>")


@pytest.mark.parametrize("payload", [b"", b"[]", b"{", b'{"segments": 2}', b'{"segments": "two", "units": {}}'])
def test_a_payload_that_says_nothing_is_no_trouble(payload):
    shown = frame(Part("message.txt", "text/plain", b"x"), Part("message.json", "application/json", payload))
    assert shown.kind == "bubble"
    assert "phone-costs" not in render_to_string("content/frames/frame.html", {"frame": shown})


def test_an_unknown_channel_with_a_picture_is_shown_nevertheless():
    shown = frame(Part("screen.png", "image/png", b"png"), channel="signage", format_key="full-hd")
    assert shown.pictures == (("screen.png", "data:image/png;base64,cG5n"),)


@pytest.mark.parametrize("color", ["#12ab9F", 'red;background:url("//x")', "#12"])
def test_the_mark_has_a_color_or_none(color):
    tokens = Tokens(
        colors=(Color("a", color, roles=("primary",)),), sender=Sender(name="Nord Licht", website="https://n.example/x")
    )
    speaker = speaker_of("X", tokens)
    assert speaker.color == (color if color == "#12ab9F" else "")
    assert (speaker.initials, speaker.site) == ("NL", "n.example")


DARK_MAIL = (
    "<html><head><style>@media (prefers-color-scheme:dark){p{color:red}}</style></head>"
    "<body>@media (prefers-color-scheme:dark)</body></html>"
)


MAIL = b"\r\n".join(
    (
        b"From: A <a@example.com>",
        b"Subject: =?utf-8?b?SGFsbG8=?=",
        b" =?utf-8?b?SGFsbG8=?=",
        b"Date: Sun, 22 Nov 2026 00:00:00 +0100",
        b"Message-ID:",
        b" <1@example.com>",
        b"List-Unsubscribe: <https://a.example/u>",
        b"X-Unsent: 1",
        b"MIME-Version: 1.0",
        b"",
        b"From: body",
        b"",
    )
)


@pytest.mark.parametrize(("scheme", "answer"), [("dark", "@media (min-width:0)"), ("light", "@media (max-width:0)")])
def test_a_screen_is_dark_or_light_whatever_the_device_is(scheme, answer):
    page = page_of(Artifact((Part("body.html", "text/html", DARK_MAIL.encode()),)), locale="de", scheme=scheme)
    assert answer in page
    assert f"color-scheme:{scheme} !important" in page
    assert "<body>@media (prefers-color-scheme:dark)" in page, "words are left alone"


def test_without_a_choice_the_device_decides():
    assert page_of(Artifact((Part("body.html", "text/html", DARK_MAIL.encode()),)), locale="de") == DARK_MAIL


def test_a_new_message_has_no_sender_no_date_and_no_number():
    made = new_message(MAIL)
    head, _, body = made.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"X-Unsent: 1",
        b"Subject: =?utf-8?b?SGFsbG8=?=",
        b" =?utf-8?b?SGFsbG8=?=",
        b"MIME-Version: 1.0",
    ]
    assert body == b"From: body\r\n"


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("laterne", "laterne.de.newsletter.eml"),
        ("", "draft.de.newsletter.eml"),
        ('a"\r\nX: y/ö', "a-X-y.de.newsletter.eml"),
    ],
)
def test_file_names_are_plain(slug, name):
    assert file_name("message.eml", slug=slug, locale="de", format_key="newsletter") == name


def test_files_are_kept_and_never_run():
    answer = file_response(Part("body.html", "text/html", HOSTILE.encode()), "x.html")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_beyond_a_limit_is_said_what_happens():
    assert "Gmail" in gauge_of(Meter("html-size", 130, 102, "KB", MeterKind.FOLD), "newsletter").note
    assert gauge_of(Meter("html-size", 13, 102, "KB", MeterKind.FOLD), "newsletter").note == ""
    assert gauge_of(Meter("linkedin-post", 13, 10, "characters", MeterKind.HARD), "linkedin-post").over
