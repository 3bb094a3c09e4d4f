"""What the tests of mails share: rendering, and reading a mail back."""

import email
import email.policy
from email.message import EmailMessage

from selectolax.lexbor import LexborHTMLParser

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import Document
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from tests.renderers import everything
from tests.renderers.everything import Shelf

SHELF = Shelf()


DOCUMENT = everything.document(SHELF)


BRAND = everything.brand(SHELF)


BARE = Document(id="1", locale="de-DE", title="Arbeitstitel")


def render(document: Document = DOCUMENT, tokens: Tokens = BRAND, **changes) -> Artifact:
    source = view(document, tokens, everything.request("newsletter", **changes), plugin)
    return plugin.render(source, SHELF)


def page(artifact: Artifact) -> LexborHTMLParser:
    return LexborHTMLParser(artifact.part("body.html").text)


def mail(artifact: Artifact) -> EmailMessage:
    parsed = email.message_from_bytes(artifact.part("message.eml").data, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def words(text: str) -> str:
    return " ".join(text.split())
