"""Words that must be there: which legal lines hold for a subject, and whether it shows them, whole or altered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from brand.facts import FactKind, find_facts
from brand.finding import Verdict
from brand.guideline import Guideline
from brand.language.folding import fold, plain_quotes
from brand.language.sentences import sentences
from brand.subject import OBJECT, RunKind, Subject, TextRun
from renderers.contract import walk
from renderers.contract.document import Document
from renderers.contract.text import FactRef
from renderers.contract.tokens import LegalLine, pick

#: From this likeness on (0 to 1) words are an altered wording of the line, not other words.
ALIKE = 0.75
_VARIABLE = re.compile(r"\{\{.*?\}\}|\*\|.*?\|\*|%%.*?%%|\{[a-z_]+\}")
_NOT_WORDS = re.compile(rf"[\s{OBJECT}]+")
_FOUND_AS = {
    "price": FactKind.PRICE,
    "date": FactKind.DATE,
    "percent": FactKind.PERCENT,
    "code": FactKind.CODE,
    "phone": FactKind.PHONE,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A legal line that must be shown: its key and its words. `verdict`: whether its trigger is sure to hold."""

    key: str
    text: str
    verdict: Verdict = Verdict.FAIL


@dataclass(frozen=True, slots=True)
class Like:
    """Words that are nearly a line: characters `start` to `end` of a run, and how alike they are (0 to 1)."""

    run: TextRun
    start: int
    end: int
    likeness: float


def due(subject: Subject, guideline: Guideline) -> Iterator[Due]:
    """The legal lines that the guideline demands of this subject, in its locale."""
    for line in guideline.tokens.legal:
        if line.channels and subject.channel not in line.channels:
            continue
        text = pick(line.texts, subject.locale)
        verdict = _triggered(line, subject) if text else None
        if verdict is not None:
            yield Due(line.key, text, verdict)


def shows(subject: Subject, text: str) -> bool:
    """Whether the words of a line stand in the subject, whatever their case, blanks and quotation marks."""
    pattern = ".{0,80}?".join(re.escape(part) for part in _VARIABLE.split(_plain(text)))
    return re.search(pattern, _all_words(subject.runs)) is not None


def likest(subject: Subject, text: str) -> Like | None:
    """The words that come nearest to a line, where they are near enough to be meant for it."""
    wanted, best = _plain(text), None
    for run in subject.runs:
        if run.kind in {RunKind.ALT, RunKind.HASHTAGS}:
            continue
        for start, end in _stretches(run, subject.locale, text):
            likeness = _likeness(wanted, _plain(run.text[start:end]))
            if likeness >= ALIKE and (best is None or likeness > best.likeness):
                best = Like(run, start, end, likeness)
    return best


def _stretches(run: TextRun, locale: str, line: str) -> Iterator[tuple[int, int]]:
    """The whole run, and each of its neighboring sentences, as many as the line has."""
    yield 0, len(run.text)
    spans = sentences(run.text, run.locale or locale)
    count = max(len(sentences(line, locale)), 1)
    if len(spans) > count:
        for index in range(len(spans) - count + 1):
            yield spans[index].start, spans[index + count - 1].end


def _likeness(one: str, other: str) -> float:
    if not one or not other or not 0.4 < len(one) / len(other) < 2.5:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", plain_quotes(fold(text)[0]).replace("–", "-").replace("—", "-")).strip()


@lru_cache(maxsize=64)
def _all_words(runs: tuple[TextRun, ...]) -> str:
    return " ".join(_plain(run.text) for run in runs)


def _triggered(line: LegalLine, subject: Subject) -> Verdict | None:
    """Whether one of the triggers holds; a value typed by hand makes the line likely, not certain."""
    if not line.triggers:
        return Verdict.FAIL
    verdicts = [_holds(trigger, subject) for trigger in line.triggers]
    return Verdict.FAIL if Verdict.FAIL in verdicts else next(filter(None, verdicts), None)


def _holds(trigger: str, subject: Subject) -> Verdict | None:
    kind, _, what = trigger.partition(":")
    if kind == "text":
        own = (run.text for run in subject.runs if run.kind is not RunKind.LEGAL)
        return Verdict.FAIL if any(what.casefold() in text.casefold() for text in own) else None
    if kind != "fact":
        return None
    if subject.document is not None and _refers(subject.document, what):
        return Verdict.FAIL
    wanted = _FOUND_AS.get(what)
    found = (fact.kind for run in subject.runs for fact in find_facts(run.text, run.locale or subject.locale))
    if wanted is None or wanted not in found:
        return None
    return Verdict.FAIL if subject.document is None else Verdict.NEEDS_REVIEW


def _refers(document: Document, kind: str) -> bool:
    named = {fact.name for fact in document.facts if fact.type == kind}
    return any(isinstance(run, FactRef) and run.name in named for _, text in walk.texts(document) for run in text.words)
