"""The clean corpus measured: all rules over texts that are right, and how few findings they may have.

The corpus and its guideline were committed before the first measurement, on 2026-11-22 (see its README). What came
out then over 28,368 words, a paragraph a piece: German 8 errors, 8 warnings and 4 notes, English 1 error and 75 notes.
All 9 errors, 2 of the warnings and 52 of the notes were the linter's faults and are mended; 6 warnings and 27 notes
were the texts'. A second, harder lot of 30 paragraphs brought 2 errors (a text's fault) and 6 warnings, of which
one is left: “dass die die schnellste …” asks for a person, rightly. A third and a fourth lot of 137 pieces (6,965 words
of tariffs, hours, lists, tables, terms) brought 5 errors, 4 warnings and 1 note: an error and 4 warnings were
the linter's faults and are mended, the others the texts'. `python -m tests.brand.test_clean_corpus` prints the table.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from brand import samples
from brand.audit import audit
from brand.finding import Finding, Severity
from brand.guideline import Address, Guideline
from tests.brand.clean_corpus import CORPUS, HEADERS, CleanText, texts

#: Words for which one finding of severity error is allowed, and one of any severity.
WORDS_AN_ERROR = 2_000
WORDS_A_FINDING = 1_000
LANGUAGES = ("de", "en")


def found(text: CleanText, *, page: bool = False) -> Iterator[Finding]:
    if page and text.header["channel"] == "sms":  # is set without typography, and never a page
        return
    for piece in text.pieces(page=page):
        yield from audit([piece], text.guideline, today=samples.TODAY, sets=False).findings


def as_one_piece(text: CleanText) -> Iterator[Finding]:
    """What is consistent in a paragraph must be so over a whole file. Counts per piece do not hold then."""
    if text.header["channel"] == "sms":
        return
    voice = replace(text.guideline.voice, emoji=None, exclamations=None)
    guideline = replace(text.guideline, voice=voice)
    yield from audit([text.subject(text.paragraphs, text.name)], guideline, today=samples.TODAY, sets=False).findings


WAYS = {"text": found, "page": lambda text: found(text, page=True), "one piece": as_one_piece}


def words(language: str) -> int:
    return sum(text.words for text in texts() if text.language == language)


def listed(findings: list[Finding]) -> str:
    return "\n".join(f"{one.severity} {one.rule} {one.subject}: “{one.quote.text}” {one.message}" for one in findings)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_clean_texts_are_left_alone(language: str, way: str) -> None:
    findings = [finding for text in texts() if text.language == language for finding in WAYS[way](text)]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert len(errors) <= words(language) / WORDS_AN_ERROR, listed(errors)
    assert len(findings) <= words(language) / WORDS_A_FINDING, listed(findings)


def test_the_corpus_is_large_and_says_where_it_is_from() -> None:
    assert sum(len(text.paragraphs) for text in texts()) >= 320
    assert sum(map(words, LANGUAGES)) >= 25_000
    assert min(map(words, LANGUAGES)) >= 10_000
    assert len({text.header["genre"] for text in texts()}) >= 20
    sources = (CORPUS / "SOURCES.md").read_text(encoding="utf-8")
    for text in texts():
        assert set(text.header) <= HEADERS, text.name
        assert text.header["source"] in {"written for the tests", "public domain, see SOURCES.md"}
        if text.header["source"].startswith("public"):
            assert f"`{text.name}.txt`" in sources


def test_the_guideline_is_one_of_a_grown_brand() -> None:
    guideline = texts()[0].guideline
    assert len(guideline.terms) >= 200
    assert {term.language for term in guideline.terms} == {"", "de", "en"}


def addressed(text: CleanText, wanted: Address) -> Guideline:
    return replace(text.guideline, voice=replace(text.guideline.voice, address=wanted))


@pytest.mark.parametrize(
    ("written", "wanted", "least"), [(Address.DU, Address.SIE, 1.0), (Address.SIE, Address.DU, 0.8)]
)
def test_the_same_texts_are_found_by_a_brand_of_the_other_address(
    written: Address, wanted: Address, least: float
) -> None:
    """Silence is worth nothing if it is deafness. Of 134 paragraphs in Sie some 15 address nobody."""
    chosen = [(text, piece) for text in texts() if text.header["address"] == written for piece in text.pieces()]
    heard = [
        piece.name
        for text, piece in chosen
        if any(
            finding.rule == "voice/wrong-address-form"
            for finding in audit([piece], addressed(text, wanted), today=samples.TODAY, sets=False).findings
        )
    ]
    assert len(heard) / len(chosen) >= least, sorted({piece.name for _, piece in chosen} - set(heard))


@pytest.mark.parametrize("wanted", [Address.DU, Address.SIE, Address.IHR])
def test_texts_that_address_nobody_please_every_brand(wanted: Address) -> None:
    """Press, reports, stories: *Sie* opens a sentence about her or them. Only an interview speaks to somebody."""
    told = [
        (text.name, finding.quote.text)
        for text in texts()
        if text.language == "de" and text.header["address"] == "none"
        for piece in text.pieces()
        for finding in audit([piece], addressed(text, wanted), today=samples.TODAY, sets=False).findings
        if finding.rule == "voice/wrong-address-form"
    ]
    assert told in ([], [("de/interview", "Sie")])


def table() -> str:
    """How many findings each way of looking brings, by language, severity and rule."""
    lines = []
    for way, look in WAYS.items():
        for language in LANGUAGES:
            counts = Counter(
                (finding.severity.value, finding.rule)
                for text in texts()
                if text.language == language
                for finding in look(text)
            )
            lines.append(f"{way}, {language}: {words(language):,} words, {counts.total()} findings")
            lines += [f"  {count:4} {severity:8} {rule}" for (severity, rule), count in sorted(counts.items())]
    return "\n".join((*lines, ""))


if __name__ == "__main__":
    sys.stdout.write(table())
