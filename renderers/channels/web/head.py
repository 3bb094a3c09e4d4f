"""What belongs into the head of the page, and the data that search engines read.

The canonical address is the site's to write.
"""

import json
from typing import Any

from renderers.channels.web.desk import Desk
from renderers.channels.web.snippet import Line
from renderers.contract.artifact import Media
from renderers.contract.document import AssetRef, Offer, Qualifier
from renderers.contract.escape import Context, clean
from renderers.contract.place import Place
from renderers.contract.walk import pictures
from renderers.toolkit import html

#: Written as escapes in JSON, so that it can stand in a script element as it is.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def head(desk: Desk, title: Line, description: Line, card: Media, size: tuple[int, int]) -> str:
    """Title, description and Open Graph as elements of the page's head."""
    source = desk.source
    shown = share_picture(desk)
    sender = source.tokens.sender
    properties = {
        "og:type": "article",
        "og:title": title.text,
        "og:description": description.text,
        "og:locale": source.document.locale.replace("-", "_"),
        "og:site_name": sender.name or sender.company,
        "og:image": desk.address(card),
        "og:image:type": card.media_type,
        "og:image:width": str(size[0]),
        "og:image:height": str(size[1]),
        "og:image:alt": shown[1].alt if shown else title.text,
        "article:published_time": source.request.dated.isoformat() if source.request.dated else "",
    }
    lines = [
        f"<title>{desk.pen.words(title.text, Context.HTML)}</title>",
        _meta(desk, "name", "description", description.text),
        *(_meta(desk, "property", name, value) for name, value in properties.items()),
        _meta(desk, "name", "twitter:card", "summary_large_image"),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def share_picture(desk: Desk) -> tuple[Place, AssetRef] | None:
    """The picture for link previews: the hero, or the first there is."""
    return next(pictures(desk.source.document), None)


def structured_data(desk: Desk, title: Line, description: Line, card: Media) -> str:
    """schema.org data as JSON-LD: the article, and every offer with a price that is a fact."""
    source = desk.source
    document, sender = source.document, source.tokens.sender
    publisher = _present(
        {
            "@type": "Organization",
            "name": clean(sender.company or sender.name),
            "url": html.safe_url(sender.website) or "",
        }
    )
    place, heading = document.heading
    hero = document.hero
    images = [entry.src for entry in desk.sources(hero, Place("hero"))] if hero else []
    entry = _present(
        {
            "@type": "Article",
            "headline": desk.plain(heading, place) or title.text,
            "description": description.text,
            "inLanguage": document.locale.replace("_", "-"),
            "image": [*images, desk.address(card)],
            "datePublished": source.request.dated.isoformat() if source.request.dated else "",
            "author": publisher if "name" in publisher else None,
            "publisher": publisher if "name" in publisher else None,
        }
    )
    products = [_product(desk, block) for block in document.all_blocks if isinstance(block, Offer)]
    graph = [entry, *(product for product in products if product)]
    return script_json({"@context": "https://schema.org", "@graph": graph})


def script_json(value: Any) -> str:
    """JSON that may be set into a script element: no `<`, no line separators."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(_UNSAFE.get(character, character) for character in written) + "\n"


def _product(desk: Desk, block: Offer) -> dict[str, Any] | None:
    price = desk.amount(block.price)
    if price is None:
        return None
    amount, currency, fact = price
    offer: dict[str, Any] = {"priceCurrency": currency, "url": html.safe_url(block.url) or ""}
    if fact.qualifier is Qualifier.FROM:
        offer = {"@type": "AggregateOffer", "lowPrice": amount, **offer}
    else:
        offer = {"@type": "Offer", "price": amount, **offer}
    images = [entry.src for entry in desk.sources(block.asset, Place("body.asset", block.id))] if block.asset else []
    return _present(
        {
            "@type": "Product",
            "name": desk.plain(block.product, Place("body.product", block.id)),
            "description": desk.plain(block.text, Place("body.text", block.id)),
            "image": images,
            "offers": _present(offer),
        }
    )


def _meta(desk: Desk, kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{desk.pen.attribute(value)}">' if value else ""


def _present(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value not in ("", None, [], {})}
