"""Finds days and times of day, with a weekday that stands beside the day."""

import re
from collections.abc import Iterator

from brand.facts.found import Clock, Day, FactKind, FactValue
from brand.language.locales import language_of, region_of

Found = tuple[FactKind, FactValue, int, int]

_MONTHS = {
    "januar": 1, "jänner": 1, "january": 1, "jan": 1, "februar": 2, "feber": 2, "february": 2, "feb": 2,
    "märz": 3, "march": 3, "mär": 3, "mrz": 3, "mar": 3, "april": 4, "apr": 4, "mai": 5, "may": 5,
    "juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7, "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nov": 11, "dezember": 12, "december": 12, "dez": 12, "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "montag": 0, "monday": 0, "mo": 0, "mon": 0, "dienstag": 1, "tuesday": 1, "di": 1, "tue": 1, "tues": 1,
    "mittwoch": 2, "wednesday": 2, "mi": 2, "wed": 2, "donnerstag": 3, "thursday": 3, "do": 3, "thu": 3, "thur": 3,
    "thurs": 3, "freitag": 4, "friday": 4, "fr": 4, "fri": 4, "samstag": 5, "sonnabend": 5, "saturday": 5, "sa": 5,
    "sat": 5, "sonntag": 6, "sunday": 6, "so": 6, "sun": 6,
}  # fmt: skip


def _names(table: dict[str, int]) -> str:
    """All names, longest first, written with a capital: "may" and "so" are words as well."""
    return "|".join(sorted((f"{name.capitalize()}|{name.upper()}" for name in table), key=len, reverse=True))


_B = r"[ \u00a0\u202f]"
_MONTH = rf"(?P<name>{_names(_MONTHS)})(?![\w])\.?"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})(?![0-9]|-[0-9])"
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w)(?P<weekday>{_names(_WEEKDAYS)})(?:\.,|[.,])?{_B}(?:(?:den|dem|der|the|on){_B})?$"
)
_WEEKDAY_AFTER = re.compile(
    rf"(?:,{_B}|{_B}?\({_B}?)(?P<weekday>{_names(_WEEKDAYS)})(?!\w)(?!\.?,?{_B}(?:(?:den|dem|der|the){_B})?[0-9])\.?(?:{_B}?\))?"
)
_ISO = re.compile(r"(?<![\w/.-])(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![\w-])")
_DOTTED = re.compile(
    rf"(?<![\w.,/§-])(?P<day>[0-9]{{1,2}})\.{_B}?(?P<month>[0-9]{{1,2}})\."
    rf"(?:{_B}?(?P<year>(?:19|20|21)[0-9]{{2}}|[0-9]{{2}}(?!\.?[0-9])(?!{_B}?[%€$£])))?(?!\.?[0-9])"
)
_SLASHED = re.compile(
    r"(?<![\w./-])(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>(?:19|20|21)[0-9]{2}|[0-9]{2})(?![\w/])"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:])(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?{_B}?(?:of{_B})?{_MONTH}(?:,?{_B}{_YEAR})?"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w){_MONTH}{_B}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w%€$£:]|[.,][0-9]|{_B}?[%€$£])(?:,?{_B}{_YEAR})?"
)
# "24.–26. Dezember", "24., 25. und 26.12.": days before a date that share its month.
_DAY_LIST = re.compile(rf"(?<![\w.,:/])(?P<days>(?:[0-9]{{1,2}}\.?{_B}?(?:,|/|–|—|-|und|bis|oder|and|to|&){_B}?)+)$")
_NOT_A_DATE = re.compile(
    r"(?:\bVersion|\bVers\.|\bv\.?|\bKapitel|\bKap\.|\bAbschnitt|\bAbs\.|\bZiffer|\bPunkt|\bNr\.|\bNote|\bArt\.|\bAbb\."
    r"|\bTabelle|\bTab\.|§+|\bsection|\bchapter|\brelease|\bfigure|\btable)\s*$",
    re.IGNORECASE,
)
# A day and month without a year at the end of a sentence may as well be a number: "Das Ergebnis war 3.5."
_DATE_WORD = re.compile(
    r"(?:\b(?:am|bis|vom|ab|zum|dem|den|der|seit|und|oder|von|dieser|nächsten|until|from|on|since)|[–—(/-])\s*$",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(r"\s*(?:[a-zäöüß,;:)–—/-]|[0-9])")

_CLOCK = re.compile(
    rf"""
    (?<![\w.,:/-])(?:
        (?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?{_B}?(?P<uhr>Uhr|h)(?!\w)(?:{_B}(?P<late>[0-5][0-9])(?![\w.,%]|{_B}?[€%]))?
      | (?P<hour12>1[0-2]|0?[1-9])(?:[:.](?P<minute12>[0-5][0-9]))?{_B}?(?P<half>[AaPp])\.?{_B}?[Mm](?!\w)\.?
      | (?P<bare>[01][0-9]|2[0-4]|[0-9]):(?P<bareminute>[0-5][0-9])(?![\w:/]|[.,][0-9])
      | (?<=\bum{_B})(?P<dotted>[01]?[0-9]|2[0-4])\.(?P<dottedminute>[0-5][0-9])(?![\w.,])
    )
    """,
    re.VERBOSE,
)
_CLOCK_RANGE = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?{_B}?(?:[-–—]|bis|to|und|and){_B}?$"
)
_CLOCK_WORD = re.compile(r"\b(?:um|at|ab|bis|from|until|till|von|gegen|by|to)\s*$|[–—-]\s*$", re.IGNORECASE)
_REACH = 40


def find_dates(text: str, locale: str) -> Iterator[Found]:
    """Yield every day; "3/4/2026" is read by the locale's region, a year of two digits as 1980 to 2079."""
    for day, start, end in _days(text, locale):
        weekday, first, last = _weekday(text, start, end)
        yield FactKind.DATE, Day(day.year, day.month, day.day, weekday), first, last
        yield from _sharing_days(text, start, day)


def find_times(text: str) -> Iterator[Found]:
    """Yield every time of day: 18 Uhr, 18:30, 6 p.m.; "3:16" only after a word such as *um* or *at*."""
    for match in _CLOCK.finditer(text):
        clock = _clock(text, match)
        if clock is None:
            continue
        yield FactKind.TIME, clock, match.start(), match.end()
        earlier = _CLOCK_RANGE.search(text, max(0, match.start() - 12), match.start())
        if earlier and (match["uhr"] or match["half"]):
            hour = int(earlier["hour"]) + _half_day(match, int(earlier["hour"]), clock)
            if hour <= 24:
                end = earlier.end("minute") if earlier["minute"] else earlier.end("hour")
                yield FactKind.TIME, Clock(hour, int(earlier["minute"] or 0)), earlier.start(), end


def _clock(text: str, match: re.Match[str]) -> Clock | None:
    if match["half"]:
        return Clock(int(match["hour12"]) % 12 + (12 if match["half"] in "Pp" else 0), int(match["minute12"] or 0))
    if match["bare"] and len(match["bare"]) == 1 and not _CLOCK_WORD.search(text[: match.start()][-_REACH:]):
        return None
    hour = int(match["hour"] or match["bare"] or match["dotted"])
    minute = int(match["minute"] or match["late"] or match["bareminute"] or match["dottedminute"] or 0)
    return None if hour == 24 and minute else Clock(hour, minute)


def _half_day(match: re.Match[str], hour: int, later: Clock) -> int:
    """ "6–8 pm" begins at 18:00, "10–2 pm" in the morning."""
    return 12 if match["half"] and match["half"] in "Pp" and hour < 12 and hour + 12 <= later.hour else 0


def _days(text: str, locale: str) -> Iterator[tuple[Day, int, int]]:
    for match in (*_ISO.finditer(text), *_DOTTED.finditer(text)):
        if match.re is _ISO or _is_dotted_date(text, match, locale):
            yield Day(_year(match["year"]), int(match["month"]), int(match["day"])), *match.span()
    for match in _SLASHED.finditer(text):
        slashed = _slashed_day(match, locale)
        if slashed:
            yield slashed, *match.span()
    for match in (*_DAY_MONTH.finditer(text), *_MONTH_DAY.finditer(text)):
        named = Day(_year(match["year"]), _MONTHS[match["name"].lower()], int(match["day"]))
        if 1 <= named.day <= 39:
            yield named, match.start(), _end_of_named(text, match)


def _end_of_named(text: str, match: re.Match[str]) -> int:
    """The full stop after "24. Dez." belongs to the date, the one after "24. Dezember." to the sentence."""
    end = match.end()
    return end - 1 if text[end - 1] == "." and len(match["name"]) > 4 and not match["year"] else end


def _is_dotted_date(text: str, match: re.Match[str], locale: str) -> bool:
    """Tell 24.12. and 3.5.2026 from versions, sections and numbers. Wrong days of a full date stay: they are news."""
    month, day = int(match["month"]), int(match["day"])
    before = text[max(0, match.start() - _REACH) : match.start()]
    if _NOT_A_DATE.search(before):
        return False
    if match["year"] and len(match["year"]) == 4:
        return 1 <= month <= 19 and 1 <= day <= 39
    if not (1 <= month <= 12 and 1 <= day <= 31) or (match["year"] is None and language_of(locale) != "de"):
        return False
    return (
        match["year"] is not None
        or bool(_DATE_WORD.search(before) or _WEEKDAY_BEFORE.search(before))
        or _SENTENCE_GOES_ON.match(text, match.end()) is not None
    )


def _slashed_day(match: re.Match[str], locale: str) -> Day | None:
    first, second = int(match["first"]), int(match["second"])
    month_first = language_of(locale) != "de" and region_of(locale) in {"", "US", "CA", "PH"}
    if (month_first and first > 12) or (not month_first and second > 12):
        month_first = not month_first
    month, day = (first, second) if month_first else (second, first)
    return Day(_year(match["year"]), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 80 else 1900)


def _weekday(text: str, start: int, end: int) -> tuple[int | None, int, int]:
    """Find the weekday beside a day: "Do., 24.12.", "24.12. (Do)", "Thursday, December 24"."""
    before = _WEEKDAY_BEFORE.search(text, max(0, start - _REACH), start)
    if before:
        return _WEEKDAYS[before["weekday"].lower()], before.start(), end
    after = _WEEKDAY_AFTER.match(text, end)
    if after and ("(" in after.group() or len(after["weekday"]) > 4):
        return _WEEKDAYS[after["weekday"].lower()], start, after.end()
    return None, start, end


def _sharing_days(text: str, start: int, day: Day) -> Iterator[Found]:
    match = _DAY_LIST.search(text, max(0, start - _REACH), start)
    for number in re.finditer(r"[0-9]{1,2}\.?", match["days"]) if match else ():
        value = int(number.group().rstrip("."))
        if match and 1 <= value <= 31:
            begin = match.start() + number.start()
            weekday, first, _ = _weekday(text, begin, begin)
            yield FactKind.DATE, Day(day.year, day.month, value, weekday), first, begin + len(number.group())
