"""Colors against colors: pairs that are forbidden and used, or forbidden and allowed."""

from collections.abc import Iterator

from brand.color import named
from brand.conflicts.conflict import Conflict, Kind
from brand.guideline import ColorPair, Guideline
from renderers.contract.message import Message
from renderers.contract.tokens import Color

#: What every channel puts on what, by the roles of the colors.
_USED = (("text", "background"), ("on-primary", "primary"), ("on-accent", "accent"), ("link", "background"))


#: The pairs a guideline judges, by both colors.
_Judged = dict[tuple[str, str], ColorPair]


def looks(guideline: Guideline) -> Iterator[Conflict]:
    """Pairs of unknown colors, pairs both allowed and forbidden, and forbidden ones that the roles bring about."""
    judged: _Judged = {}
    for pair in guideline.pairs:
        yield from _pair(pair, judged, guideline)
    for roles in _USED:
        yield from _used(roles, judged, guideline)


def _pair(pair: ColorPair, judged: _Judged, guideline: Guideline) -> Iterator[Conflict]:
    about = _about(pair)
    text, background = _color(pair.text, guideline), _color(pair.background, guideline)
    for name, color in ((pair.text, text), (pair.background, background)):
        if color is None:
            yield Conflict(Kind.COLOR_PAIR, Message("No color has the name or role “{name}”.", name=name), (about,))
    if text is None or background is None:
        return
    other = judged.setdefault((text.srgb, background.srgb), pair)
    if other.allowed is not pair.allowed:
        names = {"text": text.name, "background": background.name}
        message = Message("{text} on {background} is both allowed and forbidden.", **names)
        yield Conflict(Kind.COLOR_PAIR, message, (about, _about(other)))


def _about(pair: ColorPair) -> str:
    return f"pairs.{pair.text}/{pair.background}"


def _used(roles: tuple[str, str], judged: _Judged, guideline: Guideline) -> Iterator[Conflict]:
    text, background = _color(roles[0], guideline), _color(roles[1], guideline)
    if text is None or background is None or text.srgb == background.srgb:
        return
    pair = judged.get((text.srgb, background.srgb))
    others = any(one.allowed for (ink, _), one in judged.items() if ink == text.srgb)
    if others if pair is None else not pair.allowed:
        message = Message(
            "The roles put {text} ({text_role}) on {background} ({background_role}), which is no allowed pair.",
            text=text.name,
            text_role=roles[0],
            background=background.name,
            background_role=roles[1],
        )
        yield Conflict(Kind.COLOR_PAIR, message, (f"colors.{text.name}", f"colors.{background.name}"))


def _color(reference: str, guideline: Guideline) -> Color | None:
    return named(reference, guideline.tokens)
