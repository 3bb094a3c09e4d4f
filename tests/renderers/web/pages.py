"""What the tests of web pages share: rendering, and reading a page back."""

import markdown
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.web import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    Document,
)
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from tests.renderers import everything
from tests.renderers.everything import Shelf

SHELF = Shelf()


DOCUMENT = everything.document(SHELF)


BRAND = everything.brand(SHELF)


BARE = Document(id="1", locale="de-DE", title="Arbeitstitel")


def render(document: Document = DOCUMENT, tokens: Tokens = BRAND, **changes) -> Artifact:
    return plugin.render(view(document, tokens, everything.request("article", **changes), plugin), SHELF)


def page(artifact: Artifact, part: str = "body.html") -> LexborHTMLParser:
    return LexborHTMLParser(artifact.part(part).text)


def words(text: str) -> str:
    return " ".join(text.split())


def shown(text: str) -> str:
    """What a reader sees of Markdown."""
    return words(LexborHTMLParser(markdown.markdown(text, extensions=["tables"])).body.text(separator=" "))
