"""The neutral document: one revision of one piece in one locale, in no channel."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from renderers.contract.place import Place
from renderers.contract.text import RichText


@dataclass(frozen=True, slots=True)
class Rights:
    """What may be done with an asset, and until when. Never part of a render key.

    `valid_until` is the first instant that is too late. What is not `cleared` may not be shown at all (yet, any more).
    """

    licence: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    territories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    release: str = ""
    cleared: bool = field(default=True, metadata={"later": True})


@dataclass(frozen=True, slots=True)
class AssetRef:
    """A picture, logo, font or file by the SHA-256 of its bytes.

    `focal` is the point that must stay in sight, as shares (0 to 1) of width and height; `width` and `height` are
    pixels of the original, 0 for vectors. `id` says where the hub or a folder keeps it and is never part of a digest.
    """

    id: str
    sha256: str
    alt: str = ""
    focal: tuple[float, float] = (0.5, 0.5)
    width: int = 0
    height: int = 0
    credit: str = ""
    media_type: str = "image/jpeg"
    rights: Rights = Rights()


class FactType(StrEnum):
    """What a fact is."""

    PRICE = "price"
    DATE = "date"
    PERCENT = "percent"
    CODE = "code"
    PHONE = "phone"
    TEXT = "text"
    CLAIM = "claim"


class Qualifier(StrEnum):
    """What narrows a fact: *from* 99 €, *up to* 20 %."""

    NONE = ""
    FROM = "from"
    UP_TO = "up-to"


QUALIFIER_WORDS = {
    "de": {Qualifier.FROM: "ab", Qualifier.UP_TO: "bis zu"},
    "en": {Qualifier.FROM: "from", Qualifier.UP_TO: "up to"},
    "fr": {Qualifier.FROM: "à partir de", Qualifier.UP_TO: "jusqu’à"},
    "it": {Qualifier.FROM: "da", Qualifier.UP_TO: "fino a"},
    "es": {Qualifier.FROM: "desde", Qualifier.UP_TO: "hasta"},
    "pt": {Qualifier.FROM: "a partir de", Qualifier.UP_TO: "até"},
    "nl": {Qualifier.FROM: "vanaf", Qualifier.UP_TO: "tot"},
    "pl": {Qualifier.FROM: "od", Qualifier.UP_TO: "do"},
    "cs": {Qualifier.FROM: "od", Qualifier.UP_TO: "až"},
    "da": {Qualifier.FROM: "fra", Qualifier.UP_TO: "op til"},
    "sv": {Qualifier.FROM: "från", Qualifier.UP_TO: "upp till"},
    "tr": {Qualifier.FROM: "en az", Qualifier.UP_TO: "en fazla"},
    "ar": {Qualifier.FROM: "ابتداءً من", Qualifier.UP_TO: "حتى"},
    "he": {Qualifier.FROM: "מחיר התחלתי", Qualifier.UP_TO: "עד"},
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value said once.

    `value` is canonical: "1299.00 EUR", "2026-12-24" or "2026-12-24T18:00:00+01:00", "20" (percent), a code, an
    E.164 phone number, or words. `display` is how this document's locale writes it, without the qualifier.
    """

    name: str
    type: FactType
    value: str
    qualifier: Qualifier = Qualifier.NONE
    display: str = ""

    def qualified(self, locale: str) -> str:
        """The display with its qualifier in the document's language: "ab 1.299 €"."""
        word = self.qualifier_word(locale)
        return f"{word} {self.display}" if word else self.display

    def qualifier_word(self, locale: str) -> str:
        """The qualifier in the document's language, or nothing."""
        return QUALIFIER_WORDS.get(locale[:2], QUALIFIER_WORDS["en"]).get(self.qualifier, "")


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing the reader should do."""

    label: RichText
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the body; `level` 2 to 4, since the headline is level 1."""

    id: str
    text: RichText
    level: int = 2
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    id: str
    text: RichText
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A bulleted or numbered list."""

    id: str
    items: tuple[RichText, ...]
    ordered: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody else's words."""

    id: str
    text: RichText
    attribution: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its caption."""

    id: str
    asset: AssetRef
    caption: RichText = RichText()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBlock:
    """A further action inside the body."""

    id: str
    action: Action
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Blocks side by side; each column is read from top to bottom, left column first. Never nested."""

    id: str
    columns: tuple[tuple["Block", ...], ...]
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A product with its price. Prices are texts, usually fact references; `old_price` is shown struck out."""

    id: str
    product: RichText
    price: RichText
    old_price: RichText = RichText()
    text: RichText = RichText()
    code: RichText = RichText()
    asset: AssetRef | None = None
    url: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `header` may be empty, rows are equally long."""

    id: str
    header: tuple[RichText, ...] = ()
    rows: tuple[tuple[RichText, ...], ...]
    caption: RichText = RichText()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A pause between two thoughts; carries no words."""

    id: str
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoLink:
    """A link to a video, shown by its poster picture where there is one."""

    id: str
    url: str
    title: str
    poster: AssetRef | None = None
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNote:
    """Small print that belongs to this place; never shortened."""

    id: str
    text: RichText
    channels: tuple[str, ...] = ()


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Picture
    | ActionBlock
    | Columns
    | Offer
    | Table
    | Divider
    | VideoLink
    | LegalNote
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a document may say of its campaign."""

    slug: str
    name: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A deliberate other value for one field: words, a list of words, or a picture. Exactly one is set."""

    text: RichText | None = None
    items: tuple[str, ...] | None = None
    asset: AssetRef | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """An author's replacement for one channel and format ("*" = all formats), and the digest of what it replaced."""

    channel: str
    format: str
    field: str
    value: Replacement
    source_digest: str = ""


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of an A/B test: one field with another value."""

    key: str
    field: str
    value: Replacement


@lru_cache(maxsize=256)
def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A frozen snapshot of one piece revision in one locale; what renderers read.

    `id` is the piece's public id (UUID), `title` its working title, shown only where `headline` is empty. `revision`
    is a label and never part of a digest. `short` are approved shorter wordings of the whole message. `legal` are
    notes of this piece; the brand's own legal lines are tokens.
    """

    id: str
    locale: str
    title: str
    slug: str = ""
    headline: RichText = RichText()
    teaser: RichText = RichText()
    short: tuple[RichText, ...] = ()
    blocks: tuple[Block, ...] = ()
    action: Action | None = None
    hero: AssetRef | None = None
    hashtags: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    campaign: Campaign | None = None
    overrides: tuple[Override, ...] = ()
    arm: Arm | None = None
    legal: tuple[RichText, ...] = ()
    revision: str = field(default="", compare=False)

    @property
    def heading(self) -> tuple[Place, RichText]:
        """The headline, or the title where there is none, with its place."""
        return (Place.of("headline"), self.headline) if self.headline else (Place.of("title"), RichText.of(self.title))

    def fact(self, name: str) -> Fact | None:
        """The fact of that name."""
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def all_blocks(self) -> Iterator[Block]:
        """Every block in reading order, those in columns after the block that holds them."""
        found: list[Block] = []
        for block in self.blocks:
            found.append(block)
            if isinstance(block, Columns):
                for column in block.columns:
                    found += column
        return iter(found)

    @property
    def language(self) -> str:
        """The language of the locale: "de" of "de-AT"."""
        return _language(self.locale)
