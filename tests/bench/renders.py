"""What a render costs, against the library that does the heavy part of it."""

import io
from collections.abc import Callable

from PIL import Image

from renderers import registry
from renderers.contract.view import render_key, view
from tests import corpus

Case = tuple[str, Callable[[], object]]
DOCUMENT = "every-block"


def _render(channel: str, format_key: str) -> Callable[[], object]:
    renderer = registry.get(channel)
    source = view(corpus.document(DOCUMENT), corpus.tokens(), corpus.request(format_key), renderer)
    assets = corpus.Pictures()
    return lambda: renderer.render(source, assets)


def social() -> list[Case]:
    """A post with its picture, against encoding one picture of that size."""
    blank = Image.new("RGB", (1080, 1350))
    return [
        ("Pillow encoding one JPEG of 1080 x 1350", lambda: blank.save(io.BytesIO(), "JPEG", quality=85)),
        ("instagram-feed: text, picture, payload", _render("social", "instagram-feed")),
    ]


def key() -> list[Case]:
    """Finding out that nothing changed, against rendering again."""
    renderer = registry.get("email")
    document, tokens, request = corpus.document(DOCUMENT), corpus.tokens(), corpus.request("newsletter")
    return [
        ("view and render key", lambda: render_key(view(document, tokens, request, renderer), renderer)),
        ("rendering the newsletter", _render("email", "newsletter")),
    ]
