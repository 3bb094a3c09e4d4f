"""What was found of a brand, before anybody said that it is right."""

from dataclasses import dataclass
from enum import StrEnum

from brand.portable.designtokens import Skipped
from renderers.contract.message import Message

#: The most colors, typefaces and logos that are shown; what is seen least is left aside, and that is said.
COLORS, FONTS, LOGOS = 40, 12, 8


class Use(StrEnum):
    """What a color or typeface was seen in."""

    BUTTON = "button"
    BUTTON_TEXT = "button-text"
    HEADING = "heading"
    TEXT = "text"
    LINK = "link"
    BACKGROUND = "background"  # behind words
    AREA = "area"  # without words
    LINE = "line"
    NAMED = "named"  # named in a style sheet or token file


class Spot(StrEnum):
    """Where a logo was seen."""

    NAMED = "named"  # it calls itself one
    HEADER = "header"
    ICON = "icon"  # of the window


Uses = tuple[tuple[Use, int], ...]


@dataclass(frozen=True, slots=True)
class FoundColor:
    """A color. `uses` say in what it was seen how often, the most frequent first.

    `merged` are colors so near to it that nobody tells them apart. `suggested`: it looks like one of the brand's.
    """

    name: str
    srgb: str
    cmyk: tuple[float, float, float, float] | None = None
    spot: str = ""
    roles: tuple[str, ...] = ()
    uses: Uses = ()
    merged: tuple[str, ...] = ()
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class FoundFont:
    """A typeface by its name: its file is nobody's to take along. `sizes` are the smallest and largest, in `unit`."""

    role: str
    family: str
    stack: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    sizes: tuple[float, ...] = ()
    unit: str = "px"
    uses: Uses = ()
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class FoundLogo:
    """A picture that may be the logo: at an address, or `data` as it stands in the page. `on` is "light" or "dark"."""

    name: str
    spot: Spot
    url: str = ""
    data: bytes = b""
    media_type: str = ""
    on: str = "light"
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FoundText:
    """A value that is said once: `key` is its place in the guideline's file, such as `sender.name`."""

    key: str
    value: str
    note: Message | None = None
    suggested: bool = True


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A legal line: its kind, its language, its words, and the channels it belongs in."""

    key: str
    text: str
    locale: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything that was found at one source, and what could not be read there, each under its name if it has one."""

    source: str
    colors: tuple[FoundColor, ...] = ()
    fonts: tuple[FoundFont, ...] = ()
    logos: tuple[FoundLogo, ...] = ()
    texts: tuple[FoundText, ...] = ()
    lines: tuple[FoundLine, ...] = ()
    troubles: tuple[Skipped, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.colors or self.fonts or self.logos or self.texts or self.lines)
