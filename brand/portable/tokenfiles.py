"""Design tokens out: a guideline's colors, typefaces and smallest logos as DTCG 2025.10, as CSS and as plain JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any

from brand.guideline import Deprecated, Guideline
from brand.portable.owntokens import EXTENSION
from renderers.contract.tokens import Color, Font, Tokens

#: Where the group's published schema lies; editors that know it complete and check the file.
DTCG_SCHEMA = "https://www.designtokens.org/schemas/2025.10/format.json"
#: What has no place in a name, in CSS or in DTCG: there dots and braces are the grammar of references.
_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_NOT_IN_FAMILIES = re.compile(r"[^\w \-.]")
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif"}
)


def write_dtcg(guideline: Guideline) -> str:
    """The tokens as a file of the Design Tokens Community Group's format, 2025.10.

    `color` holds the colors, `role` refers to them by what they are for, `font` the typefaces, `logo` the smallest
    widths. What DTCG has no place for (inks, spot colors, our names) stands in `$extensions`, so that `import_tokens`
    reads the very same colors and typefaces back; font files stay behind.
    """
    tokens = guideline.tokens
    file: dict[str, Any] = {"$schema": DTCG_SCHEMA, "$description": _about(guideline)}
    names = color_names(tokens)
    if colors := {names[color.name]: _dtcg_color(color) for color in tokens.colors}:
        file["color"] = {"$type": "color", **colors, **_dtcg_deprecated(guideline.deprecated, names)}
    if roles := {role: {"$value": f"{{color.{names[color.name]}}}"} for role, color in _roles(tokens, names)}:
        file["role"] = {"$type": "color", **roles}
    if fonts := {key: _dtcg_font(font) for key, font in _keyed(tokens.typography, lambda font: font.role)}:
        file["font"] = fonts
    if logos := {key: _dtcg_logo(logo.min_width_px) for key, logo in _keyed(tokens.logos, lambda logo: logo.name)}:
        file["logo"] = {"$type": "dimension", **logos}
    return json.dumps(file, ensure_ascii=False, indent=2) + "\n"


def write_css(guideline: Guideline) -> str:
    """The tokens as custom properties: `--color-<name>`, `--role-<role>`, `--font-<role>`, `--font-<role>-weight`."""
    tokens = guideline.tokens
    names = color_names(tokens)
    lines = [f"  --color-{names[color.name]}: {color.srgb};" for color in tokens.colors]
    lines += [f"  --role-{role}: var(--color-{names[color.name]});" for role, color in _roles(tokens, names)]
    for key, font in _keyed(tokens.typography, lambda font: font.role):
        lines.append(f"  --font-{key}: {font_stack(font)};")
        lines += [f"  --font-{key}-weight-{weight}: {weight};" for weight in font.weights]
    lines += [
        f"  --logo-{key}-min-width: {logo.min_width_px}px;"
        for key, logo in _keyed(tokens.logos, lambda logo: logo.name)
    ]
    return "\n".join([f"/* {_NOT_IN_FAMILIES.sub('', _about(guideline))} */", ":root {", *lines, "}", ""])


def write_json(guideline: Guideline) -> str:
    """The tokens as plain JSON, for whoever reads them without a token tool."""
    tokens = guideline.tokens
    names = color_names(tokens)
    file = {
        "brand": guideline.brand,
        "version": guideline.version,
        "colors": {names[color.name]: _plain_color(color) for color in tokens.colors},
        "roles": {role: names[color.name] for role, color in _roles(tokens, names)},
        "fonts": {
            key: {"family": font.family, "stack": list(font.stack), "weights": list(font.weights)}
            for key, font in _keyed(tokens.typography, lambda font: font.role)
        },
        "logos": {
            key: {"on": logo.on, "min_width_px": logo.min_width_px, "min_width_mm": logo.min_width_mm}
            for key, logo in _keyed(tokens.logos, lambda logo: logo.name)
        },
    }
    return json.dumps(file, ensure_ascii=False, indent=2) + "\n"


def color_names(tokens: Tokens) -> dict[str, str]:
    """For each color's name the one it has in token files."""
    return {color.name: key for key, color in _keyed(tokens.colors, lambda color: color.name)}


def font_stack(font: Font) -> str:
    """A family with its fallbacks for `font-family`; names in quotes, so that none reads as something else."""
    families = (_NOT_IN_FAMILIES.sub("", family).strip() for family in (font.family, *font.stack))
    return ", ".join(family if family in _GENERIC else f'"{family}"' for family in families if family) or "sans-serif"


def rgb(color: Color) -> tuple[int, int, int]:
    """The three channels of a color, 0 to 255."""
    return int(color.srgb[1:3], 16), int(color.srgb[3:5], 16), int(color.srgb[5:7], 16)


def _about(guideline: Guideline) -> str:
    return f"{guideline.brand}, {guideline.version}" if guideline.version else guideline.brand


def _keyed(things: Iterable[Any], name_of: Any) -> list[tuple[str, Any]]:
    """Each thing with a key that is safe in CSS and DTCG and has not been given before."""
    found: dict[str, Any] = {}
    for thing in things:
        plain = _NOT_IN_NAMES.sub("-", name_of(thing)).strip("-").lower() or "unnamed"
        key, number = plain, 2
        while key in found:
            key, number = f"{plain}-{number}", number + 1
        found[key] = thing
    return list(found.items())


def _roles(tokens: Tokens, names: dict[str, str]) -> list[tuple[str, Color]]:
    """Every role with the color that has it; the first one counts, as everywhere."""
    found: dict[str, Color] = {}
    for color in tokens.colors:
        for role in color.roles:
            if color.name in names:
                found.setdefault(_NOT_IN_NAMES.sub("-", role).strip("-").lower() or "unnamed", color)
    return list(found.items())


def _dtcg_color(color: Color) -> dict[str, Any]:
    token: dict[str, Any] = {"$value": _dtcg_value(color)}
    extra = {
        "name": color.name or None,
        "cmyk": [_even(part) for part in color.cmyk] if color.cmyk is not None else None,
        "spot": color.spot or None,
        "roles": list(color.roles),
    }
    if known := {name: value for name, value in extra.items() if value is not None}:
        token["$extensions"] = {EXTENSION: known}
    return token


def _dtcg_value(color: Color) -> dict[str, Any]:
    components = [round(channel / 255, 4) for channel in rgb(color)]
    return {"colorSpace": "srgb", "components": components, "hex": color.srgb}


def _dtcg_deprecated(deprecated: Iterable[Deprecated], names: dict[str, str]) -> dict[str, Any]:
    """Colors that are given up and had a value; renamed ones have none to say."""
    given_up = {}
    for key, entry in _keyed((one for one in deprecated if one.value), lambda one: one.token):
        instead = f"Use {{color.{names[entry.instead]}}}." if entry.instead in names else ""
        why = " ".join(filter(None, (instead, entry.reason))) or True
        if key not in names.values():
            own = {"token": entry.token, "instead": entry.instead, "reason": entry.reason}
            given_up[key] = {
                "$value": _dtcg_value(Color(entry.token, entry.value.lower())),
                "$deprecated": why,
                "$extensions": {EXTENSION: own},
            }
    return given_up


def _dtcg_font(font: Font) -> dict[str, Any]:
    # A family in braces would be a reference.
    families = [re.sub(r"[{}]", "", family) for family in (font.family, *font.stack)]
    own = {"role": font.role, "weights": list(font.weights)}
    group: dict[str, Any] = {"family": {"$type": "fontFamily", "$value": families, "$extensions": {EXTENSION: own}}}
    if font.weights:
        weights = {str(weight): {"$value": weight} for weight in font.weights}
        group["weight"] = {"$type": "fontWeight", **weights}
    return group


def _dtcg_logo(width: int) -> dict[str, Any]:
    return {"min-width": {"$value": {"value": width, "unit": "px"}}}


def _plain_color(color: Color) -> dict[str, Any]:
    plain: dict[str, Any] = {"hex": color.srgb, "rgb": list(rgb(color)), "roles": list(color.roles)}
    if color.cmyk is not None:
        plain["cmyk"] = [_even(part) for part in color.cmyk]
    return plain | ({"spot": color.spot} if color.spot else {})


def _even(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number
