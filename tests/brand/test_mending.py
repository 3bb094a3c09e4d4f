"""Safe fixes over generated texts: their findings go, nothing new comes, a second time changes nothing."""

import html
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brand import samples
from brand.audit import audit
from brand.errors import InspectError
from brand.finding import Finding, Fix, FixKind, Quotation, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.markdown import inspect_markdown
from brand.inspect.text import inspect_text
from brand.mending import applied, edits, mend
from brand.registry import all_rules
from brand.rule import Bad, Rule
from brand.subject import SubjectKind
from renderers.contract.message import Message
from tests.brand.clean_corpus import CleanText, texts

WORDS = {
    "de": "Sparen Sie jetzt Licht Räder Büro Straße für alle Kundinnen und Kunden im Norden Rad Geht's Tipp "
    "Ärzte z.B. d.h. u.a. Nr. § Abs. Prof. Dr. ca. inkl. aktuell Neu",
    "en": "save now bike light street for all customers in the North it's don't the Smiths' offer e.g. No. "
    "Fig. color colour ca. incl. new Mr. Dr. organise center",
}
PIECES = {
    "de": '"gut" "Sehr gut", „fein“ “fein” »fein« ,so\' \'so\' - – — -- … ... 39,99€ 39,99 EUR 1299 € 1.299,- 10km '
    "10 km 20% 20 % 5-10 10 - 20 24.12.2026 24.12. 1.1.26 3/4/2026 1000000 0,5kg 30°C 18 Uhr ! ? , . ; : !! ?! ( ) "
    "& / * ** _ # ` [ ] < > \u00a0 \u200b \u00ad u\u0308 Ã¼ 🚲 {{ fact.x }} https://a.example/x-y a@b.example #Rad",
    "en": '"good" "very good", “fine” ‘fine’ „fine“ \'so\' - – — -- … ... €39.99 39.99€ EUR 39 $5 10km 10 km 20% 20 % '
    "5-10 10 - 20 12/24/2026 24 December 2026 Dec. 24 1,000 1000000 0.5kg 30°C 6pm 6 p.m. ! ? , . ; : !! ?! ( ) "
    "& / * ** _ # ` [ ] < > \u00a0 \u200b \u00ad u\u0308 Ã¼ 🚲 {{ fact.x }} https://a.example/x-y a@b.example #bike",
}
BREAKS = (" ", "  ", "", "\n", "\n\n", "\n- ", "\n\n## ", "\r\n", " \n")


def judged(
    locale: str, *, markdown: bool = False, channel: str = "", guideline: Guideline = samples.GUIDELINE
) -> Callable[[str], tuple[Finding, ...]]:
    """What an audit finds in a text."""
    read = inspect_markdown if markdown else inspect_text

    def judge(text: str) -> tuple[Finding, ...]:
        subject = read(text, name="a.md", locale=locale, channel=channel)
        return audit([subject], guideline, today=samples.TODAY, sets=False).findings

    return judge


def safe(found: tuple[Finding, ...]) -> list[Finding]:
    """The findings that one click mends."""
    return [one for one in found if one.fix is not None and one.fix.kind is FixKind.SAFE]


def graver(found: tuple[Finding, ...], least: int) -> Counter[str]:
    return Counter(one.rule for one in found if one.severity.rank >= least)


def assert_mended(text: str, judge: Callable[[str], tuple[Finding, ...]]) -> None:
    before = judge(text)
    once = mend(text, judge)
    assert once.left == judge(once.text)
    ranks = [one.severity.rank for one in once.mended]
    if not ranks:
        assert once.text == text
        return
    assert not graver(once.left, max(ranks)) - graver(before, max(ranks)), "other findings came"
    again = mend(once.text, judge)
    assert (again.text, again.mended) == (once.text, ()), "a second time changes something"


@st.composite
def prose(draw: st.DrawFn, locale: str) -> str:
    known = st.sampled_from([*WORDS[locale].split(" "), *PIECES[locale].split(" ")])
    pieces = draw(st.lists(st.tuples(known, st.sampled_from(BREAKS)), min_size=1, max_size=14))
    return "".join(word + gap for word, gap in pieces)


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("markdown", [False, True], ids=["text", "markdown"])
@pytest.mark.parametrize("channel", ["", "sms", "social"])
def test_safe_fixes_of_any_text_mend_and_harm_nothing(locale: str, markdown: bool, channel: str) -> None:
    @settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(text=prose(locale))
    def holds(text: str) -> None:
        assert_mended(text, judged(locale, markdown=markdown, channel=channel))

    holds()


def _planted() -> list[object]:
    found = []
    for rule in all_rules():
        for number, example in enumerate(rule.examples, 1):
            if isinstance(example, Bad) and isinstance(rule, Rule) and example.text:
                found.append(pytest.param(example, id=f"{rule.id}-{number}"))
    return found


def _neighbors(locale: str) -> tuple[str, str]:
    """Two clean paragraphs of a language, to stand before and after what is planted."""
    clean: list[CleanText] = [one for one in texts() if one.language == locale[:2] and not one.is_headings]
    found = clean or [one for one in texts() if one.language == "en"]
    return found[0].paragraphs[0], found[-1].paragraphs[0]


@pytest.mark.parametrize("example", _planted())
def test_safe_fixes_of_every_bad_example_in_running_prose(example: Bad) -> None:
    """Between clean paragraphs the fixes mend what they mend, and leave the rest word for word."""
    before, after = _neighbors(example.locale)
    words = html.escape(example.text) if example.kind is SubjectKind.HTML else example.text
    guideline = samples.guideline_of(example)
    for markdown in (False, True):
        judge = judged(example.locale, markdown=markdown, channel=example.channel, guideline=guideline)
        assert_mended(f"{before}\n\n{words}\n\n{after}\n", judge)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_places_are_exact_whatever_ends_the_lines(ending: str) -> None:
    text = ending.join(('Das ist "gut".', "", 'Hier - dort "fein",', 'dann "so".', ""))
    mended = mend(text, judged("de"))
    assert mended.text == ending.join(("Das ist „gut“.", "", "Hier – dort „fein“,", "dann „so“.", ""))


def finding(quote: str, line: int, column: int, new: str, **changes: object) -> Finding:
    made = Finding(
        "test/x",
        Severity.NOTE,
        Message("x"),
        Where(part="a.txt", line=line, column=column),
        Quotation(quote),
        fix=Fix(FixKind.SAFE, new),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_edits_never_overlap_and_stand_where_the_quote_stands() -> None:
    text = "ab cd\nef"
    one, other, later = finding("b c", 1, 2, "X"), finding("cd", 1, 4, "Y"), finding("ef", 2, 1, "Z")
    assert [edit.finding for edit in edits(text, [later, other, one])] == [one, later]
    assert applied(text, edits(text, [one, later])) == "aXd\nZ"
    wrong = [
        finding("zz", 1, 1, "X"),
        finding("ab", 0, 0, "X"),
        finding("ab", 9, 1, "X"),
        finding("", 1, 1, "X"),
        finding("ab", 1, 1, "X", waiver="w1"),
        finding("ab", 1, 1, "X", verdict=Verdict.NEEDS_REVIEW),
        finding("ab", 1, 1, "X", fix=Fix(FixKind.SUGGEST, "X")),
        finding("ab", 1, 1, "X", fix=None),
    ]
    assert edits(text, wrong) == []


def test_a_fix_that_harms_is_left_to_people() -> None:
    """One that brings a finding of another rule, one that breaks the file, and one that goes in circles."""

    def harmful(text: str) -> list[Finding]:
        if "broken" in text:
            raise InspectError(Message("x"))
        found = [finding("a", 1, 1, "b")] if text.startswith("a") else []
        found += [finding("b", 1, 1, "b", rule="test/worse", fix=None)] if text.startswith("b") else []
        found += [finding("c", 1, 2, "broken")] if text[1:2] == "c" else []
        return found + ([finding("d", 1, 3, "D")] if text[2:3] == "d" else [])

    result = mend("acd", harmful)
    assert result.text == "acD"
    assert [one.quote.text for one in result.mended] == ["d"]

    def circling(text: str) -> list[Finding]:
        return [finding(text, 1, 1, "b" if text == "a" else "a")]

    assert mend("a", circling).text == "a"
