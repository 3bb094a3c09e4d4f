"""Finds days of the calendar, with a weekday that stands beside the day."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.facts.found import Day, FactKind, FactValue
from brand.language.figures import at_figures, gaps
from brand.language.locales import language_of, region_of
from brand.language.remembering import remembered

Found = tuple[FactKind, FactValue, int, int]

_MONTHS = {
    "januar": 1, "jänner": 1, "jän": 1, "january": 1, "jan": 1, "februar": 2, "feber": 2, "february": 2, "feb": 2,
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


def _by_letter(names: str) -> str:
    """The same choice, parted by first letters: `re` tries eight of them instead of forty names."""
    letters: dict[str, list[str]] = {}
    for name in names.split("|"):
        letters.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in letters.items())


def _begins(names: str) -> str:
    """Names at the start of a word. The look behind follows the first letter, so that `re` can leap to the letters."""
    return _by_letter(names).replace("(?:", r"(?<!\w.)(?:")


# The same leap in the patterns below: a digit first, and then a look at what stands before it.
_B = r"[ \u00a0\u202f]"
_MONTH_END = r"(?!\w|-[A-Za-z])\.?"
_MONTH = rf"(?P<name>{_by_letter(_names(_MONTHS))}){_MONTH_END}"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})(?![0-9]|-[0-9])"
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w)(?P<weekday>{_names(_WEEKDAYS)})(?:\.,|[.,])?{_B}(?:(?:den|dem|der|the|on){_B})?$"
)
_WEEKDAY_AFTER = re.compile(
    rf"(?:,{_B}|{_B}?\({_B}?)(?P<weekday>{_names(_WEEKDAYS)})(?!\w)(?!\.?,?{_B}(?:(?:den|dem|der|the){_B})?[0-9])\.?(?:{_B}?\))?"
)
_ISO = re.compile(r"(?P<year>[12](?<![\w/.-].)[0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![\w-])")
_DOTTED = re.compile(
    rf"(?P<day>[0-9](?<![\w.,§].)(?<![^.][-/].)[0-9]?)\.{_B}?(?P<month>[0-9]{{1,2}})\."
    # a year of two digits stands close: "24.12. 20 Uhr"
    rf"(?:(?:{_B}?(?=[12][0-9]{{3}}(?![0-9]))|(?=[0-9]{{2}}(?!\.?[0-9])))(?P<year>(?:19|20|21)[0-9]{{2}}|[0-9]{{2}}))?"
    r"(?!\.?[0-9])"
)
_SLASHED = re.compile(
    r"(?P<first>[0-9](?<![\w./-].)[0-9]?)/(?P<second>[0-9]{1,2})/(?P<year>(?:19|20|21)[0-9]{2}|[0-9]{2})(?![\w/])"
)
# Without one of these between two figures none of the three is there.
_BETWEEN = frozenset(f"{mark}{blank}" for mark in "./-" for blank in ("", " ", "\u00a0", "\u202f"))
_DAY_MONTH = re.compile(
    rf"(?P<day>[0-9](?<![\w.,:].)[0-9]?)(?:\.|st|nd|rd|th)?{_B}?(?:of{_B})?{_MONTH}(?:,?{_B}{_YEAR})?"
)
_MONTH_DAY = re.compile(
    rf"(?P<name>{_begins(_names(_MONTHS))}){_MONTH_END}{_B}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:{_B}?[-–]{_B}?(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?)?"
    rf"(?![\w%€$£:]|[.,][0-9]|{_B}?[%€$£])(?:,?{_B}{_YEAR})?"
)
# "24.–26. Dezember", "24., 25. und 26.12.": days before a date that share its month.
_DAY_LIST = re.compile(rf"(?<![\w.,:/])(?P<days>(?:[0-9]{{1,2}}\.?{_B}?(?:,|/|–|—|-|und|bis|oder|and|to|&){_B}?)+)$")
_LISTED_DAY = re.compile(r"(?P<day>[0-9]{1,2})(?P<dot>\.|(?=[-–/]))?")
_NOT_A_DATE = re.compile(
    r"(?:\bVersion|\bVers\.|\bv\.?|\bKapitel|\bKap\.|\bAbschnitt|\bAbs\.|\bZiffer|\bPunkt|\bNr\.|\bNote|\bArt\.|\bAbb\."
    r"|\bTabelle|\bTab\.|\bTeil|\bPlatz|\bAnlage|\bAnhang|\bZiff\.|§+|\bsection|\bchapter|\brelease|\bfigure|\btable)\s*$",
    re.IGNORECASE,
)
# A day and month without a year at the end of a sentence may as well be a number: "Das Ergebnis war 3.5."
_DATE_WORD = re.compile(
    r"(?:\b(?:am|bis|vom|ab|zum|dem|den|der|seit|und|oder|von|dieser|nächsten|until|from|on|since)|[–—(/-])\s*$",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(r"\s*(?:[a-zäöüß,;:)–—/-]|[0-9])")

# Without one of these no month is named.
_NAMES = Cues(*{name[:3] for name in _MONTHS}, "mrz")

_REACH = 40


def find_dates(text: str, locale: str) -> Iterator[Found]:
    """Yield every day; "3/4/2026" is read by the locale's region, a year of two digits as 1980 to 2079."""
    for day, start, end in _days(text, locale):
        weekday, first, last = _weekday(text, start, end)
        yield FactKind.DATE, Day(day.year, day.month, day.day, weekday), first, last
        yield from _sharing_days(text, start, day)


def has_days(text: str, locale: str) -> bool:
    """Whether a text names a day."""
    return bool(_days(text, locale))


@remembered
def _days(text: str, locale: str) -> tuple[tuple[Day, int, int], ...]:
    between = gaps(text) & _BETWEEN
    in_figures = _days_in_figures(text, locale, between) if between else ()
    named = _named_days(text, locale) if _NAMES.are_in(text) else ()
    return (*in_figures, *named)


def _named_days(text: str, locale: str) -> Iterator[tuple[Day, int, int]]:
    for match in at_figures(_DAY_MONTH, text):
        yield _named_day(match, "day"), match.start(), _end_of_named(text, match)
    for match in _MONTH_DAY.finditer(text):
        if _is_month_day(text, match, locale):
            yield from _month_days(match)


def _days_in_figures(text: str, locale: str, between: frozenset[str]) -> Iterator[tuple[Day, int, int]]:
    marks = {gap[0] for gap in between}
    for mark, pattern in (("-", _ISO), (".", _DOTTED)):
        for match in at_figures(pattern, text) if mark in marks else ():
            if pattern is _ISO or _is_dotted_date(text, match, locale):
                yield Day(_year(match["year"]), int(match["month"]), int(match["day"])), *match.span()
    for match in at_figures(_SLASHED, text) if "/" in marks else ():
        slashed = _slashed_day(match, locale)
        if slashed:
            yield slashed, *match.span()


def _named_day(match: re.Match[str], group: str) -> Day:
    return Day(_year(match["year"]), _MONTHS[match["name"].lower()], int(match[group]))


def _is_month_day(text: str, match: re.Match[str], locale: str) -> bool:
    """ "December 24", but not "im Mai 20 Touren": German writes no day behind the month, English not after "in"."""
    if match["year"]:
        return True
    before = text[max(0, match.start() - 4) : match.start()].lower()
    return language_of(locale) != "de" and not before.endswith("in ")


def _month_days(match: re.Match[str]) -> Iterator[tuple[Day, int, int]]:
    """One day, or the two of "Dec. 24–26, 2026"."""
    yield _named_day(match, "day"), match.start(), match.end("day") if match["last"] else match.end()
    if match["last"]:
        yield _named_day(match, "last"), match.start("last"), match.end()


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
        or (len(match["month"]) == len(match["day"]) == 2)
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
    if before and not (len(before["weekday"]) == 2 and before.group().endswith(("on ", "the "))):  # "So on July 8"
        return _WEEKDAYS[before["weekday"].lower()], before.start(), end
    after = _WEEKDAY_AFTER.match(text, end)
    if after and ("(" in after.group() or len(after["weekday"]) > 4):
        return _WEEKDAYS[after["weekday"].lower()], start, after.end()
    return None, start, end


def _sharing_days(text: str, start: int, day: Day) -> Iterator[Found]:
    """The other days of "24., 25. und 26. Dezember"; a number without its full stop only in "24–26. Dezember"."""
    listed = _DAY_LIST.search(text, max(0, start - _REACH), start)
    if not listed:
        return
    dotted = re.match(r"[0-9]{1,2}\.", text[start : start + 3]) is not None
    for number in _LISTED_DAY.finditer(text, listed.start(), listed.end()):
        if 1 <= int(number["day"]) <= 31 and (number["dot"] is not None or not dotted):
            weekday, first, _ = _weekday(text, number.start(), number.start())
            yield FactKind.DATE, Day(day.year, day.month, int(number["day"]), weekday), first, number.end()
