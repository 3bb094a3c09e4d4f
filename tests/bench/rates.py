"""Whole documents a second, beside two other linters: as these come, and with the terms of our guideline given to them.

"With comparable rules" is the second row of each: the same 5,000 terms, said in the way its own rules say theirs
(proselint: preferred forms in batches of its own size, names with their case counting, as `needless_variants` and
`misc.capitalization` do; textlint: the option `terms` of `terminology`, beside the terms that it ships). The goals are
judged on that row. Documents with terms planted show that everyone finds what it was given.

Everybody is measured in the same way: processor time of one process, from a document's text in memory to its findings,
with everything loaded and compiled before. Other work on a machine makes processors slower, too; so proselint and we
lint the same documents in turns, some at a time, and textlint, which needs seconds for a document, between two turns of
ours.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from brand.audit import audit
from brand.guideline import Guideline, Term, TermKind
from brand.inspect.markdown import inspect_markdown
from brand.subject import Subject
from tests.bench import generated, peers

TODAY = date(2026, 11, 22)
#: Documents of our own, and how many of the same are enough for textlint, as it comes and with terms.
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "10000"))
FEW, FEW_WITH_TERMS = 60, 12
#: Turns with proselint, documents of each, and how many come before.
TURNS, EACH_TURN, WARM = 15, 40, 100
#: What we promise: so many times the others' documents a second.
GOALS = {"textlint": 20.0, "proselint": 3.0}
#: How many documents get terms, and how many of them each.
PLANTED, EACH = 10, 5


@dataclass(frozen=True, slots=True)
class _Beside:
    """Documents for another linter, the terms it is given, and documents with some of these."""

    texts: Sequence[str]
    terms: Sequence[peers.Wording]
    planted: Sequence[str]

    @property
    def plain(self) -> Sequence[str]:
        """The documents into which the terms were planted."""
        return self.texts[:PLANTED]


def rates() -> None:
    """Print a row for each language, and two for each peer."""
    guideline = generated.guideline("en")
    english = generated.documents(max(4 * FEW, WARM + TURNS * EACH_TURN), seed=3)
    planted = generated.planted(english[:PLANTED], guideline.terms, each=EACH)
    found = _terms(planted) - _terms(english[:PLANTED])
    for language in ("en", "de"):
        texts = generated.documents(DOCUMENTS, language)
        seconds, findings = judged(texts, language)
        told = f"   {found} of {PLANTED * EACH} planted terms found" if language == "en" else ""
        print(f"lint     Einklang, {language:<34} {_row(len(texts), seconds, findings)}{told}")
    beside = _Beside(english, [_wording(term) for term in guideline.terms], planted)
    for name, compare in (("textlint", _beside_textlint), ("proselint", _beside_proselint)):
        try:
            compare(beside)
        except peers.PeerError as error:
            print(f"lint     {name:<44} not compared: {error}")


def judged(texts: Sequence[str], language: str) -> tuple[float, int]:
    """Processor seconds for texts from their bytes to their findings, and how many of these there are."""
    guideline = generated.guideline(language)
    audit([subject_of(generated.documents(1, language, seed=1)[0], language)], guideline, today=TODAY)
    return _judged(texts, language, guideline)


def _judged(texts: Sequence[str], language: str, guideline: Guideline) -> tuple[float, int]:
    start, findings = time.process_time(), 0
    for text in texts:
        findings += len(audit([subject_of(text, language)], guideline, today=TODAY).findings)
    return time.process_time() - start, findings


def _beside_textlint(beside: _Beside) -> None:
    unread = (beside.texts[start : start + FEW] for start in range(0, 4 * FEW, FEW))  # nothing is remembered of them
    for how, few, terms, goal in (
        ("as it comes", FEW, (), 0.0),
        (f"{len(beside.terms)} terms", FEW_WITH_TERMS, beside.terms, GOALS["textlint"]),
    ):
        before = judged(next(unread), "en")[0] / FEW
        peer = peers.textlint(beside.texts[:few], terms, beside.plain, beside.planted)
        after = judged(next(unread), "en")[0] / FEW
        _compared(peer, [peer.seconds / peer.documents / one for one in (before, after)], how, goal=goal)


def _beside_proselint(beside: _Beside) -> None:
    guideline, texts = generated.guideline("en"), beside.texts
    _judged(texts[:WARM], "en", guideline)
    seconds, findings = 0.0, 0
    ratios: tuple[list[float], list[float]] = ([], [])
    with peers.proselints(texts, beside.terms, beside.plain, beside.planted, warm=WARM) as both:
        for turn in range(TURNS):
            first = WARM + turn * EACH_TURN
            own, found = _judged(texts[first : first + EACH_TURN], "en", guideline)
            seconds, findings = seconds + own, findings + found
            for peer, mine in zip(both, ratios, strict=True):
                mine.append(peer.lint(EACH_TURN) / own)
        print(f"lint     {'Einklang, in turns with proselint':<44} {_row(TURNS * EACH_TURN, seconds, findings)}")
        _compared(both[0].done(), ratios[0], "as it comes")
        _compared(both[1].done(), ratios[1], f"{len(beside.terms)} terms", goal=GOALS["proselint"])


def _terms(texts: Sequence[str]) -> int:
    """How many terms are found."""
    guideline = generated.guideline("en")
    findings = audit([subject_of(text, "en") for text in texts], guideline, today=TODAY).findings
    return sum(finding.rule.startswith("terms/") for finding in findings)


def subject_of(text: str, language: str) -> Subject:
    """A Markdown document as the rules see it."""
    return inspect_markdown(text.encode(), name="piece.md", locale=language)


def verdict(met: bool) -> str:
    """How a promise is told to be kept."""
    return "met" if met else "MISSED"


def _wording(term: Term) -> peers.Wording:
    if term.kind is TermKind.NAME:
        return peers.Wording(generated.other_case(term.word), term.word, name=True)
    return peers.Wording(term.word, term.instead)


def _compared(peer: peers.Peer, ratios: Sequence[float], how: str, *, goal: float = 0.0) -> None:
    """Tell the median of the turns, and the least and greatest."""
    ratio = median(ratios)
    told = f"Einklang is {ratio:.1f} x as fast ({min(ratios):.1f} to {max(ratios):.1f})"
    if goal:
        told += (
            f" (goal {goal:.0f} x: {verdict(ratio >= goal)}); {peer.planted} of {PLANTED * EACH} planted terms found"
        )
    print(f"lint     {f'{peer.name}, {how}':<44} {_row(peer.documents, peer.seconds, peer.findings)}   {told}")


def _row(documents: int, seconds: float, findings: int) -> str:
    return f"{documents:>6} documents {documents / seconds:8.1f} /s {findings / documents:6.1f} findings each"
