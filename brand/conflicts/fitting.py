"""What must be said against the room there is: legal lines, limits of the brand's own, and text messages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brand.conflicts.conflict import Conflict, Kind
from brand.guideline import Guideline
from renderers.contract.artifact import MeterKind
from renderers.contract.gsm7 import segments
from renderers.contract.message import Message
from renderers.contract.renderer import Limit

#: Limits of a whole text; others are of pictures, subjects or senders.
_WHOLE_TEXT = re.compile(r"(?:^|-)(?:post|length)$")
_NO_BREAK = "\u00a0\u202f"


def fitting(guideline: Guideline, limits: Mapping[str, Sequence[Limit]]) -> Iterator[Conflict]:
    """Lines that do not fit their channel, limits above the platform's, and characters that cost a text message."""
    yield from _own_limits(guideline, limits)
    for channel, known in limits.items():
        own = {name: value for one, name, value in guideline.limits if one == channel}
        for duty in _obligatory(guideline, channel):
            for limit in known:
                yield from _too_long(duty, limit, own.get(limit.id, limit.value))
    yield from _costly(guideline)


@dataclass(frozen=True, slots=True)
class _Duty:
    """What every text of a channel carries in a locale."""

    channel: str
    locale: str
    text: str
    keys: tuple[str, ...]


def _obligatory(guideline: Guideline, channel: str) -> Iterator[_Duty]:
    lines = [line for line in guideline.tokens.legal if channel in line.channels and not line.triggers]
    for locale in dict.fromkeys(locale for line in lines for locale, _ in line.texts):
        there = [(line.key, text) for line in lines for name, text in line.texts if name in ("", locale)]
        keys = tuple(f"legal.{key}" for key, _ in there)
        yield _Duty(channel, locale, " ".join(text for _, text in there), keys)


def _too_long(duty: _Duty, limit: Limit, allowed: float) -> Iterator[Conflict]:
    if limit.unit == "segments":
        used, full = segments(duty.text).count, allowed + 1
    elif _WHOLE_TEXT.search(limit.id) and "characters" in limit.unit:
        used, full = len(duty.text), allowed
    else:
        return
    if used >= full:
        message = Message(
            "What {channel} must carry ({keys}, {locale}) takes {used} of {limit} {unit} and leaves no room.",
            channel=duty.channel,
            keys=", ".join(duty.keys),
            locale=duty.locale or "*",
            used=used,
            limit=f"{allowed:g}",
            unit=limit.unit,
        )
        yield Conflict(Kind.TOO_LONG, message, (*duty.keys, f"{duty.channel}.{limit.id}"))


def _own_limits(guideline: Guideline, limits: Mapping[str, Sequence[Limit]]) -> Iterator[Conflict]:
    for channel, name, value in guideline.limits if limits else ():
        about = (f"limits.{channel}.{name}",)
        limit = next((one for one in limits.get(channel, ()) if one.id == name), None)
        if limit is None:
            message = Message("There is no limit “{limit}” of {channel}.", limit=name, channel=channel)
            yield Conflict(Kind.LIMIT, message, about)
        elif limit.kind is MeterKind.HARD and value > limit.value:
            message = Message(
                "The guideline allows {value} {unit} ({channel}, {limit}); the platform takes {most} at most.",
                value=f"{value:g}",
                unit=limit.unit,
                channel=channel,
                limit=name,
                most=f"{limit.value:g}",
            )
            yield Conflict(Kind.LIMIT, message, about)


def _costly(guideline: Guideline) -> Iterator[Conflict]:
    if not guideline.setting("sms/costly-character", channel="sms").enabled:
        return
    said = [
        (f"legal.{line.key}", text, segments(text).costly)
        for line in guideline.tokens.legal
        if "sms" in line.channels
        for _, text in line.texts
    ]
    said += [
        (f"terms.{term.word}", term.instead, tuple(sign for sign in _NO_BREAK if sign in term.instead))
        for term in guideline.terms
    ]
    for about, text, costly in said:
        if costly:
            message = Message(
                "“{text}” ({about}) holds {signs}: text messages with it have room for 70 characters instead of 160.",
                text=text[:120],
                about=about,
                signs=", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in costly),
            )
            yield Conflict(Kind.TEXT_MESSAGE, message, (about, "sms/costly-character"))
