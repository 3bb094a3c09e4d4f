"""A page or a mail's HTML becomes a subject: a run for every block of words, with the look of every stretch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from brand.errors import InspectError
from brand.finding import Where
from brand.inspect.bounds import readable, require_few_attributes
from brand.inspect.css import Cascade, cascade, declarations
from brand.inspect.embedded import Embedded
from brand.inspect.limits import DEPTH, NODES, decoded, require_bytes
from brand.inspect.lines import Finder
from brand.inspect.look import Look, look_of
from brand.inspect.markup import markup_of
from brand.inspect.metadata import metadata_of
from brand.inspect.runs import RunBuilder
from brand.subject import ColorUse, FontUse, Link, PictureUse, RunKind, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
_SILENT = frozenset({
    "script", "style", "template", "head", "noscript", "object", "iframe", "svg", "math", "select", "textarea",
    "audio", "video",
})
# fmt: on
_KINDS = {
    "li": RunKind.LIST_ITEM,
    "dt": RunKind.LIST_ITEM,
    "dd": RunKind.LIST_ITEM,
    "blockquote": RunKind.QUOTE,
    "figcaption": RunKind.CAPTION,
    "caption": RunKind.CAPTION,
    "th": RunKind.CELL,
    "button": RunKind.ACTION,
    "footer": RunKind.LEGAL,
}
#: What stands inside these stays what it is, whatever elements lie between.
_STICKY = frozenset({RunKind.QUOTE, RunKind.LEGAL, RunKind.CELL, RunKind.LIST_ITEM, RunKind.CAPTION})
_LEGAL_NAMES = re.compile(
    r"(?:^|[\s_-])(?:footer|legal|imprint|impressum|disclaimer|small-?print)(?:$|[\s_-])", re.IGNORECASE
)
_BUTTON_NAMES = re.compile(r"(?:^|[\s_-])(?:button|btn|cta)(?:$|[\s_-])", re.IGNORECASE)
#: How a page begins that is one, and no part of one.
_WHOLE = re.compile(r"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")


@dataclass(slots=True)
class Page:
    """What was found on a page so far."""

    runs: list[TextRun] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[PictureUse] = field(default_factory=list)
    colors: dict[tuple[str, str], ColorUse] = field(default_factory=dict)
    fonts: dict[tuple[str, ...], FontUse] = field(default_factory=dict)


def inspect_html(
    page: str | bytes,
    *,
    name: str,
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
    sheets: Sequence[str] = (),
    head: str = "",
) -> Subject:
    """Inspect a page. `sheets` are style sheets beside it; `head` is a head that is kept apart, as `head.html`.

    The metadata say whether it is a page of its own: `page` is "whole", or "parts" where the head is kept apart.

    Raises:
        InspectError: it is too large or no text.
    """
    if isinstance(page, bytes):
        require_bytes(page, "html", name)
        page = decoded(page, name, _declared_charset(page))
    require_few_attributes(page, name)
    tree = LexborHTMLParser(page)
    sheets = readable([*sheets, *(node.text() for node in tree.css("style"))])
    found = _Walker(page, name, tree, sheets).walk()
    fonts = found.fonts | linked_sheets(tree, name)
    metadata, runs = metadata_of(tree, name)
    if head:
        own_head = LexborHTMLParser(f"<head>{head}</head>")
        apart, runs = metadata_of(own_head, "head.html")
        metadata, fonts = {**metadata, **apart}, fonts | linked_sheets(own_head, "head.html")
    if head or _WHOLE.search(page, 0, 4096):
        metadata["page"] = "parts" if head else "whole"
    metadata["size"] = str(len(page.encode("utf-8", "replace")))
    return Subject(
        name=name,
        kind=SubjectKind.HTML,
        channel=channel,
        format=format_key,
        locale=locale or metadata.get("lang", ""),
        runs=(*runs, *found.runs),
        pictures=Embedded().of_page(found.pictures),
        links=tuple(found.links),
        colors=tuple(found.colors.values()),
        fonts=tuple(fonts.values()),
        markup=tuple(markup_of(tree, page, name, sheets)),
        metadata=tuple(sorted(metadata.items())),
        today=today,
    )


def _declared_charset(page: bytes) -> str:
    found = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", page[:2048], re.IGNORECASE)
    return found[1].decode("ascii") if found else ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element passes on to what is in it."""

    look: Look
    kind: RunKind
    level: int
    path: tuple[str, ...]
    depth: int


class _Walker:
    """Walks through a page once, collecting runs, links, pictures, colors and fonts."""

    def __init__(self, source: str, name: str, tree: LexborHTMLParser, sheets: list[str]) -> None:
        self._name, self._tree = name, tree
        self._cascade: Cascade = cascade(tree, sheets)
        self._finder = Finder(source)
        self._page = Page()
        self._builder = RunBuilder(name, self._finder)
        self._left = NODES

    def walk(self) -> Page:
        body = self._tree.body
        if body is not None:
            root = self._tree.root
            attributes = root.attributes if root is not None else {}
            look, _ = look_of(Look(), "html", attributes, self._declared(root)) if root is not None else (Look(), [])
            self._element(body, _Context(look, RunKind.PARAGRAPH, 0, (), 0), "body")
            self._flush()
        for font in self._cascade.fonts:
            self._page.fonts.setdefault(
                (font.family, font.url), FontUse(font.family, Where(part=self._name), type="web", url=font.url)
            )
        return self._page

    def _declared(self, node: LexborNode) -> list:  # type: ignore[type-arg]
        return self._cascade.of(node.mem_id, declarations(node.attributes.get("style") or ""))

    def _flush(self) -> None:
        run = self._builder.finish()
        if run is not None:
            self._page.runs.append(run)

    def _element(self, node: LexborNode, parent: _Context, segment: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise InspectError(
                Message("The page has more than {limit} elements. Lint it in parts.", limit=NODES), file=self._name
            )
        tag, attributes = node.tag or "", node.attributes
        look, painted = look_of(parent.look, tag, attributes, self._declared(node))
        if tag in _SILENT:
            return
        path = _path(parent.path, segment, attributes.get("id"))
        context = _Context(look, *_role(tag, attributes, parent), path, parent.depth + 1)
        where = Where(part=self._name, path=" > ".join(path))
        if not look.hidden:
            self._note_colors(painted, where)
            self._note_font(look, parent.look, where)
        block = tag in _BLOCKS
        if block:
            self._flush()
        self._special(tag, attributes, context, where, node)
        self._children(node, context)
        if block:
            self._flush()

    def _children(self, node: LexborNode, context: _Context) -> None:
        if context.depth >= DEPTH:
            self._builder.add(node.text(separator=" "), context.look, context.kind, context.level, context.path)
            return
        counts: dict[str, int] = {}
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._builder.add(child.text_content or "", context.look, context.kind, context.level, context.path)
            elif not tag.startswith(("-", "!")):
                counts[tag] = counts.get(tag, 0) + 1
                self._element(child, context, f"{tag}:nth-of-type({counts[tag]})")

    def _special(
        self, tag: str, attributes: dict[str, str | None], context: _Context, where: Where, node: LexborNode
    ) -> None:
        if tag == "br":
            self._builder.line_break()
        elif tag == "img":
            self._picture(attributes, context, where)
        elif tag == "a" and attributes.get("href") is not None:
            self._link(attributes, context, where, node)

    def _picture(self, attributes: dict[str, str | None], context: _Context, where: Where) -> None:
        if context.look.hidden:
            return
        url = attributes.get("src") or ""
        line, column = self._finder.attribute(url[:200])
        where = replace(where, line=line, column=column)
        alt = (attributes.get("alt") or "") if "alt" in attributes else None
        self._page.pictures.append(
            PictureUse(
                where, alt=alt, url=url, width=_length(attributes, "width"), height=_length(attributes, "height")
            )
        )
        self._builder.object()
        if alt and alt.strip():
            self._page.runs.append(TextRun(alt.strip(), where, RunKind.ALT))

    def _link(self, attributes: dict[str, str | None], context: _Context, where: Where, node: LexborNode) -> None:
        if context.look.hidden:
            return
        url = attributes.get("href") or ""
        line, column = self._finder.attribute(url[:200])
        words = re.sub(r"\s+", " ", node.text()).strip()
        words = words or " ".join(filter(None, (image.attributes.get("alt") for image in node.css("img[alt]"))))
        words = words or attributes.get("aria-label") or attributes.get("title") or ""
        action = context.kind is RunKind.ACTION
        self._page.links.append(Link(url, words, replace(where, line=line, column=column), action=action))

    def _note_colors(self, painted: list, where: Where) -> None:  # type: ignore[type-arg]
        for paint in painted:
            self._page.colors.setdefault(
                (paint.value, paint.role), ColorUse(paint.value, paint.role, where, paint.declared)
            )

    def _note_font(self, look: Look, parent: Look, where: Where) -> None:
        if look.stack and look.stack != parent.stack:
            self._page.fonts.setdefault(look.stack, FontUse(look.stack[0], where, look.stack))


def linked_sheets(tree: LexborHTMLParser, name: str) -> dict[tuple[str, ...], FontUse]:
    """The style sheets a page links to, which may bring fonts."""
    links = (link.attributes.get("href") or "" for link in tree.css("link[rel~=stylesheet][href]"))
    return {("", url): FontUse("", Where(part=name, path="link"), type="web", url=url) for url in links}


def _path(parent: tuple[str, ...], segment: str, own_id: str | None) -> tuple[str, ...]:
    if own_id and re.fullmatch(r"[A-Za-z][\w-]*", own_id):
        return (f"#{own_id}",)
    return (*parent, segment)


def _role(tag: str, attributes: dict[str, str | None], parent: _Context) -> tuple[RunKind, int]:
    """What the words of an element are, and the level of a heading."""
    heading = _HEADING.fullmatch(tag)
    if heading is not None or attributes.get("role") == "heading":
        level = heading[1] if heading is not None else attributes.get("aria-level") or "2"
        return RunKind.HEADING, int(level) if level.isdigit() else 2
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if _LEGAL_NAMES.search(names):
        return RunKind.LEGAL, 0
    if tag in {"a", "button"} and (attributes.get("role") == "button" or _BUTTON_NAMES.search(names)):
        return RunKind.ACTION, 0
    own = _KINDS.get(tag)
    if own is not None and parent.kind not in {RunKind.QUOTE, RunKind.LEGAL}:
        return own, 0
    inherited = parent.kind in _STICKY or tag not in _BLOCKS
    return (parent.kind, parent.level) if inherited else (RunKind.PARAGRAPH, 0)


def _length(attributes: dict[str, str | None], name: str) -> float:
    """A width or height in pixels: of the attribute, else of the style; 0 = not given, or a share."""
    styled = next((one.value for one in declarations(attributes.get("style") or "") if one.name == name), "")
    for written in (attributes.get(name) or "", styled):
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", written)
        if found:
            return float(found[1])
    return 0.0


def visible(subject: Subject) -> Iterator[TextRun]:
    """The runs a reader sees on the page itself: no alternative texts, no preheader, no title of the window."""
    hidden = {RunKind.ALT, RunKind.PREHEADER, RunKind.SUBJECT_LINE}
    return (run for run in subject.runs if run.kind not in hidden and not run.where.path.startswith("head"))
