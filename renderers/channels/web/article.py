"""The article as a fragment of HTML, to be set into a page of the brand's site."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from renderers.channels.web.desk import Desk
from renderers.contract.artifact import Trace
from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Block,
    Columns,
    Divider,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit import html
from renderers.toolkit.legal import labeled_credit, printed_lines
from renderers.toolkit.phrases import direction, quotation_marks

PART = "body.html"
#: How wide a picture is shown: what the style sheet's measure makes of it.
_SIZES_HERO = "(min-width: 72rem) 67rem, 92vw"
_SIZES = "(min-width: 46rem) 42rem, 92vw"


def article(desk: Desk) -> str:
    """The whole fragment."""
    document = desk.source.document
    lang = html.attribute(document.locale.replace("_", "-"))
    written = [
        f'<article class="ein-article" lang="{lang}" dir="{direction(document.language)}">',
        _header(desk),
        _hero(desk),
        '<div class="ein-body">',
        *(_block(desk, block) for block in document.blocks),
        "</div>",
        _closing(desk),
        _legal(desk),
        "</article>",
    ]
    return "\n".join(piece for piece in written if piece) + "\n"


def _say(desk: Desk, text: RichText | str, place: Place) -> str:
    return desk.html(text, place, part=PART)


def _header(desk: Desk) -> str:
    document = desk.source.document
    place, heading = document.heading
    written = [
        f'<h1 class="ein-headline">{_say(desk, heading, place)}</h1>' if heading else "",
        f'<p class="ein-teaser">{_say(desk, document.teaser, Place("teaser"))}</p>' if document.teaser else "",
    ]
    return f'<header class="ein-header">{"".join(written)}</header>' if any(written) else ""


def _hero(desk: Desk) -> str:
    hero = desk.source.document.hero
    if hero is None:
        return ""
    img = _img(desk, hero, Place("hero"), sizes=_SIZES_HERO, first=True)
    return f'<figure class="ein-hero">{img}{_caption(desk, hero, Place("hero"))}</figure>'


def _closing(desk: Desk) -> str:
    action = desk.source.document.action
    if action is None or not action.label:
        return ""
    button = _button(desk, action, Place("action.label"), Place("action.url"), "ein-button")
    return f'<div class="ein-closing">{button}</div>'


def _legal(desk: Desk) -> str:
    notes = [
        f"<p>{_say(desk, note, Place(f'legal.{index}'))}</p>"
        for index, note in enumerate(desk.source.document.legal)
        if note
    ]
    for _, place, text in printed_lines(desk.source):
        line = html.linkified(text, desk.pen.dialect, host=urlsplit(desk.source.tokens.sender.website).hostname or "")
        desk.traces.append(Trace(PART, html.visible(line), place))
        notes.append(f"<p>{line}</p>")
    return f'<footer class="ein-legal">{"".join(notes)}</footer>' if notes else ""


def _img(desk: Desk, ref: AssetRef, place: Place, *, sizes: str, first: bool = False) -> str:
    """A picture in every size it has. The first one is loaded at once, the others when they come near."""
    sources = desk.sources(ref, place)
    large = sources[0]
    if ref.alt:
        desk.traces.append(Trace(PART, ref.alt, Place(f"{place.field}.alt", place.block)))
    variants = ", ".join(f"{source.src} {source.width}w" for source in sources)
    srcset = f' srcset="{html.attribute(variants)}" sizes="{sizes}"' if len(sources) > 1 else ""
    loading = 'fetchpriority="high"' if first else 'loading="lazy"'
    # Where the style sheet cuts a picture, its focal point stays in sight.
    focus = "" if ref.focal == (0.5, 0.5) else f' style="object-position:{ref.focal[0]:.0%} {ref.focal[1]:.0%}"'
    return (
        f'<img src="{html.attribute(large.src)}"{srcset} width="{large.width}" height="{large.height}"'
        f' alt="{desk.pen.attribute(ref.alt)}"{focus} {loading} decoding="async">'
    )


def _caption(desk: Desk, ref: AssetRef, place: Place, words: str = "") -> str:
    credit = ""
    if ref.credit and ref.sha256 not in desk.credited:
        desk.credited.add(ref.sha256)
        named = labeled_credit(ref.credit, desk.source.document.language)
        written = _say(desk, named, Place(f"{place.field}.credit", place.block))
        credit = f'<small class="ein-credit">{written}</small>'
    return f"<figcaption>{words}{credit}</figcaption>" if words or credit else ""


def _button(desk: Desk, action: Action, label: Place, url: Place, classes: str) -> str:
    words = _say(desk, RichText(tuple(action.label.words)), label)
    href = desk.href(action.url, url)
    link = f'<a class="{classes}" href="{html.attribute(href)}">{words}</a>' if href else f"<strong>{words}</strong>"
    return f'<p class="ein-action">{link}</p>'


def _linked(words: str, href: str | None, *, classes: str = "") -> str:
    named = f' class="{classes}"' if classes else ""
    return f'<a{named} href="{html.attribute(href)}">{words}</a>' if href else words


def _block(desk: Desk, block: Block) -> str:
    return _WRITERS[type(block)](desk, block)


def _heading(desk: Desk, block: Heading) -> str:
    level = min(max(block.level, 2), 4)
    words = _say(desk, block.text, Place("body.text", block.id))
    return f'<h{level} class="ein-heading ein-heading-{level}">{words}</h{level}>'


def _paragraph(desk: Desk, block: Paragraph) -> str:
    return f'<p class="ein-paragraph">{_say(desk, block.text, Place("body.text", block.id))}</p>'


def _note(desk: Desk, block: LegalNote) -> str:
    return f'<p class="ein-note"><small>{_say(desk, block.text, Place("body.text", block.id))}</small></p>'


def _list(desk: Desk, block: ListBlock) -> str:
    items = "".join(
        f"<li>{_say(desk, item, Place(f'body.items.{index}', block.id))}</li>" for index, item in enumerate(block.items)
    )
    name = "ol" if block.ordered else "ul"
    return f'<{name} class="ein-list">{items}</{name}>'


def _quote(desk: Desk, block: Quote) -> str:
    before, behind = quotation_marks(block.text.plain, desk.source.document.language)
    words = f"<blockquote><p>{before}{_say(desk, block.text, Place('body.text', block.id))}{behind}</p></blockquote>"
    by = _say(desk, block.attribution, Place("body.attribution", block.id)) if block.attribution else ""
    return f'<figure class="ein-quote">{words}{f"<figcaption>{by}</figcaption>" if by else ""}</figure>'


def _picture(desk: Desk, block: Picture) -> str:
    place = Place("body.asset", block.id)
    img = _img(desk, block.asset, place, sizes=_SIZES)
    words = _say(desk, block.caption, Place("body.caption", block.id)) if block.caption else ""
    return f'<figure class="ein-picture">{img}{_caption(desk, block.asset, place, words)}</figure>'


def _action(desk: Desk, block: ActionBlock) -> str:
    label, url = Place("body.action.label", block.id), Place("body.url", block.id)
    return _button(desk, block.action, label, url, "ein-button ein-button-quiet")


def _columns(desk: Desk, block: Columns) -> str:
    columns = ["".join(_block(desk, inner) for inner in column) for column in block.columns if column]
    return f'<div class="ein-columns">{"".join(f"<div>{column}</div>" for column in columns)}</div>'


def _offer(desk: Desk, block: Offer) -> str:
    href = desk.href(block.url, Place("body.url", block.id))
    picture = ""
    if block.asset is not None:
        place = Place("body.asset", block.id)
        img = _linked(_img(desk, block.asset, place, sizes=_SIZES), href)
        picture = f'<figure class="ein-offer-picture ein-picture">{img}{_caption(desk, block.asset, place)}</figure>'
    return f'<div class="ein-offer">{picture}<div class="ein-offer-words">{_offer_words(desk, block, href)}</div></div>'


def _offer_words(desk: Desk, block: Offer, href: str | None) -> str:
    def say(name: str) -> str:
        return _say(desk, getattr(block, name), Place(f"body.{name}", block.id))

    written = [f'<p class="ein-product">{_linked(say("product"), href)}</p>']
    if block.text:
        written.append(f"<p>{say('text')}</p>")
    if block.price or block.old_price:
        price = say("price")
        old = ""
        if block.old_price:  # the words between them tell listeners, and readers of plain text, which one holds
            old = f' <span class="ein-old">{desk.phrases.instead_of} <s>{say("old_price")}</s></span>'
        written.append(f'<p class="ein-price">{price}{old}</p>')
    if block.code:
        written.append(f'<p>{desk.phrases.code}: <code class="ein-code">{say("code")}</code></p>')
    return "".join(written)


def _table(desk: Desk, block: Table) -> str:
    def say(cell: RichText, path: str) -> str:
        return _say(desk, cell, Place(path, block.id)) if cell else ""

    caption = f"<caption>{say(block.caption, 'body.caption')}</caption>" if block.caption else ""
    header = "".join(
        f'<th scope="col">{say(cell, f"body.header.{column}")}</th>' for column, cell in enumerate(block.header)
    )
    rows = [
        "".join(f"<td>{say(cell, f'body.rows.{row}.{column}')}</td>" for column, cell in enumerate(cells))
        for row, cells in enumerate(block.rows)
    ]
    head = f"<thead><tr>{header}</tr></thead>" if header else ""
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    return f'<div class="ein-table" tabindex="0"><table>{caption}{head}<tbody>{body}</tbody></table></div>'


def _divider(_: Desk, __: Divider) -> str:
    return '<hr class="ein-divider">'


def _video(desk: Desk, block: VideoLink) -> str:
    href = desk.href(block.url, Place("body.url", block.id))
    picture, caption = "", ""
    if block.poster is not None:
        place = Place("body.poster", block.id)
        img = _img(desk, block.poster, place, sizes=_SIZES)
        picture, caption = _linked(img, href, classes="ein-poster"), _caption(desk, block.poster, place)
    title = _linked(_say(desk, block.title, Place("body.title", block.id)), href)
    return f'<figure class="ein-video">{picture}<p class="ein-caption">{title}</p>{caption}</figure>'


_WRITERS: dict[type, Callable[[Desk, Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    LegalNote: _note,
    ListBlock: _list,
    Quote: _quote,
    Picture: _picture,
    ActionBlock: _action,
    Columns: _columns,
    Offer: _offer,
    Table: _table,
    Divider: _divider,
    VideoLink: _video,
}
