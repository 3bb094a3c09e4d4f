"""Puts a Markdown piece together: front matter and body, checked, as a document."""

import re
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from renderers.contract.document import Arm, Block, Columns, Document, Fact, Heading, Override
from renderers.contract.errors import DocumentError
from renderers.contract.fields import field_digest, get_field
from renderers.contract.message import Message
from renderers.contract.text import RichText
from renderers.contract.tokens import SHIPPED_FIELDS, Field
from renderers.display import babel_locale
from renderers.markdown.blocks import read_blocks
from renderers.markdown.facts import read_facts
from renderers.markdown.front import Front, open_front, read_front
from renderers.markdown.identity import identified, piece_id, slugify
from renderers.markdown.nodes import Mapping
from renderers.markdown.pictures import Folder
from renderers.markdown.problems import PieceError
from renderers.markdown.reader import Reader
from renderers.markdown.source import CONTROL, MAX_BYTES, Source, read_source, too_long

_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as it stands in a Markdown file.

    `assets` hands out the pictures' bytes; `channels` are those that are on, none = all; `problems` is everything
    that must be put right before the piece may go out, each with file, line and column.
    """

    document: Document
    assets: Folder
    arms: tuple[Arm, ...] = ()
    channels: tuple[str, ...] = ()
    brand: str = ""
    problems: tuple[DocumentError, ...] = ()

    def checked(self) -> "Piece":
        """The piece itself, if nothing is wrong with it.

        Raises:
            PieceError: with all its problems.
        """
        if self.problems:
            raise PieceError(self.problems)
        return self

    def wants(self, channel: str) -> bool:
        """Whether the piece is meant for a channel."""
        return not self.channels or channel in self.channels


@dataclass(frozen=True, slots=True)
class Body:
    """Blocks of a Markdown text that is no piece of its own, the source of its pictures, and what is wrong with it."""

    blocks: tuple[Block, ...]
    assets: Folder
    problems: tuple[DocumentError, ...] = ()


def read_body(
    text: str,
    *,
    name: str = "",
    folder: Path | None = None,
    fields: tuple[Field, ...] = SHIPPED_FIELDS,
    facts: tuple[Fact, ...] = (),
) -> Body:
    """Read Markdown without front matter, such as a block of a piece; every heading stays in it.

    Raises:
        PieceError: it holds control characters, or is too long.
    """
    reader = Reader(Source(text, name), Folder(folder and folder.resolve()), fields, facts)
    _check_characters(reader)
    blocks = [_lowered(block) for block in read_blocks(reader, reader.source.text, 0)]
    return Body(identified(blocks), reader.folder, reader.problems.found)


def read_piece(
    source: Path | str,
    *,
    locale: str | None = None,
    name: str = "",
    folder: Path | None = None,
    fields: tuple[Field, ...] = SHIPPED_FIELDS,
    facts: tuple[Fact, ...] = (),
    zone: tzinfo | None = None,
    pictures: Folder | None = None,
) -> Piece:
    """Read a Markdown piece from a file, or from a text.

    `locale` holds where the front matter names none (else German). Of a text, `name` says what to call it in problems
    and `folder` where its pictures lie. `fields` is the brand's field register, `facts` are those of its campaign
    (the piece's own win), `zone` is where a day without a time begins and ends (else Europe/Berlin), `pictures` finds
    pictures elsewhere than in a folder.

    Raises:
        PieceError: no document can be made: unreadable, empty, broken front matter, no title, control characters.
    """
    zone = zone or ZoneInfo("Europe/Berlin")
    try:
        text = read_source(source) if isinstance(source, Path) else Source(source, name)
    except DocumentError as error:
        raise PieceError([error]) from error
    root = source.parent.resolve() if isinstance(source, Path) else folder and folder.resolve()
    reader = Reader(text, pictures or Folder(root), fields, facts)
    _check(reader)
    front = open_front(reader)
    if not front.entries and reader.problems.found:
        raise reader.problems.stop()
    document_locale = _locale(reader, front, locale)
    own = read_facts(reader, front.get("facts"), locale=document_locale, zone=zone)
    known = {fact.name: fact for fact in (*facts, *own)}
    reader.stash.facts = known
    values = read_front(reader, front, zone)
    title, values, blocks = _headed(reader, front, values, read_blocks(reader, *text.body))
    brand = reader.plain(front.get("brand"))
    slug = _slug(reader, front, _stem(text.name, document_locale) or title)
    document = Document(
        id=piece_id(brand, slug),
        locale=document_locale,
        title=title,
        slug=slug,
        headline=values.headline,
        teaser=values.teaser,
        short=values.short,
        blocks=identified(blocks),
        action=values.action,
        hero=values.hero,
        hashtags=values.hashtags,
        facts=tuple(known[key] for key in sorted(known)),
        campaign=values.campaign,
        legal=values.legal,
    )
    document = replace(document, overrides=tuple(_digested(document, override) for override in values.overrides))
    return Piece(document, reader.folder, values.arms, values.channels, brand, reader.problems.found)


def _check(reader: Reader) -> None:
    """Refuse what can be no piece at all."""
    source = reader.source
    if not source.text.strip():
        raise _stopped(reader, Message("The file is empty. Write at least “# Title”."), 0)
    _check_characters(reader)
    if source.has_open_front_matter:
        raise _stopped(reader, Message("The front matter never ends. Put a line “---” after it."), 0)


def _check_characters(reader: Reader) -> None:
    """Refuse control characters, and texts beyond all measure."""
    source = reader.source
    if len(source.text) > MAX_BYTES:
        raise _stopped(reader, too_long(len(source.text)), 0)
    controls = list(CONTROL.finditer(source.text))
    for match in controls:
        code = f"U+{ord(match[0]):04X}"
        reader.problems.add(Message("A control character ({code}) stands here. Delete it.", code=code), match.start())
    if controls:
        raise reader.problems.stop()


def _stopped(reader: Reader, message: Message, offset: int) -> PieceError:
    reader.problems.add(message, offset)
    return reader.problems.stop()


def _locale(reader: Reader, front: Mapping, asked: str | None) -> str:
    node = reader.scalar(front.get("locale"))
    locale = (node.text.strip() if node else asked or "de").replace("_", "-")
    offset = node.offset if node else 0
    try:
        if _LOCALE.fullmatch(locale):
            babel_locale(locale)
            return locale
        message = Message(
            "“{locale}” is no locale. Write a language, or language and region: de, en-GB.", locale=locale
        )
    except DocumentError as error:
        message = error.message
    reader.problems.add(message, offset)
    return "de"


def _headed(reader: Reader, front: Mapping, values: Front, blocks: tuple[Block, ...]) -> tuple[str, Front, list[Block]]:
    """Title and headline: a first `# Heading` is the headline, and the title where the front matter has none."""
    title = reader.plain(front.get("title"))
    rest = list(blocks)
    if rest and isinstance(rest[0], Heading) and rest[0].level == 1 and not rest[0].channels:
        first: RichText = rest[0].text
        if not values.headline or values.headline.plain == first.plain:
            values, rest = replace(values, headline=values.headline or first), rest[1:]
        title = title or " ".join(first.plain.split())
    if not title:
        entry = next((entry for entry in front.entries if entry.key == "title"), None)
        message = Message("The title is missing. Add “title: Words” to the front matter, or begin with “# Words”.")
        raise _stopped(reader, message, entry.offset if entry else 0)
    return title, values, [_lowered(block) for block in rest]


def _lowered(block: Block) -> Block:
    """No heading of the body is of level 1, which is the headline's."""
    if isinstance(block, Columns):
        return replace(block, columns=tuple(tuple(_lowered(inner) for inner in column) for column in block.columns))
    return replace(block, level=2) if isinstance(block, Heading) and block.level == 1 else block


def _stem(name: str, locale: str) -> str:
    """A file's name without its endings: "herbst" of "texte/herbst.de.md", since translations share their slug."""
    stem = Path(name).stem
    return next((stem.removesuffix(f".{end}") for end in (locale, locale[:2]) if stem.endswith(f".{end}")), stem)


def _slug(reader: Reader, front: Mapping, name: str) -> str:
    node = reader.scalar(front.get("slug"))
    if node is None:
        return slugify(name)
    if not _SLUG.fullmatch(node.text):
        reader.problems.add(
            Message("“{slug}” is no slug. Did you mean “{guess}”?", slug=node.text, guess=slugify(node.text)),
            node.offset,
        )
        return slugify(node.text)
    return node.text


def _digested(document: Document, override: Override) -> Override:
    """An override with the digest of the field it replaces, where that is a field of documents."""
    if get_field(document, override.field) is None:
        return override
    return replace(override, source_digest=field_digest(document, override.field))
