"""Mails on their way: every file is a sound mail, arrives through SMTP as it left, and what programs lack is found.

Over the whole corpus and the demonstration, in both formats.
"""

import email
import email.policy
import smtplib
import socket
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from selectolax.lexbor import LexborHTMLParser

from brand.guideline import Guideline
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.html import inspect_html
from brand.registry import get
from brand.rule import Rule
from brand.subject import Subject
from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import Document, Paragraph
from renderers.contract.text import RichText
from renderers.contract.view import view
from tests import corpus
from tests.renderers.email import demonstration

CORPUS = {
    f"{name} as {form.key}": plugin.render(
        view(corpus.document(name), corpus.tokens(), corpus.request(form.key), plugin), corpus.Pictures()
    )
    for form in plugin.formats
    for name in corpus.names()
}


@pytest.fixture(scope="module")
def mails() -> dict[str, Artifact]:
    return {**CORPUS, **demonstration.artifacts()}


class Sink:
    """Keeps what arrives, as it arrives."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 -- the library's name
        self.received.append(envelope.original_content)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


def test_every_mail_arrives_unchanged(sink: tuple[Sink, int], mails: dict[str, Artifact]) -> None:
    kept, port = sink
    files = [artifact.part("message.eml").data for artifact in mails.values()]
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
        for data in files:
            server.sendmail("post@flusslicht.example", ["leserin@example.org"], data)
    assert kept.received == files


def test_every_mail_is_sound(mails: dict[str, Artifact]) -> None:
    for name, artifact in mails.items():
        data = artifact.part("message.eml").data
        assert b"\r\n".join(data.splitlines()) + b"\r\n" == data, name  # no bare line feeds or returns
        assert data.isascii(), name
        assert max(map(len, data.split(b"\r\n"))) <= 998, name
        mail = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        assert [part.defects for part in mail.walk() if part.defects] == [], name
        assert mail["Subject"] == artifact.part("subject.txt").text[:900].rstrip(), name
        text, page = bodies(mail)
        assert text.replace("\r\n", "\n") == artifact.part("body.txt").text, name
        assert_same_but_pictures(page, artifact, mail)


def bodies(mail: EmailMessage) -> tuple[str, str]:
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(page, EmailMessage)
    return plain.get_content(), page.get_content()


def assert_same_but_pictures(page: str, artifact: Artifact, mail: EmailMessage) -> None:
    """The enclosed HTML is the delivered one with `cid:` addresses, and each names a picture of the mail."""
    named = {part["Content-ID"].strip("<>"): part.get_content() for part in mail.walk() if part["Content-ID"]}
    files = {media.file_name: media.data for media in artifact.media}
    inside, outside = LexborHTMLParser(page).css("img"), LexborHTMLParser(artifact.part("body.html").text).css("img")
    for one, other in zip(inside, outside, strict=True):
        address = (one.attributes["src"] or "").removeprefix("cid:")
        file = (other.attributes["src"] or "").removeprefix("media/")
        assert named[address] == files[file]
        page = page.replace(f"cid:{address}", f"media/{file}")
    assert page.replace("\r\n", "\n") == artifact.part("body.html").text
    assert len(named) == len(files)


def judged(rule_id: str, subject: Subject) -> list[str]:
    rule = get(rule_id)
    assert isinstance(rule, Rule)
    return [str(found.message) for found in rule.check(subject, Guideline())] if rule.applies_to(subject) else []


def test_what_programs_cannot_show_and_gmail_clips_is_found(mails: dict[str, Artifact]) -> None:
    """The renderer uses nothing that the usual audience's programs lack; what it would is a finding, as is size."""
    for name, artifact in mails.items():
        about = Delivery(name=name, channel="email", format=name.rpartition(" ")[2], today=date(2026, 4, 1))
        subject = inspect_artifact(artifact, about)[0]
        size = next(meter for meter in artifact.meters if meter.name == "html-size")
        assert size.used <= 102 or judged("email/oversized-html", subject), name
        assert judged("email/unsupported-markup", subject) == [], name
    page = CORPUS["every-block as newsletter"].part("body.html").text
    spoiled = page.replace('<td class="h"', '<td><div style="display:grid;gap:8px">x</div></td><td class="h"', 1)
    assert spoiled != page
    assert judged("email/unsupported-markup", inspect_html(spoiled, name="spoiled.html", channel="email"))


def test_an_article_of_eight_thousand_words_is_not_clipped() -> None:
    words = "Wer zum ersten Mal auf einem Fluss unterwegs ist, merkt nach wenigen Minuten etwas. " * 7
    blocks = tuple(Paragraph(id=f"p{number}", text=RichText.of(words)) for number in range(82))
    document = Document(id="x", locale="de", title="Lang", blocks=blocks)
    made = plugin.render(view(document, corpus.tokens(), corpus.request("newsletter"), plugin), corpus.Pictures())
    assert len(made.part("body.txt").text.split()) >= 8000
    assert next(meter for meter in made.meters if meter.name == "html-size").used < 102
