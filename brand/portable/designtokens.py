"""Design tokens in: DTCG 2025.10 (`$value`) and the older JSON (`value`), colors and typefaces of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coloraide import Color as AnyColor

from brand.errors import GuidelineError
from brand.guideline import Deprecated
from brand.inspect.color import parsed
from brand.portable.owntokens import extension, full_color, full_deprecated, full_font
from renderers.contract.message import Message
from renderers.contract.tokens import Color, Font

LARGEST = 32 << 20
_ALIAS = re.compile(r"\{([^{}]+)\}")
_ROLES = frozenset(
    {"primary", "accent", "text", "background", "surface", "muted", "on-primary", "on-accent", "link"}
)  # fmt: skip
_FONT_TYPES = frozenset({"fontfamily", "fontfamilies", "typography"})
#: Groups that only say what their tokens are.
_SILENT_GROUPS = frozenset({"color", "colors", "colour", "colours", "font", "fonts", "typography", "fontfamily"})
#: How many aliases may follow one another.
_HOPS = 32
#: How deep groups may be nested.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Skipped:
    """A token or rule that was not imported, and why."""

    name: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ImportedTokens:
    """The colors and typefaces of a token file, the colors it gives up, and what was left aside."""

    colors: tuple[Color, ...]
    typography: tuple[Font, ...]
    skipped: tuple[Skipped, ...]
    deprecated: tuple[Deprecated, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    path: tuple[str, ...]
    value: Any
    type: str
    deprecated: bool | str
    #: What our own files say beyond DTCG.
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ".".join(self.path)


def import_tokens(data: bytes | str, *, file: str = "tokens.json") -> ImportedTokens:
    """Read a token file.

    Raises:
        GuidelineError: it is too large or no JSON object; with line and column.
    """
    root = _object(data, file)
    colors: list[Color] = []
    fonts: list[Font] = []
    deprecated: list[Deprecated] = []
    skipped = list(_left_aside(root, ()))
    tokens = {token.name: token for token in _tokens(root, (), "", given_up=False)}
    for token in tokens.values():
        if _is_told_already(token, tokens):
            continue
        made = _made(token, tokens)
        if isinstance(made, Color) and token.deprecated:
            deprecated.append(_given_up(token, made))
        elif token.deprecated:
            skipped.append(Skipped(token.name, Message("It is deprecated.")))
        elif isinstance(made, Color):
            colors.append(made)
        elif isinstance(made, Font):
            fonts.append(made)
        else:
            skipped.append(Skipped(token.name, made))
    return ImportedTokens(_distinct(colors), _one_a_role(fonts), tuple(skipped), tuple(deprecated))


def _given_up(token: _Token, color: Color) -> Deprecated:
    """A token that must not be used any more; its comment may name another one: `Use {color.primary}`."""
    reason = token.deprecated if isinstance(token.deprecated, str) else ""
    other = _ALIAS.search(reason)
    instead = _name(_Token(tuple(other[1].split(".")), None, "", deprecated=False)) if other else ""
    return full_deprecated(Deprecated(token.name, color.srgb, instead, reason), token.own)


def _is_told_already(token: _Token, tokens: Mapping[str, _Token]) -> bool:
    """Whether another token of a file of ours says it: a role is said by its color, a weight by its family."""
    match token.path:
        case ("role", _):
            color = tokens.get(_target(token.value) or "")
            return color is not None and "roles" in color.own
        case ("font", role, "weight", _):
            family = tokens.get(f"font.{role}.family")
            return family is not None and "weights" in family.own
    return False


def _left_aside(group: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Skipped]:
    """What is no token and means something all the same: groups that extend others, and what is nested too deep."""
    name = ".".join(path) or "/"
    if "$extends" in group:
        yield Skipped(
            name, Message("It extends “{target}”, which is not followed.", target=str(group["$extends"])[:80])
        )
    if not path and isinstance(group.get("resolutionOrder"), list):
        yield Skipped(name, Message("It is a resolver; import the token files that it names one by one."))
    if len(path) == _DEEPEST:
        yield Skipped(name, Message("It is nested more than {limit} deep.", limit=_DEEPEST))
        return
    for key, inner in group.items():
        if isinstance(inner, dict) and not key.startswith("$") and key != "value":
            yield from _left_aside(inner, (*path, key))


def _object(data: bytes | str, file: str) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        raise GuidelineError(Message("The file has more than {limit} MB.", limit=LARGEST >> 20), file=file)
    try:
        root = json.loads(data)
    except json.JSONDecodeError as error:
        message = Message("This is no JSON: {problem}.", problem=error.msg)
        raise GuidelineError(message, file=file, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        message = Message("This is no JSON: {problem}.", problem=str(error)[:200])
        raise GuidelineError(message, file=file) from error
    if not isinstance(root, dict):
        raise GuidelineError(Message("Expected a JSON object of tokens."), file=file, line=1)
    return root


def _tokens(group: Mapping[str, Any], path: tuple[str, ...], kind: str, *, given_up: bool | str) -> Iterator[_Token]:
    """Every token of a group; `$type` and `$deprecated` hold for all within."""
    given_up = group.get("$deprecated", group.get("deprecated", given_up))
    given_up = given_up if isinstance(given_up, str) else bool(given_up)
    kind = str(group.get("$type", group.get("type", kind) if "value" in group else kind))
    if "$value" in group or ("value" in group and not isinstance(group["value"], dict)) or _is_legacy(group):
        value = group.get("$value", group.get("value"))
        comment = group.get("deprecated_comment")
        why = comment if given_up and isinstance(comment, str) else given_up
        yield _Token(path, value, kind, why, extension(group))
        return
    for name, inner in group.items():
        if isinstance(inner, dict) and (not name.startswith("$") or name == "$root") and len(path) < _DEEPEST:
            yield from _tokens(inner, path if name == "$root" else (*path, name), kind, given_up=given_up)


def _is_legacy(group: Mapping[str, Any]) -> bool:
    """An older composite token: `{"type": "typography", "value": {...}}`."""
    return isinstance(group.get("type"), str) and isinstance(group.get("value"), dict)


def _made(token: _Token, tokens: Mapping[str, _Token]) -> Color | Font | Message:
    """The color or typeface of a token, or why there is none."""
    value, kind = _resolved(token, tokens)
    if value is None:
        return Message("It refers to “{target}”, which is not in the file.", target=str(token.value)[:80])
    kind = kind.lower()
    if kind in _FONT_TYPES:
        family = value.get("fontFamily", value.get("font-family")) if isinstance(value, dict) else value
        return _font(token, _inner(family, tokens))
    if kind in {"color", ""}:
        color = _srgb(value)
        if color is not None:
            roles = tuple(role for role in (token.path[-1].lower(),) if role in _ROLES)
            return full_color(Color(_name(token), color, roles=roles), token.own)
    if kind == "color":
        return Message("Its value is no color that can be read.")
    return Message("Tokens of the type “{type}” have no place in a guideline.", type=kind or "?")


def _resolved(token: _Token, tokens: Mapping[str, _Token]) -> tuple[Any, str]:
    """The value behind aliases, and its type; None where one leads nowhere or in circles."""
    value, kind = token.value, token.type
    for _ in range(_HOPS):
        target = _target(value)
        if target is None:
            return value, kind
        found = tokens.get(target)
        if found is None:
            return None, kind
        value, kind = found.value, kind or found.type
    return None, kind


def _target(value: Any) -> str | None:
    """The name an alias refers to: `{a.b}`, or a JSON pointer `{"$ref": "#/a/b/$value"}`."""
    if isinstance(value, str) and (alias := _ALIAS.fullmatch(value.strip())):
        return alias[1].removesuffix(".value")
    if isinstance(value, dict) and isinstance(value.get("$ref"), str) and value["$ref"].startswith("#/"):
        return ".".join(part for part in value["$ref"][2:].split("/") if part not in {"$value", "$root"})
    return None


def _inner(value: Any, tokens: Mapping[str, _Token]) -> Any:
    target = _target(value)
    found = tokens.get(target) if target is not None else None
    return _resolved(found, tokens)[0] if found is not None else value


def _srgb(value: Any) -> str | None:
    """A color as "#rrggbb": written as in CSS, or as a color space with components."""
    if isinstance(value, str):
        found = parsed(value)
        return None if found is None else found[0]
    if not isinstance(value, dict):
        return None
    given = value.get("hex")
    if isinstance(given, str) and (found := parsed(given)):
        return found[0]
    components = value.get("components")
    space = str(value.get("colorSpace", "srgb"))
    if not isinstance(components, list) or len(components) != 3:
        return None
    numbers = [0.0 if part == "none" else part for part in components]
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in numbers):
        return None
    try:
        color = AnyColor(_SPACES.get(space, space), numbers).convert("srgb").fit("srgb")
    except (ValueError, TypeError, OverflowError):
        return None
    return str(color.to_string(hex=True, alpha=False))


#: DTCG's names of color spaces where coloraide has others.
_SPACES = {"a98-rgb": "a98-rgb", "prophoto-rgb": "prophoto-rgb", "xyz": "xyz-d65"}


def _font(token: _Token, family: Any) -> Font | Message:
    families = family.split(",") if isinstance(family, str) else family
    names = [str(name).strip().strip("\"'") for name in families] if isinstance(families, list) else []
    names = [name for name in names if name]
    if not names:
        return Message("It names no font family.")
    return full_font(Font(_role(token), names[0], stack=tuple(names[1:])), token.own)


def _role(token: _Token) -> str:
    words = token.name.lower()
    if any(word in words for word in ("head", "title", "display")):
        return "heading"
    return "body" if any(word in words for word in ("body", "text", "base", "sans", "copy")) else _name(token)


def _name(token: _Token) -> str:
    parts = token.path[1:] if len(token.path) > 1 and token.path[0].lower() in _SILENT_GROUPS else token.path
    return re.sub(r"[\W_]+", "-", "-".join(parts).lower()).strip("-") or "token"


def _distinct(colors: list[Color]) -> tuple[Color, ...]:
    """Colors by name; a second one of a name gets a number."""
    found: dict[str, Color] = {}
    for color in colors:
        name, number = color.name, 2
        while name in found:
            name, number = f"{color.name}-{number}", number + 1
        found[name] = replace(color, name=name)
    return tuple(found.values())


def _one_a_role(fonts: list[Font]) -> tuple[Font, ...]:
    found: dict[str, Font] = {}
    for font in fonts:
        found.setdefault(font.role, font)
    return tuple(found.values())
