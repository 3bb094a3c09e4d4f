"""What a renderer hands back: parts, pictures, losses, meters and provenance. Facts, never judgements."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from renderers.contract.making import made_quickly
from renderers.contract.message import Message
from renderers.contract.place import Place


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an artifact: `body.html`, `message.txt`, `print.pdf`. Text is UTF-8."""

    name: str
    media_type: str
    data: bytes

    @property
    def text(self) -> str:
        """The part's text."""
        return self.data.decode("utf-8")

    @property
    def is_text(self) -> bool:
        """Whether the part is text a person can read."""
        return self.media_type.startswith(("text/", "application/json", "application/ld+json"))


#: Endings of the media types that artifacts refer to.
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class Media:
    """A picture that parts refer to as `{media_base}{sha256}.{ext}`."""

    sha256: str
    media_type: str
    data: bytes

    @classmethod
    def of(cls, data: bytes, media_type: str) -> "Media":
        """Name bytes by their digest."""
        return cls(hashlib.sha256(data).hexdigest(), media_type, data)

    @property
    def file_name(self) -> str:
        """`<sha256>.<ext>`."""
        return f"{self.sha256}.{EXTENSIONS.get(self.media_type, 'bin')}"


class LossKind(StrEnum):
    """What happened to content that a channel could not carry as it was."""

    DROPPED = "dropped"
    SHORTENED = "shortened"
    DEGRADED = "degraded"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something the channel could not carry: one per block or field. `what` quotes every word that was cut."""

    kind: LossKind
    what: str
    why: Message
    source: Place


class MeterKind(StrEnum):
    """How a limit binds: the platform refuses or cuts, hides behind "more", or it is good practice."""

    HARD = "hard"
    FOLD = "fold"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a limit is used. `name` is the limit's id (`post`, `subject`, `pages`); `unit` a msgid."""

    name: str
    used: float
    limit: float
    unit: str
    kind: MeterKind

    @property
    def over(self) -> bool:
        """Whether more is used than the limit allows."""
        return self.used > self.limit


@dataclass(frozen=True, slots=True)
class Position:
    """Where on a page: `page` from 1, the rest in millimetres from the trim's top left corner."""

    page: int
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


@made_quickly
@dataclass(frozen=True, slots=True)
class Trace:
    """Where words of a part came from. In reading order per part; `text` as delivered."""

    part: str
    text: str
    source: Place
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """The result of one render."""

    parts: tuple[Part, ...]
    media: tuple[Media, ...] = ()
    losses: tuple[Loss, ...] = ()
    meters: tuple[Meter, ...] = ()
    provenance: tuple[Trace, ...] = ()

    def part(self, name: str) -> Part:
        """The part of that name.

        Raises:
            KeyError: there is none.
        """
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)
