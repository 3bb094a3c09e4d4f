"""What a channel plug-in is: a flat class with a few facts at the top and one pure method."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol

from renderers.contract.artifact import Artifact, Meter, MeterKind
from renderers.contract.document import AssetRef
from renderers.contract.errors import UnknownFormatError, UnsupportedDialectError

if TYPE_CHECKING:
    from renderers.contract.view import RenderInput


class Reads(StrEnum):
    """What a renderer looks at beyond the words. `view()` blanks the rest, so that it cannot change the render key.

    Token groups: colors, typography, logos, legal, sender, fields. Of the document: identity (id and slug), short
    wordings, pictures (their bytes, not only their alternative texts), focal points, credits, hashtags, campaign,
    facts (all, not only those referred to).
    Of the request: links (UTM and short links), media (the address pictures are served from), dated.
    """

    COLORS = "colors"
    TYPOGRAPHY = "typography"
    LOGOS = "logos"
    LEGAL = "legal"
    SENDER = "sender"
    FIELDS = "fields"
    IDENTITY = "identity"
    SHORT = "short"
    PICTURES = "pictures"
    FOCAL = "focal"
    CREDIT = "credit"
    HASHTAGS = "hashtags"
    CAMPAIGN = "campaign"
    FACTS = "facts"
    LINKS = "links"
    MEDIA = "media"
    DATED = "dated"


@dataclass(frozen=True, slots=True)
class Format:
    """One concrete shape of a channel. `label` is a msgid; `parts` are the names of the parts it always has."""

    key: str
    label: str
    parts: tuple[str, ...] = ()


class OverrideKind(StrEnum):
    """How an override is edited."""

    LINE = "line"
    TEXT = "text"
    WORDS = "words"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class OverrideField:
    """A field that authors may replace for this channel.

    `name` is a path of the document (`headline`, `teaser`, `hero`, `hashtags`, `action.label`, `action.url`), which
    `view()` puts in place, or a name of the renderer's own (`subject`, `text`), found in `RenderInput.overrides`.
    `replaces` names the document field whose change makes the override "out of date". Empty `formats` = all.
    """

    name: str
    label: str
    kind: OverrideKind = OverrideKind.TEXT
    replaces: str = ""
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What a platform allows, as data: never a number inside a rule or a renderer.

    `id` is unique in its channel; `formats` empty = all of them. `as_of` is the day on which someone last read the
    source, None = nobody knows.
    """

    id: str
    value: float
    unit: str
    kind: MeterKind
    count: str = ""
    as_of: date | None = None
    source: str = ""
    note: str = ""
    formats: tuple[str, ...] = ()


class AssetSource(Protocol):
    """Where renderers get the bytes of pictures, logos and fonts."""

    def read(self, ref: AssetRef) -> bytes:
        """The original's bytes, whose SHA-256 is `ref.sha256`.

        Raises:
            MissingAssetError: they cannot be had; the message says which and what to do.
        """
        ...


class Renderer(ABC):
    """Turns a document into an artifact for one channel.

    Facts: `key` (the channel), `label` (msgid), `version` (raise it whenever the same input gives other bytes),
    `formats`, `dialects`, `reads`, `override_fields`, `limits`, and `engine`: the distributions whose versions decide
    the bytes. `isolated` renderers run in the guarded child. `replacements` declares which characters are replaced
    everywhere in this channel (typographic quotes in an SMS), as pairs.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    version: ClassVar[str]
    formats: ClassVar[tuple[Format, ...]]
    dialects: ClassVar[tuple[str, ...]] = ("plain",)
    reads: ClassVar[frozenset[Reads]] = frozenset()
    override_fields: ClassVar[tuple[OverrideField, ...]] = ()
    engine: ClassVar[tuple[str, ...]] = ()
    isolated: ClassVar[bool] = False
    replacements: ClassVar[tuple[tuple[str, str], ...]] = ()
    limits: ClassVar[tuple[Limit, ...]] = ()

    @abstractmethod
    def render(self, source: "RenderInput", assets: AssetSource) -> Artifact:
        """Make the artifact. Pure: no clock, no network, no settings; equal input gives equal bytes."""

    @abstractmethod
    def measure(self, text: str, format_key: str) -> Sequence[Meter]:
        """The meters of a text of this channel that no renderer made: live counters and outside material."""

    def format(self, key: str) -> Format:
        """The format of that key.

        Raises:
            UnknownFormatError: there is none.
        """
        for candidate in self.formats:
            if candidate.key == key:
                return candidate
        raise UnknownFormatError(self.key, key, [candidate.key for candidate in self.formats])

    def require_dialect(self, dialect: str) -> None:
        """Refuse a dialect that this channel does not write.

        Raises:
            UnsupportedDialectError: with the dialects it does write.
        """
        if dialect not in self.dialects:
            raise UnsupportedDialectError(self.key, dialect, self.dialects)

    def limits_of(self, format_key: str) -> tuple[Limit, ...]:
        """The limits that bind one format."""
        return tuple(limit for limit in self.limits if not limit.formats or format_key in limit.formats)


_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def complaints(renderer: Renderer) -> list[str]:
    """What is wrong with a plug-in's facts, in English, for the people who write it; empty when all is well."""
    found = []
    if not _KEY.fullmatch(renderer.key):
        found.append(f"key {renderer.key!r} is not lower-case words joined by hyphens")
    if not renderer.formats:
        found.append("it has no formats")
    keys = [candidate.key for candidate in renderer.formats]
    found += [
        f"format key {key!r} is not lower-case words joined by hyphens" for key in keys if not _KEY.fullmatch(key)
    ]
    if len(set(keys)) < len(keys):
        found.append("two formats have one key")
    if not renderer.version:
        found.append("it has no version")
    if not (type(renderer).__doc__ or "").strip():
        found.append("its class has no docstring")
    return found
