"""Colors, typefaces and logos of a guideline, as the page shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import localize, number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brand.color import contrast, named
from brand.guideline import ColorPair, Guideline
from brand.portable.tokenfiles import font_stack, rgb
from hub.portal.brandfiles import MEDIA_TYPES, BrandFile, logo_files
from hub.portal.visitors import PASS, Visitor
from renderers.contract.tokens import Color, Font, Logo, Tokens
from renderers.toolkit.fonts import SHIPPED_FAMILIES

#: Contrast by WCAG 2: for text of any size, and for large text.
_ANY_TEXT, _LARGE_TEXT = 4.5, 3.0
#: The widest clear space that is drawn, as a share of a logo's height.
_WIDEST = 3.0
_ROLES = {
    "primary": gettext_lazy("main color"),
    "accent": gettext_lazy("accent"),
    "text": gettext_lazy("running text"),
    "background": gettext_lazy("background"),
    "surface": gettext_lazy("surfaces"),
    "muted": gettext_lazy("quiet text"),
    "line": gettext_lazy("lines"),
    "on-primary": gettext_lazy("on the main color"),
    "on-accent": gettext_lazy("on the accent"),
    "link": gettext_lazy("links"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """Something to copy: what it is, and how it is written."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Swatch:
    """A color. `ink` is black or white, whichever can be read on it."""

    name: str
    srgb: str
    ink: str
    roles: tuple[str, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Text on a ground: how it looks, whether it is allowed, and how well it is read."""

    text: str
    text_srgb: str
    ground: str
    ground_srgb: str
    is_allowed: bool
    ratio: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """A typeface. `stack` is safe in CSS; `faces` are its files, address and weight."""

    key: str
    role: str
    label: str
    family: str
    stack: str
    fallbacks: str
    weights: tuple[int, ...]
    faces: tuple[tuple[str, str], ...]
    licence: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class LogoCard:
    """A logo on the ground it is made for."""

    name: str
    alt: str
    is_on_dark: bool
    ground: str
    image: str
    min_width_mm: str
    min_width_px: int
    #: What stays free around it, as a share of its height; 0 = nothing is said.
    clear_space: float
    clear_text: str
    downloads: tuple[Download, ...]


def readable_on(ground: str, wanted: Iterable[str] = ()) -> str:
    """The first of the wanted colors that text on the ground can be read in; else black or white."""
    best = max(("#ffffff", "#000000"), key=lambda color: contrast(color, ground))
    return next((color for color in wanted if contrast(color, ground) >= _ANY_TEXT), best)


def swatches(tokens: Tokens) -> tuple[Swatch, ...]:
    """The colors with their values to copy."""
    return tuple(
        Swatch(
            color.name,
            color.srgb,
            readable_on(color.srgb),
            tuple(str(_ROLES.get(role, role)) for role in color.roles),
            tuple(_values(color)),
        )
        for color in tokens.colors
    )


def _values(color: Color) -> Iterator[Value]:
    yield Value("HEX", color.srgb.upper())
    yield Value("RGB", ", ".join(map(str, rgb(color))))
    if color.cmyk is not None:
        yield Value("CMYK", " / ".join(f"{part:g}" for part in color.cmyk))
    if color.spot:
        yield Value(_("Spot color"), color.spot)


def pairings(pairs: Iterable[ColorPair], tokens: Tokens) -> tuple[Pairing, ...]:
    """The pairs that the guideline speaks of, allowed ones first; what it has no color for is left out."""
    found = []
    for pair in pairs:
        text, ground = named(pair.text, tokens), named(pair.background, tokens)
        if text is not None and ground is not None:
            ratio = contrast(text.srgb, ground.srgb)
            found.append(
                Pairing(
                    text.name,
                    text.srgb,
                    ground.name,
                    ground.srgb,
                    pair.allowed,
                    f"{number_format(ratio, 1)} : 1",
                    _verdict(ratio),
                )
            )
    return tuple(sorted(found, key=lambda pairing: not pairing.is_allowed))


def _verdict(ratio: float) -> str:
    if ratio >= _ANY_TEXT:
        return _("for text of any size")
    return _("for large text only") if ratio >= _LARGE_TEXT else _("for ornament only, not for text")


def specimens(who: Visitor, tokens: Tokens, files: Mapping[str, BrandFile]) -> tuple[Specimen, ...]:
    """The typefaces, drawn in themselves where their files are there."""
    labels = {"heading": _("Headings"), "body": _("Running text")}
    return tuple(
        Specimen(
            key=f"specimen-{number}",
            role=font.role,
            label=labels.get(font.role, font.role),
            family=font.family,
            stack=f'"specimen-{number}", {font_stack(font)}',
            fallbacks=", ".join(font.stack),
            weights=font.weights,
            faces=tuple(_faces(who, font, files)),
            licence=next((ref.rights.licence for ref in font.files if ref.rights.licence), ""),
        )
        for number, font in enumerate(tokens.typography)
    )


def _faces(who: Visitor, font: Font, files: Mapping[str, BrandFile]) -> Iterator[tuple[str, str]]:
    if not font.files and font.family in SHIPPED_FAMILIES:
        yield address(who, "portal_font", font=slugify(font.family)), "200 900"
    paired = len(font.files) == len(font.weights)
    for index, ref in enumerate(font.files):
        file = files.get(ref.sha256)
        if file is not None and MEDIA_TYPES[file.extension].startswith("font/"):
            weight = str(font.weights[index]) if paired else "100 900"
            yield address(who, "portal_file", sha256=file.sha256, extension=file.extension), weight


def logo_cards(who: Visitor, guideline: Guideline, files: Mapping[str, BrandFile]) -> tuple[LogoCard, ...]:
    """The logos whose files are there, for light grounds first."""
    logos = zip(guideline.tokens.logos, chain(guideline.clear_space, repeat(0.0)), strict=False)
    cards = [card for logo, clear in logos if (card := _logo_card(who, logo, clear, guideline.tokens, files))]
    return tuple(sorted(cards, key=lambda card: card.is_on_dark))


def _logo_card(
    who: Visitor, logo: Logo, clear_space: float, tokens: Tokens, files: Mapping[str, BrandFile]
) -> LogoCard | None:
    there = [(ref, files[ref.sha256]) for ref in logo_files(logo) if ref.sha256 in files]
    if not there:
        return None
    shown = next(((ref, file) for ref, file in there if file.extension in {"svg", "png"}), None)
    name = slugify(logo.name) or "logo"
    kept = [
        Download(file.extension.upper(), _file(who, file, file.extension, f"{who.brand.key}-{name}"))
        for _ref, file in there
    ]
    drawn = [file for _ref, file in there if file.extension == "svg"]
    if drawn and not any(file.extension == "png" for _ref, file in there):
        kept.append(Download("PNG", _file(who, drawn[0], "png", f"{who.brand.key}-{name}")))
    is_on_dark = logo.on == "dark"
    return LogoCard(
        name=logo.name,
        alt=(shown[0].alt if shown else "") or logo.name,
        is_on_dark=is_on_dark,
        ground=_ground(tokens, is_dark=is_on_dark),
        image=_file(who, shown[1], shown[1].extension) if shown else "",
        min_width_mm=f"{number_format(logo.min_width_mm, 0 if float(logo.min_width_mm).is_integer() else 1)} mm",
        min_width_px=logo.min_width_px,
        clear_space=min(max(clear_space, 0.0), _WIDEST),
        clear_text=str(localize(int(clear_space) if float(clear_space).is_integer() else round(clear_space, 2))),
        downloads=tuple(kept),
    )


def _ground(tokens: Tokens, *, is_dark: bool) -> str:
    """A ground of the brand's own that is light or dark, as the logo needs it."""
    roles = ("primary", "text") if is_dark else ("background", "surface")
    other = "#ffffff" if is_dark else "#000000"
    grounds = (tokens.color(role).srgb for role in roles)
    plain = "#1a1a1a" if is_dark else "#ffffff"
    return next((ground for ground in grounds if contrast(ground, other) >= _ANY_TEXT), plain)


def _file(who: Visitor, file: BrandFile, extension: str, download: str = "") -> str:
    return address(who, "portal_file", {"download": download}, sha256=file.sha256, extension=extension)


def address(who: Visitor, name: str, query: Mapping[str, str] | None = None, **arguments: str) -> str:
    """An address of this portal, with the pass that the visitor came with."""
    asked = {key: value for key, value in {PASS: who.handed, **(query or {})}.items() if value}
    plain = reverse(name, kwargs={"brand_key": who.brand.key, **arguments})
    return f"{plain}?{urlencode(asked)}" if asked else plain
