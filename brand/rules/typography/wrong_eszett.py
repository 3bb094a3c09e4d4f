"""The rule `typography/wrong-eszett`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from brand.compiled import once_per
from brand.cues import Cues
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind
from brand.language.lists import rows
from brand.language.locales import region_of
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_CUES = Cues("ß", "ss", "ẞ")
_SUSPECT = re.compile(r"\b[^\W\d_]*(?:ß|ss|ẞ)[^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+")
#: How many slips a compound may hold: Bewußtseinsprozeß.
_PARTS = 3
_SWISS = frozenset({"CH", "LI"})
#: Adjectives that are surnames as well: only in lower case are they sure to be adjectives.
_NAMES_TOO = re.compile(
    r"gross(?:e[nrsm]?)?|weiss(?:e[nrsm]?)?|heiss(?:e[rsm]?)?|preuss|sosse|spiess|bloss|kloss|stoss"
)
# Places and families keep the spelling they have always had; so does the man with the advertising pillars.
_PROPER = re.compile(
    r"(?:haß(?:furt|loch|linghausen)|meß(?:kirch|stetten|ner|mer)|keßler|faßb[ei]nder|paßmann|preßburg\w*|litfaß\w*|"
    r"roß(?:lau|tal|bach|dorf|haupten|leben|wein|mann)|nuß(?:loch|dorf|baum\w*)|schloß (?:holte|neuhaus)|neuschloß|"
    r"ruß(?:heim|wurm)|baß(?:um|enheim))",
    re.IGNORECASE,
)
# Whoever writes of Switzerland writes its addresses as they are written there.
_OF_SWITZERLAND = re.compile(
    r"\bCH-\d{4}\b|Schweiz|Zürich|Basel|\bBern\b|Luzern|Winterthur|St\. ?Gallen|Liechtenstein|Vaduz"
)


class WrongEszett(Rule):
    """ß stands where ss is right, or ss where ß is.

    ## Why it matters
    “Daß” and “muß” have looked old since 1996, “Strasse” looks foreign everywhere but in Switzerland, and ß among
    capitals looks like a slip.

    ## How to put it right
    Take the fix: ß after a long vowel or a diphthong (Straße, heißen), ss after a short one (dass, Fluss). In
    Switzerland and Liechtenstein there is only ss. In capitals write SS, or ẞ where the guideline's options say so.
    Names, small print and what others said keep their spelling.
    """

    id = "typography/wrong-eszett"
    severity = Severity.WARNING
    languages = frozenset({"de"})
    not_channels = frozenset({"sms"})
    options = (Option("capital", False, "In capitals ẞ is written, not SS"),)
    source = (
        "Official German spelling rules, § 25 (ß and ss) with E2 (Switzerland) and E3 (capitals); the sections are "
        "known, their text was not read again"
    )
    examples = (
        Good("Dass der Fluss so groß ist, weiß man; er fließt durch die Maße der Masse.", locale="de"),
        Good("Die Busse fahren zur Buße, und die Wassermassen messen wir am Fußball.", locale="de"),
        Good("Frau Gross und Herr Weiss wohnen in Haßfurt neben der Litfaßsäule.", locale="de"),
        Good("Der Reisepass, der Gebirgspass und die Aussendung der Preissenkung.", locale="de"),
        Good("Unser Laden: Bahnhofstrasse 7, CH-8001 Zürich.", locale="de"),
        Good("Die Strasse ist gross, und man grüsst.", locale="de-CH"),
        Good("DIE GROSSE STRASSE, DIE GROẞE STRAẞE", locale="de"),
        Bad(
            "Ich glaube, daß man das Schloß sehen muß.",
            locale="de",
            flags=("daß", "Schloß", "muß"),
            fixed="Ich glaube, dass man das Schloss sehen muss.",
        ),
        Bad(
            "Viele Grüsse aus der Hauptstrasse, ausserdem schliessen wir um acht.",
            locale="de",
            flags=("Grüsse", "Hauptstrasse", "ausserdem", "schliessen"),
            fixed="Viele Grüße aus der Hauptstraße, außerdem schließen wir um acht.",
        ),
        Bad(
            "Die Straße ist groß.",
            locale="de-CH",
            flags=("Straße", "groß"),
            fixed="Die Strasse ist gross.",
        ),
        Bad("GROßE STRAßE", locale="de", flags=("GROßE", "STRAßE"), fixed="GROSSE STRASSE"),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each word whose ß or ss is not that of its locale."""
        names = _names(guideline)
        for passage in passages(subject, kinds=BRAND_VOICE, languages=("de",), cues=_CUES):
            swiss = region_of(passage.locale) in _SWISS
            for match in _SUSPECT.finditer(passage.text):
                word = match[0]
                if word.casefold() in names or _is_proper(passage, match):
                    continue
                right = self._right(word, subject, guideline, swiss=swiss)
                if right != word and not swiss and _is_of_switzerland(passage.text):
                    right = self._right(word, subject, guideline, swiss=swiss, foreign=True)
                if right != word:
                    message = Message("Write “{right}”, not “{wrong}”.", right=right, wrong=word)
                    yield self.at(passage.run, *match.span(), message, fix=Fix(FixKind.SAFE, right))

    def _right(self, word: str, subject: Subject, guideline: Guideline, *, swiss: bool, foreign: bool = False) -> str:
        bare = word.replace("ß", "").replace("ẞ", "")
        if "ß" in word and len(bare) > 1 and bare.isupper():
            capital = self.option(guideline, subject, "capital") and not swiss
            return word.replace("ß", "ẞ" if capital else "SS")
        if swiss:
            return word.replace("ß", "ss").replace("ẞ", "SS")
        return _mended(word, foreign=foreign)


@lru_cache(maxsize=16)
def _is_of_switzerland(text: str) -> bool:
    return _OF_SWITZERLAND.search(text) is not None


@once_per
def _names(guideline: Guideline) -> frozenset[str]:
    """The words of the brand's names and of its own address."""
    sender = guideline.tokens.sender
    names = [form for term in guideline.terms if term.kind is TermKind.NAME for form in (term.word, *term.forms)]
    texts = (*names, sender.name, sender.company, *sender.address)
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def _mended(word: str, *, foreign: bool) -> str:
    """A word with ß and ss as Germany and Austria have them; `foreign`: what is Swiss stays Swiss."""
    for _ in range(_PARTS):
        mended = _step(word, foreign=foreign)
        if mended == word:
            break
        word = mended
    return word


def _step(word: str, *, foreign: bool) -> str:
    lower = word.lower()
    if "ß" in word and (found := _pattern("short").search(lower)):
        start, end = found.span()
        return word[:start] + word[start:end].replace("ß", "ss") + word[end:]
    if "ss" not in word or foreign or (word[0].isupper() and _NAMES_TOO.fullmatch(lower)):
        return word
    if found := _pattern("long").search(lower):
        start, end = found.span()
        return word[:start] + word[start:end].replace("ss", "ß", 1) + word[end:]
    return word


@lru_cache(maxsize=2)
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for named, pattern in rows("eszett") if named == kind))


def _is_proper(passage: Passage, match: re.Match[str]) -> bool:
    return match[0][0].isupper() and _PROPER.match(passage.text, match.start()) is not None


plugin = WrongEszett()
