"""Markdown becomes a subject: a run for every block of words, markup gone, each character at its line."""

from dataclasses import replace
from datetime import date

from brand.finding import Where
from brand.inspect import inline
from brand.inspect.blocks import Block, blocks, definitions
from brand.inspect.front import front_matter
from brand.inspect.text import read_text
from brand.subject import OBJECT, Anchor, Link, PictureUse, RunKind, Subject, SubjectKind, TextRun
from renderers.contract.document import Document


def inspect_markdown(
    data: bytes | str,
    *,
    name: str,
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
    document: Document | None = None,
) -> Subject:
    """Inspect a Markdown file; its front matter's readable fields count too. `document` is the piece it holds.

    Raises:
        InspectError: it is too large, no text, or the front matter is no YAML.
    """
    text = read_text(data, name)
    front = front_matter(text, name)
    page = _Page(name, document)
    for one in front.fields:
        page.add(inline.read(one.text, document=document), [(0, one.line, one.column)], one.kind, one.path)
    page.body(text, front.body)
    locale = locale or (document.locale if document is not None else front.values.get("locale", ""))
    return Subject(
        name=name,
        kind=SubjectKind.SOURCE if document is not None or "title" in front.values else SubjectKind.TEXT,
        channel=channel,
        format=format_key,
        locale=locale,
        runs=tuple(page.runs),
        links=tuple(page.links),
        pictures=tuple(page.pictures),
        metadata=tuple(sorted({**front.values, "size": str(len(text.encode("utf-8", "surrogatepass")))}.items())),
        document=document,
        today=today,
    )


#: Lines of a block: (offset in the block's text, line number, column).
Spots = list[tuple[int, int, int]]


class _Page:
    """Gathers the blocks of a Markdown body line by line."""

    def __init__(self, name: str, document: Document | None) -> None:
        self._name, self._document = name, document
        self._references: dict[str, str] = {}
        self.runs: list[TextRun] = []
        self.links: list[Link] = []
        self.pictures: list[PictureUse] = []

    def body(self, text: str, start: int) -> None:
        lines = text[start:].splitlines()
        first = text.count("\n", 0, start) + 1
        self._references = definitions(lines)
        for block in blocks(lines, first):
            self._block(block)

    def _block(self, block: Block) -> None:
        source = ""
        spots: Spots = []
        for words, line, column in block.lines:
            source += "\n" if spots else ""
            spots.append((len(source), line, column))
            source += words
        read = inline.read(source, references=self._references, document=self._document)
        self.add(read, spots, block.kind, "", block.level)

    def add(self, read: inline.Read, spots: Spots, kind: RunKind, path: str, level: int = 0) -> None:
        run = _run(read, inline.anchors(read, spots), Where(part=self._name, path=path), kind)
        if run is not None:
            self.runs.append(replace(run, level=level))
        for link in read.links:
            begin, line, column = next(spot for spot in reversed(spots) if spot[0] <= link.at)
            where = Where(part=self._name, line=line, column=column + link.at - begin, path=path)
            if not link.picture:
                self.links.append(Link(link.url, link.text, where, action=kind is RunKind.ACTION))
                continue
            self.pictures.append(PictureUse(where, alt=link.text, url=link.url))
            if link.text.strip():
                alt = Where(part=self._name, line=line, column=where.column + 2)
                self.runs.append(TextRun(link.text, alt, RunKind.ALT))


def _run(read: inline.Read, anchors: tuple[Anchor, ...], where: Where, kind: RunKind) -> TextRun | None:
    """The run of some words without white space around them, or None where there are none."""
    text = read.text.strip()
    if not text.replace(OBJECT, "").strip():
        return None
    lead = len(read.text) - len(read.text.lstrip())
    moved = tuple(Anchor(max(one.at - lead, 0), one.line, one.column + max(lead - one.at, 0)) for one in anchors)
    stretches = (replace(one, start=max(one.start - lead, 0), end=one.end - lead) for one in read.stretches)
    return TextRun(
        text,
        replace(where, line=moved[0].line, column=moved[0].column),
        kind,
        stretches=tuple(replace(one, end=min(one.end, len(text))) for one in stretches),
        anchors=moved,
    )
