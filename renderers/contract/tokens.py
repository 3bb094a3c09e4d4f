"""Tokens: the brand values a renderer may apply. What to judge is in the guideline, which holds a `Tokens`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from renderers.contract.document import AssetRef

#: A text per locale, for instance (("de", "Impressum"), ("en", "Imprint")), sorted by locale.
Localized = tuple[tuple[str, str], ...]


def localized(texts: str | Mapping[str, str]) -> Localized:
    """Make a `Localized` of one text for every locale ("") or of a mapping locale -> text."""
    return (("", texts),) if isinstance(texts, str) else tuple(sorted(texts.items()))


def pick(texts: Localized, locale: str) -> str:
    """The text for a locale: its own, its language's, the one for all; otherwise nothing. No silent fallback."""
    known = dict(texts)
    if locale in known:
        return known[locale]
    return next((known[key] for key in (re.split("[-_]", locale, maxsplit=1)[0], "") if key in known), "")


@dataclass(frozen=True, slots=True)
class Color:
    """A named brand color.

    `srgb` is "#rrggbb"; `cmyk` four percentages (0 to 100); `spot` a spot color's name. `roles` say what it is for:
    `primary`, `accent`, `text`, `background`, `surface`, `muted`, `line`, `on-primary`, `on-accent`, `link`.
    """

    name: str
    srgb: str
    cmyk: tuple[float, float, float, float] | None = None
    spot: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface for a role (`heading`, `body`). `stack`: fallback families; `files`: uploaded font files.

    `family` "Source Sans 3" and "Source Serif 4" ship with the product and need no files.
    """

    role: str
    family: str
    stack: tuple[str, ...] = ()
    weights: tuple[int, ...] = (400, 700)
    files: tuple[AssetRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo in its forms, for a light or a dark background (`on`)."""

    name: str
    on: str = "light"
    svg: AssetRef | None = None
    pdf: AssetRef | None = None
    png: AssetRef | None = None
    min_width_mm: float = 20.0
    min_width_px: int = 96


@dataclass(frozen=True, slots=True)
class LegalLine:
    """A line that must be there: `imprint`, `unsubscribe`, `opt-out`, `privacy`, `vat`, `disclaimer` ...

    `channels` empty = everywhere. It shows when one of the `triggers` holds, or always where there is none:
    `fact:price` (the document refers to a fact of that type) or `text:gratis` (the word occurs, whatever its case).
    """

    key: str
    texts: Localized
    channels: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks. `address` is the postal address, a line each; `sms_name` the alphanumeric sender of text messages."""

    name: str = ""
    company: str = ""
    email: str = ""
    reply_to: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    website: str = ""
    sms_name: str = ""
    handles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """An entry of the field register: a merge field that sending systems know.

    `max_length` is the worst case in characters; `names` its name per dialect where it is not the usual one.
    """

    name: str
    type: str = "text"
    max_length: int = 40
    sample: str = ""
    label: str = ""
    names: tuple[tuple[str, str], ...] = ()

    def name_in(self, dialect: str, usual: str = "") -> str:
        """The field's name in a dialect."""
        return dict(self.names).get(dialect, usual or self.name)


SHIPPED_FIELDS = (
    Field("first_name", max_length=24, sample="Johanna", label="First name"),
    Field("last_name", max_length=30, sample="Müller-Lüdenscheidt", label="Last name"),
    Field("salutation", max_length=48, sample="Sehr geehrte Frau Müller-Lüdenscheidt", label="Salutation"),
    Field("company", max_length=60, sample="Beispiel GmbH & Co. KG", label="Company"),
    Field("city", max_length=40, sample="Garmisch-Partenkirchen", label="City"),
    Field("email", type="email", max_length=64, sample="johanna@example.com", label="Email address"),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """All brand values a renderer may use. `version` is a label and never part of a digest."""

    brand: str = ""
    colors: tuple[Color, ...] = ()
    typography: tuple[Font, ...] = ()
    logos: tuple[Logo, ...] = ()
    legal: tuple[LegalLine, ...] = ()
    sender: Sender = Sender()
    fields: tuple[Field, ...] = SHIPPED_FIELDS
    version: str = field(default="", compare=False)

    def color(self, role: str, default: str = "") -> Color:
        """The color for a role or of a name; `default` is an sRGB value for brands that name none."""
        found = next((color for color in self.colors if role in color.roles), None)
        found = found or next((color for color in self.colors if color.name == role), None)
        return found or Color(role, default or _NEUTRAL.get(role, "#1a1a1a"))

    def font(self, role: str) -> Font:
        """The typeface for a role; Source Sans 3 where the brand names none."""
        return next(
            (font for font in self.typography if font.role == role),
            Font(role, "Source Sans 3", ("Arial", "sans-serif")),
        )

    def logo(self, on: str = "light") -> Logo | None:
        """The logo for a light or dark background, or the first there is."""
        return next((logo for logo in self.logos if logo.on == on), self.logos[0] if self.logos else None)

    def line(self, key: str, locale: str = "") -> str:
        """The legal line of a key in a locale (after `view()` in the document's), or nothing."""
        line = next((line for line in self.legal if line.key == key), None)
        return "" if line is None else pick(line.texts, locale)

    def register(self, name: str) -> Field | None:
        """The registered merge field of that name."""
        return next((entry for entry in self.fields if entry.name == name), None)

    def in_locale(self, locale: str) -> "Tokens":
        """The same tokens with only one locale's texts, as texts for all."""
        lines = tuple(replace(line, texts=(("", text),)) for line in self.legal if (text := pick(line.texts, locale)))
        return replace(self, legal=lines)


#: What a brand without colors is drawn in: dark grey on white.
_NEUTRAL = {
    "primary": "#1a1a1a",
    "accent": "#0b57d0",
    "text": "#1a1a1a",
    "background": "#ffffff",
    "surface": "#f4f4f4",
    "muted": "#5f5f5f",
    "line": "#d9d9d9",
    "on-primary": "#ffffff",
    "on-accent": "#ffffff",
    "link": "#0b57d0",
}
