"""Hostile words in every field at once: what arrives in each part, each dialect and each format, and what does not."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.email import plugin
from renderers.contract import walk
from renderers.contract.artifact import Artifact
from renderers.contract.dialect import get_dialect
from renderers.contract.document import Action, ActionBlock, Block, Document, Offer, Quote, VideoLink
from renderers.contract.escape import OVERRIDES
from renderers.contract.text import Link, RichText, Text
from renderers.contract.tokens import Sender
from renderers.contract.view import view
from tests.renderers import everything
from tests.renderers.email.letters import BRAND, DOCUMENT, SHELF

#: What each system would carry out, by its key; `plain` is read by nobody, or by any of them.
TAGS = {
    "brevo": ("{{7*7}}", "{% if 1 %}"),
    "hubspot": ("{{7*7}}", "{% if 1 %}"),
    "klaviyo": ("{{7*7}}", "{% if 1 %}"),
    "listmonk": ("{{7*7}}",),
    "sendgrid": ("{{7*7}}",),
    "mailchimp": ("*|MC:SUBJECT|*",),
    "salesforce": ("%%=v(@x)=%%",),
    "zoho": ("$[FNAME]$",),
}
EVERY_TAG = tuple(dict.fromkeys(tag for tags in TAGS.values() for tag in tags))
WORDS = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)> </style></title><!-- --> ]]> <![endif]--> &lt; '
    f"{' '.join(EVERY_TAG)} \u202eTXT\u2066 a\u200bb\ufeffc \x00\x1b\r\nBcc: alle@example.org\r\n\r\n<p>"
)
LONG = "Donaudampfschifffahrt" * 500
BAD_LINKS = ("javascript:alert(1)", "JaVa\nScript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "//a.b")
#: What Outlook on Windows is given in comments.
OUTLOOK = {
    *("table", "tr", "td", "style", "noscript", "xml", "center", "v:roundrect", "w:anchorlock"),
    *("o:OfficeDocumentSettings", "o:AllowPNG", "o:PixelsPerInch"),
}
HEADERS = {
    *("From", "Reply-To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"),
    *("List-Unsubscribe", "List-Unsubscribe-Post"),
}


def hostile(address: str) -> Document:
    """The document with every kind of block, whose every word and address is somebody's attack."""
    text = RichText((Text(WORDS), Link(address, (Text(WORDS),)), Text(f" {LONG}")))
    document = walk.rebuild(DOCUMENT, text=lambda _: text, asset=lambda asset: replace(asset, alt=WORDS, credit=WORDS))
    blocks = tuple(_spoiled(block, address) for block in document.blocks)
    return replace(document, title=WORDS, blocks=blocks, action=Action(text, address), short=())


def _spoiled(block: Block, address: str) -> Block:
    if isinstance(block, Quote):
        return replace(block, attribution=WORDS)
    if isinstance(block, VideoLink):
        return replace(block, title=WORDS, url=address)
    if isinstance(block, Offer):
        return replace(block, url=address)
    if isinstance(block, ActionBlock):
        return replace(block, action=replace(block.action, url=address))
    return block


def attacked(dialect: str, format_key: str, address: str) -> Artifact:
    request = everything.request(format_key, dialect=dialect)
    tokens = replace(BRAND, sender=replace(BRAND.sender, name=WORDS, company=WORDS, address=(WORDS,)))
    return plugin.render(view(hostile(address), tokens, request, plugin), SHELF)


@pytest.mark.parametrize("format_key", [form.key for form in plugin.formats])
@pytest.mark.parametrize("dialect", plugin.dialects)
def test_nothing_of_it_does_anything(dialect: str, format_key: str) -> None:
    for address in BAD_LINKS if dialect == "plain" else BAD_LINKS[:1]:
        made = attacked(dialect, format_key, address)
        mail = message_from_bytes(made.part("message.eml").data, policy=default)
        assert isinstance(mail, EmailMessage)
        enclosed, letter = mail.get_body(("html",)), mail.get_body(("plain",))
        assert isinstance(enclosed, EmailMessage)
        assert isinstance(letter, EmailMessage)
        for markup in (made.part("body.html").text, enclosed.get_content()):
            assert_inert(markup, dialect)
        for text in (made.part("body.txt").text, letter.get_content(), *lines(made)):
            assert not re.search(f"[{OVERRIDES}\x00-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff]", text)
            assert not [tag for tag in TAGS.get(dialect, ()) if tag in text]
        assert all("\n" not in line and "\r" not in line for line in lines(made))
        assert set(mail.keys()) <= HEADERS
        assert len(mail.keys()) == len(set(mail.keys()))
        assert max(map(len, made.part("message.eml").data.split(b"\r\n"))) <= 998


def lines(made: Artifact) -> tuple[str, str]:
    return made.part("subject.txt").text, made.part("preheader.txt").text


def assert_inert(markup: str, dialect: str) -> None:
    """No script, no handler, no address but those that readers may be sent to, no tag of the system's that we wrote."""
    page = LexborHTMLParser(markup)
    assert not page.css("script, iframe, object, embed, form, base, link")
    assert page.css_first("h1").text()  # the words are there, as words
    for_outlook = "".join(re.findall(r"<!--\[if (?!!).*?<!\[endif\]-->", markup, re.DOTALL))
    assert set(re.findall(r"<([a-z][^\s>/]*)", for_outlook)) <= OUTLOOK
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")], node.html
    own = tuple(get_dialect(dialect).tags.values())
    for link in page.css("a[href]"):
        address = link.attributes["href"] or ""
        assert address in own or urlsplit(address).scheme in {"http", "https", "mailto", "tel"}, address
    for image in page.css("img"):
        assert re.match(r"(media/|cid:)[0-9a-f]", image.attributes["src"] or "")
    forbidden = EVERY_TAG if dialect == "plain" else TAGS.get(dialect, ())
    assert not [tag for tag in forbidden if tag in markup]
    assert "alert(1)>" not in markup
    assert not re.search(f"[{OVERRIDES}\u200b\ufeff]", markup)


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "%0d%0a", "=?utf-8?q?=0d=0aBcc:x?="])
def test_no_field_of_sender_or_request_adds_a_header(break_: str) -> None:
    evil = f"a{break_}Bcc: alle@example.org"
    sender = Sender(
        name=evil, company=evil, email=f"post@a.example{break_}Bcc: x@y.example", reply_to=evil, website=evil
    )
    options = (("unsubscribe_url", f"https://a.example/{evil}"), ("view_online_url", evil))
    request = everything.request("newsletter", options=options)
    made = plugin.render(view(DOCUMENT, replace(BRAND, sender=sender), request, plugin), SHELF)
    mail = message_from_bytes(made.part("message.eml").data, policy=default)
    assert set(mail.keys()) <= HEADERS
    assert "Bcc" not in mail
    assert mail["List-Unsubscribe"].startswith("<https://a.example/a")
    assert mail["List-Unsubscribe"].count("<") == 1
