"""How an element looks: its own declarations on top of what it inherits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from brand.inspect.color import over, parsed
from brand.inspect.css import Declaration, resolved
from brand.inspect.raised import POSITIONS, TAGS
from brand.subject import Style

_SIZE = re.compile(r"(-?[\d.]+)(px|pt|em|rem|%|pc|mm|cm|in|ex|ch)?")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "rem": 16.0}
_RELATIVE = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}
_NAMED_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_STEPS = {"smaller": 5 / 6, "larger": 1.2}
#: What browsers do of their own: size as a share of the parent's, weight.
_TAG_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 5 / 6, "sub": 5 / 6, "sup": 5 / 6}
_BOLD_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_PREFORMATTED_TAGS = frozenset({"pre", "textarea"})
_STRUCK_TAGS = frozenset({"s", "del", "strike"})
_FONT_TAG_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_FONT = re.compile(r"(?:^|\s)((?:[\d.]+(?:px|pt|em|rem|%))|(?:xx?-)?(?:small|large)|medium)(?:/[^\s,]+)?\s+(.+)$")
_COLOR_ATTRIBUTES = (("bgcolor", "background"), ("color", "text"), ("text", "text"))
_BARE_HEX = re.compile(r"[0-9a-fA-F]{6}")
_NO_BACKGROUND = frozenset({"none", "transparent", "inherit", "initial", "unset"})
#: The color of links nobody styled.
LINK = "#0000ee"


#: What a page looks like that says nothing of it.
_PLAIN = Style(size=16.0, color="#000000", background="#ffffff")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element looks like and hands on to its children.

    `stack` are the font families in order; `hidden`: nothing of it is shown; `preformatted`: white space counts;
    `raised`: it stands above the line, as a footnote mark does.
    """

    style: Style = _PLAIN
    stack: tuple[str, ...] = ()
    hidden: bool = False
    preformatted: bool = False
    raised: bool = False
    variables: Mapping[str, str] | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """A color that an element's own declarations brought in: its value, role, and how it was written."""

    value: str
    role: str
    declared: str


def look_of(
    parent: Look, tag: str, attributes: Mapping[str, str | None], declared: Iterable[Declaration]
) -> tuple[Look, list[Painted]]:
    """The look of an element, and the colors it brings in."""
    look = _tagged(parent, tag, attributes)
    painted = _attribute_colors(attributes)
    for paint in painted:
        look = _with_paint(look, paint)
    if attributes.get("background"):
        look = _with_background(look, "")
    for one in declared:
        if one.name.startswith("--"):
            look = replace(look, variables={**(look.variables or {}), one.name: one.value})
    for one in declared:
        setter = _SETTERS.get(one.name)
        if setter is not None:
            look = setter(look, parent, resolved(one.value, look.variables or {}), painted)
        elif one.name.startswith("border") and not one.name.endswith(("radius", "style", "width", "collapse")):
            painted += _border(resolved(one.value, look.variables or {}))
    return look, painted


def _tagged(parent: Look, tag: str, attributes: Mapping[str, str | None]) -> Look:
    style, look = parent.style, parent
    if tag in _TAG_SIZES:
        style = replace(style, size=style.size * _TAG_SIZES[tag])
    if tag in _BOLD_TAGS:
        style = replace(style, weight=700)
    elif tag in _STRUCK_TAGS:
        style = replace(style, struck=True)
    if tag == "a" and attributes.get("href"):
        style = replace(style, color=LINK)
        look = replace(look, url=attributes["href"] or "")
    if tag == "font":
        style = replace(style, size=_FONT_TAG_SIZES.get(attributes.get("size") or "", style.size))
        face = attributes.get("face")
        if face:
            look = replace(look, stack=families(face))
            style = replace(style, family=look.stack[0] if look.stack else "")
    if "hidden" in attributes or tag in _PREFORMATTED_TAGS | TAGS:
        look = replace(
            look,
            hidden="hidden" in attributes or look.hidden,
            preformatted=tag in _PREFORMATTED_TAGS or look.preformatted,
            raised=tag in TAGS or look.raised,
        )
    return look if style is look.style else replace(look, style=style)


def _attribute_colors(attributes: Mapping[str, str | None]) -> list[Painted]:
    painted = []
    for name, role in _COLOR_ATTRIBUTES:
        written = attributes.get(name) or ""
        color = parsed(f"#{written}" if _BARE_HEX.fullmatch(written) else written)
        if color is not None:
            painted.append(Painted(color[0], role, written))
    return painted


def _with_paint(look: Look, paint: Painted) -> Look:
    if paint.role == "text":
        return replace(look, style=replace(look.style, color=paint.value))
    return _with_background(look, paint.value)


def _with_background(look: Look, color: str) -> Look:
    """The look on another background; "" = one that is not known, such as a picture."""
    return replace(look, style=replace(look.style, background=color))


def _color(look: Look, parent: Look, value: str, painted: list[Painted]) -> Look:
    if value.strip().lower() in {"inherit", "currentcolor"}:
        return replace(look, style=replace(look.style, color=parent.style.color))
    color = parsed(value)
    if color is None:
        return look
    if color[1] < 1:
        back = look.style.background
        return replace(look, style=replace(look.style, color=over(*color, back) if back else ""))
    painted.append(Painted(color[0], "text", value))
    return replace(look, style=replace(look.style, color=color[0]))


def _background(look: Look, parent: Look, value: str, painted: list[Painted]) -> Look:
    color = _color_in(value)
    if color is None or color[1] == 0:
        back = parent.style.background if color or value.strip().lower() in _NO_BACKGROUND else look.style.background
        return _with_background(look, "" if _pictured(value) else back)
    if color[1] == 1:
        painted.append(Painted(color[0], "background", value))
    back = parent.style.background
    seen = over(*color, back) if color[1] < 1 and back else color[0]
    return _with_background(look, "" if _pictured(value) else seen)


def _background_image(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    return _with_background(look, "") if _pictured(value) else look


def _pictured(value: str) -> bool:
    return "url(" in value or "gradient(" in value


@lru_cache(maxsize=2048)
def _color_in(value: str) -> tuple[str, float] | None:
    """The color in a shorthand: the first component that is one."""
    bare = re.sub(r"url\([^)]*\)|[a-z-]*gradient\((?:[^()]|\([^()]*\))*\)", " ", value)
    return next((color for word in re.findall(r"[\w#.-]+(?:\([^)]*\))?", bare) if (color := parsed(word))), None)


def _border(value: str) -> list[Painted]:
    color = _color_in(value)
    if color is None or color[1] < 1 or re.match(r"\s*(0(px)?\b|none)", value):
        return []
    return [Painted(color[0], "border", value)]


def _family(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    stack = families(value)
    if not stack or stack[0].lower() in {"inherit", "initial", "unset"}:
        return look
    return replace(look, stack=stack, style=replace(look.style, family=stack[0]))


def _font_size(look: Look, parent: Look, value: str, _painted: list[Painted]) -> Look:
    return replace(look, style=replace(look.style, size=pixels(value, parent.style.size)))


def _weight(look: Look, parent: Look, value: str, _painted: list[Painted]) -> Look:
    named = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 300, "inherit": parent.style.weight}
    value = value.strip().lower()
    weight = named.get(value) or (int(value) if value.isdigit() and len(value) < 5 else look.style.weight)
    return replace(look, style=replace(look.style, weight=weight))


def _decoration(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    """A line through the words; it goes on through what is inside, whatever that declares of its own."""
    if "line-through" in value.lower():
        return replace(look, style=replace(look.style, struck=True))
    return look


def _font(look: Look, parent: Look, value: str, painted: list[Painted]) -> Look:
    found = _FONT.search(value)
    if found is None:
        return look
    weight = re.search(r"\b(bold|[1-9]00)\b", value[: found.start(1)])
    look = _weight(look, parent, weight[1] if weight else "normal", painted)
    return _family(_font_size(look, parent, found[1], painted), parent, found[2], painted)


def _display(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    return replace(look, hidden=True) if value.strip().lower() == "none" else look


def _visibility(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    return replace(look, hidden=value.strip().lower() in {"hidden", "collapse"})


def _vertical_align(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    return replace(look, raised=value.strip().lower() in POSITIONS)


def _white_space(look: Look, _parent: Look, value: str, _painted: list[Painted]) -> Look:
    return replace(look, preformatted=value.strip().lower() in {"pre", "pre-wrap", "pre-line", "break-spaces"})


_SETTERS = {
    "vertical-align": _vertical_align,
    "color": _color,
    "background": _background,
    "background-color": _background,
    "background-image": _background_image,
    "font-family": _family,
    "font-size": _font_size,
    "font-weight": _weight,
    "font": _font,
    "text-decoration": _decoration,
    "text-decoration-line": _decoration,
    "display": _display,
    "visibility": _visibility,
    "white-space": _white_space,
}


@lru_cache(maxsize=1024)
def families(value: str) -> tuple[str, ...]:
    """The families of a `font-family` in order, without quotes."""
    return tuple(name for part in value.split(",") if (name := part.strip().strip("\"'").strip()))


def pixels(value: str, parent: float) -> float:
    """A font size in CSS pixels; the parent's where it cannot be read."""
    value = value.strip().lower()
    if value.startswith("clamp("):  # what the narrowest screen shows
        value = value.removeprefix("clamp(").partition(",")[0].strip()
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    if value in _STEPS:
        return parent * _STEPS[value]
    found = _SIZE.fullmatch(value)
    if found is None or found[1].count(".") > 1 or found[1] in {".", "-", "-."}:
        return parent
    number, unit = float(found[1]), found[2] or ""
    if unit in _RELATIVE:
        return round(number * _RELATIVE[unit] * parent, 3)
    return round(number * _PIXELS[unit], 3)
