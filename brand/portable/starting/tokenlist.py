"""Token files become candidates: DTCG and older JSON, Tokens Studio's sets, and custom properties of CSS."""

import json
from collections.abc import Mapping
from typing import Any

from brand.inspect.bounds import is_unreadable
from brand.inspect.limits import decoded, require_bytes
from brand.inspect.look import families
from brand.portable.designtokens import LARGEST, ImportedTokens, Skipped, import_tokens
from brand.portable.starting.candidates import COLORS, Candidates, FoundColor, FoundFont, Use
from brand.portable.starting.colors import Seen, found_colors
from brand.portable.starting.sheets import colors_in, properties_of
from brand.portable.starting.typefaces import is_own, stack_of
from renderers.contract.message import Message

#: Of what was left aside, so much is told.
_TOLD = 12


def read_tokens(data: bytes, *, name: str) -> Candidates:
    """What a token file in JSON holds.

    Raises:
        GuidelineError: it is too large or no JSON object; with line and column.
    """
    found = import_tokens(_without_sets(data), file=name)
    colors = [
        FoundColor(color.name, color.srgb, color.cmyk, color.spot, color.roles, ((Use.NAMED, 1),), suggested=True)
        for color in found.colors[:COLORS]
    ]
    fonts = [
        FoundFont(font.role, font.family, font.stack, font.weights, uses=((Use.NAMED, 1),), suggested=True)
        for font in found.typography
    ]
    return Candidates(name, tuple(colors), tuple(fonts), troubles=tuple(_left(found)))


def read_css(data: bytes, *, name: str) -> Candidates:
    """What the custom properties of a style sheet hold.

    Raises:
        InspectError: it is too large, or no text.
    """
    require_bytes(data, "text", name)
    sheet = decoded(data, name)
    properties = properties_of([sheet])
    seen: dict[str, Seen] = {}
    for key, srgb in colors_in(properties).items():
        one = seen.setdefault(srgb, Seen(srgb))
        one.uses[Use.NAMED] += 1
        one.names.append(key)
    colors = found_colors(seen.values(), language="en")
    troubles = []
    if not properties or is_unreadable(sheet):
        troubles.append(Message("No custom properties such as “--color-primary” are set for the whole page (:root)."))
    if len(seen) > COLORS:
        troubles.append(Message("There are more colors; the {limit} that are used most are shown.", limit=COLORS))
    return Candidates(
        name,
        tuple(_named(colors)),
        tuple(_fonts(properties)),
        troubles=tuple(Skipped("", trouble) for trouble in troubles),
    )


def _named(colors: tuple[FoundColor, ...]) -> list[FoundColor]:
    """All that somebody gave a name is meant."""
    return [
        FoundColor(one.name, one.srgb, roles=one.roles, uses=one.uses, merged=one.merged, suggested=True)
        for one in colors
    ]


def _fonts(properties: Mapping[str, str]) -> list[FoundFont]:
    found: dict[str, FoundFont] = {}
    for name, value in properties.items():
        stack = families(value) if "font" in name and "size" not in name and "weight" not in name else ()
        if not stack or not is_own(stack[0]) or not stack[0][0].isalpha():
            continue
        role = "heading" if any(word in name for word in ("head", "title", "display")) else "body"
        if role in found or any(each.isdigit() for each in stack):
            continue
        found[role] = FoundFont(role, stack[0], stack_of(stack[1:]), uses=((Use.NAMED, 1),), suggested=True)
    return list(found.values())


def _left(found: ImportedTokens) -> list[Skipped]:
    told = list(found.skipped[:_TOLD])
    if len(found.skipped) > _TOLD:
        told.append(Skipped("", Message("{count} more tokens are left aside.", count=len(found.skipped) - _TOLD)))
    if len(found.colors) > COLORS:
        told.append(
            Skipped("", Message("There are more colors; the {limit} that are used most are shown.", limit=COLORS))
        )
    return told


def _without_sets(data: bytes) -> bytes:
    """Tokens Studio keeps tokens in sets, whose names are no part of references: the sets as one, later ones win."""
    if len(data) > LARGEST:
        return data
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        return data
    if not isinstance(root, dict) or not ({"$themes", "$metadata"} & set(root)):
        return data
    metadata = root.get("$metadata")
    order = metadata.get("tokenSetOrder") if isinstance(metadata, dict) else None
    names = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
    names += [name for name in root if not name.startswith("$") and name not in names]
    merged: dict[str, Any] = {}
    for name in names:
        if isinstance(root.get(name), dict):
            _merge(merged, root[name], 0)
    return json.dumps(merged).encode()


def _merge(into: dict[str, Any], other: Mapping[str, Any], depth: int) -> None:
    for key, value in other.items():
        mine = into.get(key)
        if isinstance(mine, dict) and isinstance(value, dict) and "value" not in value and depth < 40:
            _merge(mine, value, depth + 1)
        else:
            into[key] = value
