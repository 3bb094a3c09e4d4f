"""Finds times of day."""

import re
from collections.abc import Iterator

from brand.facts.found import Clock, FactKind, FactValue
from brand.language.figures import at_figures

Found = tuple[FactKind, FactValue, int, int]

_BLANK = r"[ \u00a0\u202f]"
_CLOCK = re.compile(
    rf"""
    (?<![\w.,:/])(?<![^0-9]-)(?:
        (?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?{_BLANK}?(?P<unit>Uhr|o['’]clock)(?!\w)
            (?:{_BLANK}(?P<late>[0-5][0-9])(?![\w.,%:]|{_BLANK}?[€%$£]))?                       # 18 Uhr 30
      | (?P<half_hour>1[0-2]|0?[1-9])(?:[:.](?P<half_minute>[0-5][0-9]))?{_BLANK}?
            (?P<half>[AaPp])\.?{_BLANK}?[Mm](?!\w)\.?                                          # 6:30 p.m.
      | (?P<bare_hour>[01][0-9]|2[0-4]|[0-9]):(?P<bare_minute>[0-5][0-9])(?::[0-5][0-9])?
            (?![\w:/]|[.,][0-9]|{_BLANK}?(?:min|Min|Std|Stunden|hrs|hours|h\b|km))               # no duration
      | (?<=\bum{_BLANK})(?P<dotted_hour>[01]?[0-9]|2[0-4])\.(?P<dotted_minute>[0-5][0-9])(?![\w.,]|{_BLANK}?[€%$£])
    )
    """,
    re.VERBOSE,
)
_EARLIER = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?{_BLANK}?"
    rf"(?:[-–—]|bis|to|und|and){_BLANK}?$"
)
_TIME_WORD = re.compile(r"(?:\b(?:um|at|ab|bis|from|until|till|von|gegen|by|to)|[–—-])\s*$", re.IGNORECASE)
_RATIO_WORD = re.compile(
    r"\b(?:Format|\w*verhältnis|Maßstab|ratio|scale|Spielstand|score)\s*(?:von|of)?\s*$", re.IGNORECASE
)
_REACH = 24


def find_times(text: str) -> Iterator[Found]:
    """Yield every time of day: 18 Uhr, 18:30, 6 p.m.; "3:16" only after a word such as *um* or *at*."""
    for match in at_figures(_CLOCK, text):
        clock = _clock(text, match)
        if clock is None:
            continue
        yield FactKind.TIME, clock, match.start(), match.end()
        earlier = _EARLIER.search(text, max(0, match.start() - _REACH), match.start())
        if earlier and (match["unit"] or match["half"]):
            yield from _earlier(earlier, clock, afternoon=(match["half"] or "") in {"P", "p"})


def _clock(text: str, match: re.Match[str]) -> Clock | None:
    if match["half"]:
        return Clock(int(match["half_hour"]) % 12 + 12 * (match["half"] in "Pp"), int(match["half_minute"] or 0))
    before = text[max(0, match.start() - _REACH) : match.start()]
    bare = match["bare_hour"]
    if bare and (_RATIO_WORD.search(before) or (len(bare) == 1 and not _TIME_WORD.search(before))):
        return None
    hour = int(match["hour"] or bare or match["dotted_hour"])
    minute = int(match["minute"] or match["late"] or match["bare_minute"] or match["dotted_minute"] or 0)
    return None if hour == 24 and minute else Clock(hour, minute)


def _earlier(match: re.Match[str], later: Clock, *, afternoon: bool) -> Iterator[Found]:
    """The first time of "9–18 Uhr"; "6–8 pm" begins at 18:00, "10–2 pm" in the morning."""
    hour = int(match["hour"])
    if afternoon and hour < 12 and hour + 12 <= later.hour:
        hour += 12
    end = match.end("minute") if match["minute"] else match.end("hour")
    yield FactKind.TIME, Clock(hour, int(match["minute"] or 0)), match.start(), end
