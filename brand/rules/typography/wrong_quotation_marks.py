"""The rule `typography/wrong-quotation-marks`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brand.cues import Cues
from brand.facts.scanning import matches
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.language.locales import region_of
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

# Any opening and closing mark that may meet, in one paragraph. A straight mark opens only where a word may begin, so
# that 27" is no quotation. ” after „ is a slip that closes all the same.
_DOUBLE = re.compile(
    r"""
    „(?P<low>[^„“”"\n]*)[“”"] | “(?P<high>[^„“”\n]*)” | »(?P<right>[^»«\n]*)« | «(?P<left>[^«»\n]*)»
    | (?<![^\s(\[{–—/>-])"(?=[^\s"])(?P<straight>[^"\n]*)(?<=\S)"(?!\w)
    """,
    re.VERBOSE,
)
_SINGLE = re.compile(
    r"‚(?P<low>[^‚‘’\n]*)[‘’] | ›(?P<right>[^›‹\n]*)‹ | ‹(?P<left>[^‹›\n]*)› | ‘(?P<high>[^‚‘’\n]*)’(?!\w)"
    r" | (?<![\w.!?,;:%€)\]’'])'(?P<straight>\w[^'\n]*[\w.!?…])'(?!\w)",
    re.VERBOSE,
)

# As typewriters and old mail programs set them: ,,so'' and ''so''.
_TYPED = re.compile(r"(?P<open>,,|(?<![\w'])'')(?=\w)(?P<words>[^,\"'„“”\n]{1,300}?[\w.!?…])(?:''|[\"“”])(?!\w)")
# What they begin with.
_DOUBLE_MARK, _SINGLE_MARK = re.compile('[„“»«"]'), re.compile("[‚›‹‘']")
_CUES = Cues(*"„“»«›‹‚‘\"'", ",,")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a locale: outer and inner, opening and closing."""

    outer: tuple[str, str]
    inner: tuple[str, str]


_GERMAN = _Marks(("„", "“"), ("‚", "‘"))
_GUILLEMETS = _Marks(("»", "«"), ("›", "‹"))
_SWISS = _Marks(("«", "»"), ("‹", "›"))
_ENGLISH = _Marks(("“", "”"), ("‘", "’"))
_BRITISH = _Marks(("‘", "’"), ("“", "”"))


class WrongQuotationMarks(Rule):
    """The quotation marks are not those of the language.

    ## Why it matters
    „So“ in German, “so” in English, «so» in Switzerland: straight marks come from typewriters, and marks of another
    language look like a mistake even to readers who could not say why.

    ## How to put it right
    Take the fix. Inches and seconds keep their straight marks. A brand that sets its German in »guillemets« says so
    in the rule's options. Text messages are never touched: there each typographic mark would cost a message.
    """

    id = "typography/wrong-quotation-marks"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    options = (
        Option("guillemets", False, "German is set in »guillemets«"),
        Option("single", False, "English is set in ‘single’ marks outside"),
    )
    source = "Duden, Rechtschreibregeln (Anführungszeichen); Google developer documentation style guide"
    examples = (
        Good("Sie sagt: „Das ist ‚Lumo‘ von früher.“", locale="de"),
        Good("Er sagte «Lumo» und ‹leise› dazu.", locale="de-CH"),
        Good("She said “this is ‘Lumo’ of old” and it’s true."),
        Good('A 27" screen and a 3\'5" board, both for 10 people.'),
        Good("Rock ’n’ roll, the ’90s and the dogs’ bowls."),
        Good('Das Display misst 27" in der Diagonale, das andere 32".', locale="de"),
        Bad('Sie sagt "Hallo" und geht.', locale="de", flags=('"Hallo"',), fixed="Sie sagt „Hallo“ und geht."),
        Good("Nach dem Wort kommen zwei Kommas,, und dann nichts.", locale="de"),
        Bad(
            "Sie sagt: ,,Das ist warm.'' So ist es.",
            locale="de",
            flags=(",,Das ist warm.''",),
            fixed="Sie sagt: „Das ist warm.“ So ist es.",
        ),
        Bad("She said ''it is warm'' and left.", flags=("''it is warm''",), fixed="She said “it is warm” and left."),
        Bad("Er nennt es „Licht” und geht.", locale="de", flags=("„Licht”",), fixed="Er nennt es „Licht“ und geht."),
        Bad(
            "Wir sagen “Licht für alle” dazu.",
            locale="de",
            flags=("“Licht für alle”",),
            fixed="Wir sagen „Licht für alle“ dazu.",
        ),
        Bad(
            "Er las: \"Das ist 'Lumo' von früher.\"",
            locale="de",
            flags=("\"Das ist 'Lumo' von früher.\"",),
            fixed="Er las: „Das ist ‚Lumo‘ von früher.“",
        ),
        Bad('The "Lumo" lamp („new“) is here.', flags=('"Lumo"', "„new“"), fixed="The “Lumo” lamp (“new”) is here."),
        Bad('Das "Lumo" steht da.', locale="de-CH", flags=('"Lumo"',), fixed="Das «Lumo» steht da."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each outermost quotation whose own or inner marks are not the locale's."""
        for passage in passages(subject, cues=_CUES):
            marks = self._marks(passage.locale, subject, guideline)
            if ",," in passage.text or "''" in passage.text:
                yield from (self._typed(passage, match, marks) for match in _TYPED.finditer(passage.text))
            pattern, starts = (_SINGLE, _SINGLE_MARK) if marks is _BRITISH else (_DOUBLE, _DOUBLE_MARK)
            for match in matches(pattern, passage.text, starts):
                old = passage.run.text[match.start() : match.end()]
                new = marks.outer[0] + _inside(old[1:-1], marks) + marks.outer[1]
                if old != new:
                    yield self._flag(passage, match, marks, f"{old[0]}…{old[-1]}", new)

    def _typed(self, passage: Passage, match: re.Match[str], marks: _Marks) -> Finding:
        wrong = f"{match['open']}…{passage.text[match.end('words') : match.end()]}"
        return self._flag(passage, match, marks, wrong, f"{marks.outer[0]}{match['words']}{marks.outer[1]}")

    def _flag(self, passage: Passage, match: re.Match[str], marks: _Marks, wrong: str, new: str) -> Finding:
        right = f"{marks.outer[0]}…{marks.outer[1]}"
        message = Message("Quotation marks: write {right} instead of {wrong}.", right=right, wrong=wrong)
        return self.at(passage.run, match.start(), match.end(), message, fix=Fix(FixKind.SAFE, new))

    def _marks(self, locale: str, subject: Subject, guideline: Guideline) -> _Marks:
        if not locale.startswith("de"):
            return _BRITISH if self.option(guideline, subject, "single") else _ENGLISH
        if region_of(locale) in {"CH", "LI"}:
            return _SWISS
        return _GUILLEMETS if self.option(guideline, subject, "guillemets") else _GERMAN


def _inside(text: str, marks: _Marks) -> str:
    """Set the marks inside a quotation; what is right already stays as it is."""
    pattern = _DOUBLE if marks is _BRITISH else _SINGLE
    return pattern.sub(lambda match: marks.inner[0] + match[0][1:-1] + marks.inner[1], text)


plugin = WrongQuotationMarks()
