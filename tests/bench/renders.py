"""What a render costs, against the library that does the heavy part of it."""

import io
from collections.abc import Callable

from PIL import Image

from renderers import registry
from renderers.channels.email import newsletter
from renderers.contract.view import render_key, view
from tests import corpus

Case = tuple[str, Callable[[], object]]
DOCUMENT = "every-block"


def _render(channel: str, format_key: str) -> Callable[[], object]:
    renderer = registry.get(channel)
    source = view(corpus.document(DOCUMENT), corpus.tokens(), corpus.request(format_key), renderer)
    assets = corpus.Pictures()
    return lambda: renderer.render(source, assets)


def email() -> list[Case]:
    """A newsletter with every block, against compiling its own MJML skeleton and nothing else."""
    skeletons: list[str] = []
    compile_mjml = newsletter.compile_mjml

    def keep(skeleton: str) -> str:
        skeletons.append(skeleton)
        return compile_mjml(skeleton)

    newsletter.compile_mjml = keep
    try:
        _render("email", "newsletter")()
    finally:
        newsletter.compile_mjml = compile_mjml
    return [
        ("mrml and css-inline alone", lambda: compile_mjml(skeletons[0])),
        ("newsletter: HTML, letter, mail file", _render("email", "newsletter")),
    ]


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
