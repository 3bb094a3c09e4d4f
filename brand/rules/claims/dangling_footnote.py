"""The rule `claims/dangling-footnote`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brand.cues import Cues
from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject
from renderers.contract.message import Message
from renderers.contract.tokens import pick

# Behind a word, a price or a closing mark. Not Kund*innen, 3*4, 4*-Hotel, m², 10³, CO₂.
_MARK = re.compile(
    r"(?<=[\w%€$£)“”«».!?])(?P<mark>\*{1,3}|[†‡]|[¹²³⁴-⁹]+)\)?(?![\w*-])(?!\s?(?:Hotel|hotel|Sterne|stars?\b))"
)
# A number with decimals or a currency sign in front of it is a price, and no power of ten.
_MEASURE = re.compile(r"(?:\b(?:[kcdmµ]?m|ft|in|yd|Mbit|(?<![0-9][.,])(?<![€$£])(?<![€$£][ \u00a0])[0-9]+))$")
# Marks of Markdown around words that are to stand out: **New**, *Only today*.
_EMPHASIS = re.compile(r"(?<![^\s(„“\"])(?P<mark>\*{1,3})(?=[^\s*])[^*\n]{0,200}[^\s*](?P=mark)(?![\w*])")
_RATING = re.compile(r"(?:\b[1-5]|Hotel|Superior|First Class)$")
#: So much of the word before a mark is quoted with it.
_LONGEST = 80
# A note begins with its mark, at the start of a run or line; "* 12. März 1898" is a birth.
_NOTE = re.compile(
    r"(?:^|\n|(?<= )\()[ \t\u00a0]*\(?(?P<mark>\*{1,3}|[†‡]|[¹²³⁴-⁹]+)\)?[ \t\u00a0]*(?=[^\W\d_]|[0-9„“\"(])"
)
# "1) From Monday on", "1 From Monday on": may be the note of ¹, or an item of a list.
_NUMBERED = re.compile(r"(?:^|\n)[ \t\u00a0]*[(\[]?(?P<mark>[0-9]{1,2})[)\].:]?[ \t\u00a0]")
_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_BIRTH = re.compile(r"(?:^|\n)[ \t]*[*†][ \t]*(?:um )?[0-9]{1,4}\.?\s*(?:[0-9]{1,2}\.|[A-ZÄÖÜ][a-zäöü]+|[0-9]{4}|$)?")
_CUES = Cues(*"*†‡¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Seen:
    mark: str
    passage: Passage
    start: int
    end: int


class DanglingFootnote(Rule):
    """A footnote mark has no note, or a note has no mark.

    ## Why it matters
    An asterisk at a price promises an explanation. Where it is missing, readers suspect the worst, and the information
    that the law may ask for is not given (in Germany § 5a UWG).

    ## How to put it right
    Write the note, or take the mark away. Gender stars, ratings of hotels, measures and dates of birth are no
    footnotes.
    """

    id = "claims/dangling-footnote"
    severity = Severity.ERROR
    source = "UWG § 5a (1) and (2) (withheld information), read on 21 November 2026"
    examples = (
        Good("Nur 39 €* im Mai.\n\n* Solange der Vorrat reicht.", locale="de"),
        Good("Unsere Kund*innen wohnen im 4*-Hotel auf 20 m² und rechnen 3*4.", locale="de"),
        Good("Erstens¹ und zweitens².\n¹ Laut Messung.\n² Laut Umfrage.", locale="de"),
        Good("Nur 9,99 €¹ im Monat.\n\n1) Mindestlaufzeit 24 Monate.", locale="de"),
        Good("Alles gratis* (*solange der Vorrat reicht).", locale="de"),
        Good("A rope of 10 m³, a Hotel****, and rated 5* by guests."),
        Good("Clara Roth\n* 12. März 1898", locale="de"),
        Good("* first item\n* second item\n* third item"),
        Good("Free shipping* to you.\n*On orders from €50."),
        Good("**Neu:** Licht. *Nur heute* ist **Montag bis Freitag** offen.", locale="de"),
        Good("A volume of 10³ and an area of 25²."),
        Bad("From $9.99¹ a month, no contract.", flags=("$9.99¹",)),
        Bad("Nur 39 €* im Mai. Kommen Sie vorbei.", locale="de", flags=("€*",)),
        Bad("Erstens¹ und zweitens².\n\n¹ Laut Messung.", locale="de", flags=("zweitens²",)),
        Bad("Free shipping to you.\n\n** On orders from €50.", flags=("** On orders from €50.",)),
        Bad("Rated best lamp* by our readers.", flags=("lamp*",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Match marks and notes over the whole subject; a mark in a legal line of the guideline has its note there."""
        marks: list[_Seen] = []
        notes: list[_Seen] = []
        for passage in passages(subject, cues=_CUES):
            if passage.run.kind not in {RunKind.ALT, RunKind.PREHEADER, RunKind.SUBJECT_LINE, RunKind.TITLE}:
                notes += _notes(passage)
            marks += _marks(passage)
        if not (marks or notes):
            return
        kept = {note.mark for note in notes} | _numbers(subject) | _legal_marks(subject, guideline)
        used = {mark.mark for mark in marks}
        for seen in marks:
            if seen.mark not in kept:
                message = Message("“{mark}” refers to a note that is not there.", mark=seen.mark)
                yield self.at(seen.passage.run, seen.start, seen.end, message)
        for seen in notes:
            if seen.mark not in used and not _is_list(notes, seen):
                message = Message("No “{mark}” in the text refers to this note.", mark=seen.mark)
                yield self.at(seen.passage.run, seen.start, seen.end, message)


def _emphasized(text: str) -> tuple[tuple[int, int], ...]:
    """Where words stand out between marks that are no footnotes."""
    return tuple(match.span() for match in _EMPHASIS.finditer(text)) if "*" in text else ()


def _marks(passage: Passage) -> Iterator[_Seen]:
    text = passage.text
    emphasized = _emphasized(text)
    for match in _MARK.finditer(text):
        least, start = max(0, match.start() - _LONGEST), match.start()
        if any(low <= start < high for low, high in emphasized):
            continue
        no_mark = _RATING if match["mark"][0] in "*†‡" else _MEASURE
        if no_mark.search(text, least, start):
            continue
        while start > least and not text[start - 1].isspace():
            start -= 1
        yield _Seen(match["mark"].translate(_DIGITS), passage, start, match.end("mark"))


def _notes(passage: Passage) -> Iterator[_Seen]:
    emphasized = _emphasized(passage.text)
    for match in _NOTE.finditer(passage.text):
        if any(low == match.start("mark") for low, _ in emphasized):
            continue
        if not _BIRTH.match(passage.text, match.start()):
            end = passage.text.find("\n", match.end())
            mark = match["mark"].translate(_DIGITS)
            yield _Seen(mark, passage, match.start("mark"), end if end >= 0 else len(passage.text))


def _numbers(subject: Subject) -> set[str]:
    """The numbers that lines begin with, and those of list items, whose numbers are not part of their words."""
    found = {match["mark"] for run in subject.runs for match in _NUMBERED.finditer(run.text)}
    items = sum(run.kind is RunKind.LIST_ITEM for run in subject.runs)
    return found | {str(number) for number in range(1, items + 1)}


def _is_list(notes: list[_Seen], note: _Seen) -> bool:
    """Several notes with one star are the items of a list."""
    return note.mark == "*" and sum(other.mark == "*" for other in notes) > 1


def _legal_marks(subject: Subject, guideline: Guideline) -> set[str]:
    """The marks of the brand's legal lines: an output brings them along, a source piece does not."""
    lines = [pick(line.texts, subject.locale) for line in guideline.tokens.legal]
    found = (re.match(r"\(?(\*{1,3}|[†‡]|[¹²³⁴-⁹]+)", line) for line in lines)
    return {match[1].translate(_DIGITS) for match in found if match} if subject.kind == "source" else set()


plugin = DanglingFootnote()
