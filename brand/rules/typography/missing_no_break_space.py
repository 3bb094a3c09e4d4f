"""The rule `typography/missing-no-break-space`."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from brand.cues import Cues
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Setting
from brand.language.figures import at_figures, figures
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

_UNITS = (
    "€ EUR Euro CHF $ £ % ‰ °C °F km m cm mm µm km² m² cm² km/h m/s kg g mg t l ml cl kWh Wh kW W mW V mV mA Ah mAh Hz "
    "kHz MHz GHz lm lx dB px pt dpi ppi MB GB TB kB MP Uhr h min Mio. Mrd. Tsd."
)
_CURRENCIES = ("€", "EUR", "Euro", "CHF", "$", "£")
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS.split(), key=len, reverse=True))
# Each with a quicker one, where there is one, without which it finds nothing.
_SIGN_AND_NUMBER = re.compile("[§.] [0-9]")
_ENGLISH_SIGN = Cues("§", "no.", "nos.", "p.", "fig.", "sec.", "art.")
_TWO_STOPS = re.compile(r"\. ?[^\W\d_]{1,3}\.")
_TITLE_AND_NAME = re.compile(r"[rft]\. [A-ZÄÖÜ](?:(?<=[DHF]r\. .)|(?<=St\. .)|(?<=of\. .))")
_Search = Callable[[str], Iterable[re.Match[str]]]


def _where(may_be: Callable[[str], object], pattern: re.Pattern[str]) -> _Search:
    """Look with a costly pattern where a quick look says that it may match."""
    return lambda text: pattern.finditer(text) if may_be(text) else ()


def _numbers(before: str) -> _Search:
    """Look at numbers only."""
    return partial(at_figures, re.compile(rf"[0-9](?<![\w.,:].)[0-9.,:]*{before}(?![\w²³/-])"))


_SEARCHES: dict[str, tuple[_Search, ...]] = {
    "de": (
        # Abbreviations of several letters: "z. B.", with a blank or without.
        _where(
            _TWO_STOPS.search,
            re.compile(
                r"[a-z](?<![\w.].)\.(?:"
                r"(?<=z\.) ?(?:B|T|Zt|Hd)|(?<=d\.) ?[hJ]|(?<=u\.) ?(?:[aÄäU]|v\. ?m)|(?<=o\.) ?[äg]|"
                r"(?<=i\.) ?(?:d\. ?R|[AV])|(?<=s\.) ?[ou]|(?<=v\.) ?(?:a|Chr)|"
                r"(?<=m\.) ?E|(?<=n\.) ?Chr|(?<=a\.) ?D|(?<=e\.) ?V)\."
            ),
        ),
        _numbers(rf"(?P<gap> ?)(?:{_UNIT})"),
        _where(
            _SIGN_AND_NUMBER.search,
            re.compile(
                r"(?<!\w)(?:§§?|Art\.|Abs\.|Nr\.|Nrn\.|S\.|Kap\.|Abb\.|Tab\.|Bd\.|Ziff\.|Tel\.)(?P<gap> )(?=[0-9])"
            ),
        ),
    ),
    "en": (
        _numbers(rf"(?P<gap> )(?:{_UNIT})"),
        _where(
            _ENGLISH_SIGN.are_in, re.compile(r"(?<!\w)(?:§§?|No\.|Nos\.|pp?\.|Fig\.|Sec\.|Art\.)(?P<gap> )(?=[0-9])")
        ),
    ),
}
_TITLES: dict[str, tuple[_Search, ...]] = {
    "de": (
        _where(
            _TITLE_AND_NAME.search,
            re.compile(r"(?<!\w)(?:Dr\.|Prof\.|Hr\.|Fr\.|St\.)(?P<gap> )(?=[A-ZÄÖÜ])"),
        ),
    ),
    # Books do so, as they do between a number and "a.m."; few brands ask it of their mails and pages.
    "en": (
        re.compile(r"(?<!\w)(?:Dr|Mr|Mrs|Ms|Mx|Prof|St)\.?(?P<gap> )(?=[A-Z])").finditer,
        _numbers(r"(?P<gap> )(?:a\.m\.|p\.m\.|am|pm)"),
    ),
}
_NO_BREAK = "\u00a0"
_BOOKISH = Guideline(settings=(Setting("typography/missing-no-break-space", options=(("english_titles", True),)),))


class MissingNoBreakSpace(Rule):
    """A line break may part what belongs together, because the blank in it is a plain one.

    ## Why it matters
    “20” at the end of one line and “%” at the start of the next stops the reader, and always on the phone, where
    nobody proofreads.

    ## How to put it right
    Take the fix: it puts a no-break space between number and unit, between paragraph sign and number, and into *z. B.*
    Text messages are left alone, because the character would turn 160 characters into 70; so are PDF files, whose
    lines are already broken.
    """

    id = "typography/missing-no-break-space"
    severity = Severity.NOTE
    not_channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL})
    options = (
        Option("titles", True, "Also between a title and a name (Dr. Roth)"),
        Option(
            "english_titles", False, "In English also between a title and a name (Dr Roth), and before a.m. and p.m."
        ),
    )
    source = (
        "Common practice of German typesetting (blank between number and unit, in abbreviations); DIN 5008 is said to "
        "ask for the same, its text is sold and was not read; Google developer documentation style guide (units of "
        "measurement)"
    )
    examples = (
        Good("Das kostet z.\u00a0B. 20\u00a0€ und spart 20\u00a0% Strom nach §\u00a011.", locale="de"),
        Good("Die 5 Räder und die 3 Meister vom 24. Dezember, S-Bahn, Band 5.", locale="de"),
        Good("It weighs 5\u00a0kg, 20% less, and lasts 3 long winters. I am 5 in May."),
        Good("Dr Roth and Mrs. Seidel open at 8 a.m. on weekdays.", note="Wanted in books: an option."),
        Good("Die 4K-Kamera, der 12V-Anschluss, 3D und 5G, das Modell A5 W.", locale="de"),
        Good("Nur 39,99€ heute.", locale="de", note="The business of typography/wrong-currency-format."),
        Bad(
            "Das spart z. B. 20 % Strom und 5 km Weg.",
            locale="de",
            flags=("z. B.", "20 %", "5 km"),
            fixed="Das spart z.\u00a0B. 20\u00a0% Strom und 5\u00a0km Weg.",
        ),
        Bad(
            "Nach § 11 und Nr. 5 gilt 20% Rabatt, d.h. viel, sagt Dr. Roth.",
            locale="de",
            flags=("§ 11", "Nr. 5", "20%", "d.h.", "Dr. Roth"),
            fixed="Nach §\u00a011 und Nr.\u00a05 gilt 20\u00a0% Rabatt, d.\u00a0h. viel, sagt Dr.\u00a0Roth.",
        ),
        Bad(
            "It weighs 5 kg and runs 12 km.", flags=("5 kg", "12 km"), fixed="It weighs 5\u00a0kg and runs 12\u00a0km."
        ),
        Bad(
            "Dr Roth is here from 8 a.m. on.",
            flags=("Dr Roth", "8 a.m."),
            guideline=_BOOKISH,
            fixed="Dr\u00a0Roth is here from 8\u00a0a.m. on.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag plain blanks inside abbreviations and beside numbers."""
        titled = {
            "de": self.option(guideline, subject, "titles"),
            "en": self.option(guideline, subject, "english_titles"),
        }
        for passage in passages(subject):
            if passage.run.kind is RunKind.ALT:  # read aloud, never set
                continue
            if not (titled[passage.language] or passage.language == "de" or figures(passage.text)):
                continue
            searches = _SEARCHES[passage.language] + (_TITLES[passage.language] if titled[passage.language] else ())
            spans = sorted(match.span() for search in searches for match in search(passage.text))
            for start, end in spans:
                yield from self._flag(passage, start, _whole(passage.text, end))

    def _flag(self, passage: Passage, start: int, end: int) -> Iterator[Finding]:
        old = passage.run.text[start:end]
        if passage.language == "en" and old.endswith((" %", " ‰")):
            new = old.replace(" ", "")
            message = Message("English writes “{right}” without a blank.", right=new)
            yield self.at(passage.run, start, end, message, fix=Fix(FixKind.SAFE, new))
            return
        new = _joined(old)
        if new != old and (" " in old or not old.endswith(_CURRENCIES)):
            message = Message("A line break may part “{words}”: a no-break space keeps it together.", words=old)
            yield self.at(passage.run, start, end, message, fix=Fix(FixKind.SAFE, new))


def _whole(text: str, end: int) -> int:
    """Take in the number or name that the pattern only looked at."""
    if text[end - 1] != " ":
        return end
    while end < len(text) and (text[end].isalnum() or (text[end] in "-’" and text[end + 1 : end + 2].isalpha())):
        end += 1
    return end


def _joined(words: str) -> str:
    if " " in words:
        return words.replace(" ", _NO_BREAK)
    if words[0].isdigit():
        return re.sub(r"(?<=[0-9])(?=[^0-9.,:])", _NO_BREAK, words, count=1) if _NO_BREAK not in words else words
    return re.sub(r"\.(?=\w)", f".{_NO_BREAK}", words)


plugin = MissingNoBreakSpace()
