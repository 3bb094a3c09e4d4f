"""Whole documents a second, beside two other linters: as these come, and with the terms of our guideline given to them.

"With comparable rules" is the second row of each: the same 5,000 terms, said in the way its own rules say theirs
(proselint: preferred forms in batches of its own size, names with their case counting, as `needless_variants` and
`misc.capitalization` do; textlint: the option `terms` of `terminology`, beside the terms that it ships). The goals are
judged on that row. Documents with terms planted show that everyone finds what it was given.
"""

import os
import time
from collections.abc import Sequence
from datetime import date

from brand.audit import audit
from brand.guideline import Term, TermKind
from brand.inspect.markdown import inspect_markdown
from brand.subject import Subject
from tests.bench import generated, peers

TODAY = date(2026, 11, 22)
#: Documents of our own, and how many of the same are enough for the others.
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "10000"))
FEW = {"textlint": 60, "proselint": 150}
#: A linter that compiles a pattern for each term and each line needs seconds for a document.
FEW_WITH_TERMS = {"textlint": 12, "proselint": 150}
#: What we promise: so many times the others' documents a second.
GOALS = {"textlint": 20.0, "proselint": 3.0}
#: How many documents get terms, and how many of them each.
PLANTED, EACH = 10, 5


def rates() -> None:
    """Print a row for each language, and two for each peer."""
    guideline = generated.guideline("en")
    english = generated.documents(DOCUMENTS)
    planted = generated.planted(english[:PLANTED], guideline.terms, each=EACH)
    found = _terms(planted) - _terms(english[:PLANTED])
    own = {}
    for language, texts in (("en", english), ("de", generated.documents(DOCUMENTS, "de"))):
        seconds, findings = judged(texts, language)
        own[language] = len(texts) / seconds
        told = f"   {found} of {PLANTED * EACH} planted terms found" if language == "en" else ""
        print(f"lint     Einklang, {language:<34} {_row(len(texts), seconds, findings)}{told}")
    wordings = [_wording(term) for term in guideline.terms]
    for name, run in (("textlint", peers.textlint), ("proselint", peers.proselint)):
        try:
            shipped = run(english[: FEW[name]])
            _compared(shipped, own["en"], "as it comes")
            termed = run(english[: FEW_WITH_TERMS[name]], wordings, english[:PLANTED], planted)
            _compared(termed, own["en"], f"{len(wordings)} terms", goal=GOALS[name])
        except peers.PeerError as error:
            print(f"lint     {name:<44} not compared: {error}")


def judged(texts: Sequence[str], language: str) -> tuple[float, int]:
    """Processor seconds for texts from their bytes to their findings, and how many of these there are."""
    guideline = generated.guideline(language)
    audit([subject_of(generated.documents(1, language, seed=1)[0], language)], guideline, today=TODAY)
    start, findings = time.process_time(), 0
    for text in texts:
        findings += len(audit([subject_of(text, language)], guideline, today=TODAY).findings)
    return time.process_time() - start, findings


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


def _compared(peer: peers.Peer, own: float, how: str, *, goal: float = 0.0) -> None:
    ratio = own / peer.rate
    told = f"Einklang is {ratio:.1f} x as fast"
    if goal:
        told += (
            f" (goal {goal:.0f} x: {verdict(ratio >= goal)}); {peer.planted} of {PLANTED * EACH} planted terms found"
        )
    print(f"lint     {f'{peer.name}, {how}':<44} {_row(peer.documents, peer.seconds, peer.findings)}   {told}")


def _row(documents: int, seconds: float, findings: int) -> str:
    return f"{documents:>6} documents {documents / seconds:8.1f} /s {findings / documents:6.1f} findings each"
