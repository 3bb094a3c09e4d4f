"""Markdown becomes a subject: a run for every block of words, markup gone, each character at its line."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from brand.finding import Where
from brand.inspect import inline
from brand.inspect.blocks import Block, blocks, definitions
from brand.inspect.front import FENCES, FrontField, fence_fields, front_matter
from brand.inspect.text import read_text
from brand.subject import OBJECT, Anchor, Link, PictureUse, RunKind, Stretch, Subject, SubjectKind, TextRun
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

    Overrides are left out: they are for one channel each, see `inspect_markdown_overrides`.

    Raises:
        InspectError: it is too large, no text, or the front matter is no YAML.
    """
    text = read_text(data, name)
    front = front_matter(text, name)
    page = _Page(name, document)
    page.fields(one for one in front.fields if not one.path.startswith("overrides."))
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


def inspect_markdown_overrides(
    data: bytes | str, *, name: str, locale: str = "", today: date | None = None, document: Document | None = None
) -> tuple[Subject, ...]:
    """The overrides in the front matter, a subject for every channel and format ("" = all formats).

    Raises:
        InspectError: as `inspect_markdown`.
    """
    text = read_text(data, name)
    front = front_matter(text, name)
    groups: dict[tuple[str, str], list[FrontField]] = {}
    for one in front.fields:
        path = one.path.split(".")
        if path[0] == "overrides" and len(path) > 3:
            groups.setdefault((path[1], path[2].replace("*", "")), []).append(one)
    subjects = []
    for (channel, format_key), fields in sorted(groups.items()):
        page = _Page(name, document)
        page.fields(fields)
        subjects.append(
            Subject(
                name=name,
                kind=SubjectKind.SOURCE,
                channel=channel,
                format=format_key,
                locale=locale or (document.locale if document is not None else front.values.get("locale", "")),
                runs=tuple(page.runs),
                links=tuple(page.links),
                document=document,
                today=today,
            )
        )
    return tuple(subjects)


_offset = itemgetter(0)
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

    def fields(self, fields: Iterable[FrontField]) -> None:
        for one in fields:
            read = inline.read(one.text, document=self._document)
            self.add(read, [(0, one.line, one.column)], one.kind, one.path)

    def body(self, text: str, start: int) -> None:
        lines = text[start:].splitlines()
        self._references = definitions(lines)
        self._blocks(lines, text.count("\n", 0, start) + 1)

    def _blocks(self, lines: list[str], first: int, kind: RunKind | None = None) -> None:
        for block in blocks(lines, first):
            if block.fence:
                self._fence(block)
            else:
                self._block(block, kind or block.kind)

    def _fence(self, block: Block) -> None:
        """A fenced block that means something in a piece; any other is code."""
        lines, first = [line for line, _, _ in block.lines], block.lines[0][1]
        if block.fence in FENCES:
            self.fields(fence_fields(block.fence, "\n".join(lines), self._name, first))
        elif block.fence == "legal":
            self._blocks(lines, first, RunKind.LEGAL)
        elif block.fence == "columns":
            self._blocks(["" if line.strip() == "+++" else line for line in lines], first)

    def _block(self, block: Block, kind: RunKind) -> None:
        source = ""
        spots: Spots = []
        for words, line, column in block.lines:
            source += "\n" if spots else ""
            spots.append((len(source), line, column))
            source += words
        read = inline.read(source, references=self._references, document=self._document)
        alone = [link for link in read.links if not link.picture]
        if kind is RunKind.PARAGRAPH and len(alone) == 1 and alone[0].text == read.text.strip() and alone[0].text:
            kind = RunKind.ACTION  # in a piece, a link that stands alone is an action
        self.add(read, spots, kind, "", block.level)

    def add(self, read: inline.Read, spots: Spots, kind: RunKind, path: str, level: int = 0) -> None:
        run = _run(read, inline.anchors(read, spots), self._name, path, kind=kind, level=level)
        if run is not None:
            self.runs.append(run)
        for link in read.links:
            begin, line, column = spots[bisect_right(spots, link.at, key=_offset) - 1]
            where = Where(part=self._name, line=line, column=column + link.at - begin, path=path)
            if not link.picture:
                self.links.append(Link(link.url, link.text, where, action=kind is RunKind.ACTION))
                continue
            self.pictures.append(PictureUse(where, alt=link.text, url=link.url))
            if link.text.strip():
                alt = Where(part=self._name, line=line, column=where.column + 2)
                self.runs.append(TextRun(link.text, alt, RunKind.ALT))


def _run(
    read: inline.Read, anchors: tuple[Anchor, ...], part: str, path: str, *, kind: RunKind, level: int
) -> TextRun | None:
    """The run of some words without white space around them, or None where there are none."""
    text = read.text.strip()
    if not text or (OBJECT in text and not text.replace(OBJECT, "").strip()):
        return None
    lead = len(read.text) - len(read.text.lstrip()) if read.text[0].isspace() else 0
    if lead:
        anchors = tuple(Anchor(max(one.at - lead, 0), one.line, one.column + max(lead - one.at, 0)) for one in anchors)
    stretches = read.stretches
    if lead or (stretches and stretches[-1].end > len(text)):
        stretches = [
            Stretch(max(one.start - lead, 0), min(one.end - lead, len(text)), one.style, one.url) for one in stretches
        ]
    begin = Where(part=part, line=anchors[0].line, column=anchors[0].column, path=path)
    return TextRun(text, begin, kind, level, tuple(stretches), anchors=anchors)
