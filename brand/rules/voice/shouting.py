"""The rule `voice/shouting`."""

import re
from collections import Counter
from collections.abc import Iterator

from brand.compiled import once_per
from brand.facts import FactKind, find_facts
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind, Voice
from brand.language.shapes import Shapes
from brand.language.spans import inside, quoted
from brand.language.vocabulary import word_set
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject
from renderers.contract.document import FactType
from renderers.contract.message import Message

_ONE = Guideline(voice=Voice(exclamations=1))
_MARKS = re.compile(r"[!?]*![!?]*")
_CAPITALS = re.compile(r"[A-ZÄÖÜẞ](?<![\w&'’.-].)[A-ZÄÖÜẞ]+(?:[,;:]?[ \u00a0-][A-ZÄÖÜẞ]{2,})*(?![\w&'’]|\.\w)")
# Two of the letters above together; ẞ, beyond Latin-1, may be one.
_SHAPES, _TWO_CAPITALS = Shapes({"A": "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ"}, beyond="A"), b"AA"
#: A word in capitals this long is no abbreviation.
_LONG = 8
# Words that are only ever in capitals when somebody shouts.
_COMMON = {
    "de": word_set("""
        ALLE ALLES AUF AUS BEI BIS DAS DEIN DEINE DEM DEN DER DIE DIR DU EIN EINE EINEN ENDLICH FÜR GANZ GRATIS HEUTE
        HIER IHR IHRE IMMER IST JETZT KEIN KEINE KOSTENLOS MEHR MIT MORGEN NEUE NEUER NEUES NICHT NIE NOCH NUR ODER
        OHNE SALE SEHR SIE SIND SOFORT SPAREN SUPER TOLL UND UNS UNSER UNSERE VIEL VON WENIGER WICHTIG ACHTUNG WIR ZUM
        ZUR
    """),
    "en": word_set("""
        ALL AND ARE BEST BIG BUT BUY CHEAP DEAL EVER EVERY FOR FREE FROM GET HERE HURRY IMPORTANT INSANE LAST MORE
        NEVER NEW NOW ONLY OUR SALE SAVE THE THIS TODAY URGENT WITH WOW YOU YOUR
    """),
}
_CODE_BEFORE = re.compile(
    r"(?:code|codewort|gutschein|voucher|coupon|kennwort|keyword)\b[\s:„“\"»«'-]*$", re.IGNORECASE
)
#: How far back such a word may stand.
_REACH = 80
#: Kinds that take no full stop where an exclamation mark goes.
_BARE = frozenset({RunKind.TITLE, RunKind.SUBJECT_LINE, RunKind.PREHEADER, RunKind.HEADING, RunKind.ACTION})


class Shouting(Rule):
    """The text shouts: with exclamation marks or in capitals.

    ## Why it matters
    One exclamation mark is a raised voice, three are an argument. Words in capitals are read letter by letter, by
    people and by screen readers, and mail filters take both for spam.

    ## How to put it right
    Let a full stop do the work. Abbreviations, names and voucher codes in capitals are left alone; the guideline says
    how many exclamation marks a piece may have.
    """

    id = "voice/shouting"
    severity = Severity.WARNING
    options = (
        Option("exclamations", -1, "Most exclamation marks in a piece (-1 = as the voice of the guideline says)"),
        Option("allowed", "", "Words that may stand in capitals, separated by blanks"),
    )
    examples = (
        Good("Spring is here! Come and see us.", guideline=_ONE),
        Good("NASA, UNICEF and the EU GDPR are not shouting, nor is LED or USB-C.", guideline=_ONE),
        Good("Use the code SPRINGTIME until Sunday. Text STOP to end, under the MIT license.", guideline=_ONE),
        Good("Die DSGVO gilt auch für ADAC und SCHUFA. Code: FRUEHLING", locale="de", guideline=_ONE),
        Good("Sie rief: „Kommt alle her!!!“ Dann war es still.", locale="de", guideline=_ONE),
        Good("Tonight it is !!!, pronounced chk chk chk. Come in!", guideline=_ONE, note="The name of a band."),
        Good("Wir fahren im ICE nach NRW und mit der U-Bahn zum ZOB.", locale="de", guideline=_ONE),
        Bad("Spring is here!!! Come in.", flags=("here!!!",), guideline=_ONE, fixed="Spring is here! Come in."),
        Bad(
            "Spring is here! Come in! See you.",
            flags=("in!",),
            guideline=_ONE,
            fixed="Spring is here! Come in. See you.",
        ),
        Bad("You get it FOR FREE this week.", flags=("FOR FREE",), guideline=_ONE),
        Bad(
            "Der RIESENRABATT gilt NUR HEUTE im Laden.",
            locale="de",
            flags=("RIESENRABATT", "NUR HEUTE"),
            guideline=_ONE,
        ),
        Bad(
            "Wirklich?!! Ja, wirklich.",
            locale="de",
            flags=("Wirklich?!!",),
            guideline=_ONE,
            fixed="Wirklich? Ja, wirklich.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag repeated and surplus exclamation marks, then words in capitals."""
        option = int(self.option(guideline, subject, "exclamations"))
        most = option if option >= 0 else guideline.voice.exclamations
        used: Counter[str] = Counter()
        quiet = self._quiet(subject, guideline)
        for passage in passages(subject, kinds=BRAND_VOICE):
            yield from self._marks(passage, most, used)
            for match in _CAPITALS.finditer(passage.text) if _TWO_CAPITALS in _SHAPES.of(passage.text) else ():
                if _shouted(match[0], quiet, passage.language) and not _is_code(passage, match.start(), match.end()):
                    yield self.at(
                        passage.run,
                        match.start(),
                        match.end(),
                        Message("“{words}” is in capitals: it reads as shouting.", words=match[0]),
                    )

    def _marks(self, passage: Passage, most: int | None, used: Counter[str]) -> Iterator[Finding]:
        """Count the marks of each part (a mail has two bodies) and flag what is too much."""
        if "!" not in passage.text:
            return
        speech = quoted(passage.text)
        for match in _MARKS.finditer(passage.text):
            if inside(match.start(), match.end(), speech) or _is_name(passage.text, match):
                continue
            part = passage.run.where.part
            used[part] += 1
            over = most is not None and used[part] > most
            repeated = match[0].count("!") > 1 or len(match[0]) > 2
            if not over and not repeated:
                continue
            start = _word_start(passage.text, match.start())
            calm = _calm(match[0], passage.run.kind, over=over)
            message = (
                Message("More exclamation marks than the guideline allows in a piece ({most}).", most=most or 0)
                if over
                else Message("“{marks}” shouts: one mark is enough.", marks=match[0])
            )
            new = passage.run.text[start : match.start()] + calm
            yield self.at(passage.run, start, match.end(), message, fix=Fix(FixKind.SAFE, new))

    def _quiet(self, subject: Subject, guideline: Guideline) -> frozenset[str]:
        """Words that are written in capitals for a reason: the guideline's terms, codes, and those an option names."""
        allowed = str(self.option(guideline, subject, "allowed")).split()
        codes = (fact.value for fact in subject.facts if fact.type is FactType.CODE)
        return _terms(guideline).union(_capitals(*allowed, *codes))


def _is_name(text: str, marks: re.Match[str]) -> bool:
    """The band !!!, for one: no word before it, and a comma after, where no sentence ends."""
    before, after = text[max(0, marks.start() - 1) : marks.start()], text[marks.end() : marks.end() + 1]
    return (not before or before.isspace()) and after == ","


@once_per
def _terms(guideline: Guideline) -> frozenset[str]:
    return _capitals(
        *(word for term in guideline.terms if term.kind is not TermKind.BANNED for word in (term.word, *term.forms))
    )


def _capitals(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split() if word.isupper())


def _shouted(words: str, quiet: frozenset[str], language: str) -> bool:
    parts = [part for part in re.split(r"[,;:]?[ \u00a0-]", words) if part not in quiet]
    return any(part in _COMMON[language] or len(part) >= _LONG for part in parts)


def _is_code(passage: Passage, start: int, end: int) -> bool:
    if _CODE_BEFORE.search(passage.text, max(0, start - _REACH), start):
        return True
    facts = find_facts(passage.run.text, passage.locale)
    return any(fact.kind is FactKind.CODE and fact.start <= start and end <= fact.end for fact in facts)


def _word_start(text: str, end: int) -> int:
    """Where the word before the marks begins, so that the quote says which mark is meant."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] in "’'-"):
        start -= 1
    return start


def _calm(marks: str, kind: RunKind, *, over: bool) -> str:
    if "?" in marks:
        return "?"
    if not over:
        return "!"
    return "" if kind in _BARE else "."


plugin = Shouting()
