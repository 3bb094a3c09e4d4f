"""A brand's own rules: found, fixed, set, waived and carried in YAML like any other; always in linear time."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.audit import Audit, audit
from brand.errors import GuidelineError
from brand.finding import FixKind, Severity
from brand.guideline import Guideline, Setting
from brand.inspect.text import inspect_text
from brand.own import PatternError, compiled
from brand.own.expression import MOST, Expression, ExpressionError
from brand.pattern import Check, Pattern, Scope
from brand.portable import read_guideline, write_guideline
from brand.report import Report
from brand.report.sarif import sarif_report
from brand.waiver import Waiver

TODAY = date(2026, 11, 22)
SPACE = Pattern(
    id="one-space",
    pattern="  +",
    message=(("de", "Ein Leerzeichen."), ("en", "One space.")),
    replacement=" ",
    safe=True,
)


def judged(text: str, *patterns: Pattern, locale: str = "en", **more: object) -> Audit:
    guideline = Guideline(patterns=patterns, **more.pop("given", {}))  # type: ignore[arg-type]
    subject = inspect_text(text, name="a.txt", locale=locale)
    return audit([subject], guideline, today=TODAY, **more)  # type: ignore[arg-type]


def quotes(text: str, *patterns: Pattern, locale: str = "en") -> list[str]:
    return [one.quote.text for one in judged(text, *patterns, locale=locale).findings if one.rule.startswith("own/")]


def test_a_finding_of_an_own_rule() -> None:
    (one,) = [one for one in judged("The  lamp.", SPACE).findings if one.rule == "own/one-space"]
    assert (one.message.show(), one.severity, one.quote.text) == ("One space.", Severity.WARNING, "  ")
    assert one.fix is not None
    assert (one.fix.kind, one.fix.new) == (FixKind.SAFE, " ")
    (german,) = [one for one in judged("Die  Lampe.", SPACE, locale="de").findings if one.rule == "own/one-space"]
    assert german.message.show() == "Ein Leerzeichen."


def test_settings_and_waivers_hold_for_own_rules() -> None:
    off = {"settings": (Setting("own/one-space", enabled=False),)}
    grave = {"settings": (Setting("own/one-space", severity=Severity.ERROR, channel=""),)}
    assert not [one for one in judged("The  lamp.", SPACE, given=off).findings if one.rule.startswith("own/")]
    assert judged("The  lamp.", SPACE, given=grave).open_errors
    leave = Waiver(id="w", reason="A poem.", approver="Ann", expires=TODAY, rule="own/one-space")
    found = judged("The  lamp.", SPACE, waivers=[leave]).findings
    assert [(one.rule, one.waiver) for one in found if one.waiver] == [("own/one-space", "w")]
    assert not [one for one in found if one.rule.startswith("structure/")]


def test_a_report_knows_the_page_of_an_own_rule() -> None:
    from brand.own import own_rules

    guideline = Guideline(patterns=(SPACE,))
    found = judged("The  lamp.", SPACE)
    log = sarif_report(Report(found, own=own_rules(guideline)))
    assert '"id": "own/one-space"' in log
    assert '"ruleIndex": 0' in log


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        # whole words of every alphabet; RE2's own \b knows English letters only
        (Pattern(id="x", pattern="über", words=True), "über Überall darüber über.", ["über", "über"]),
        (Pattern(id="x", pattern=r"\büber\b", ignore_case=True), "Über alles, gegenüber, über", ["Über", "über"]),
        (Pattern(id="x", pattern=r"\bnzen\b"), "Münzen nzen", ["nzen"]),
        (Pattern(id="x", pattern="foo", words=True), "foo foo foo", ["foo", "foo", "foo"]),
        (Pattern(id="x", pattern="web|website", words=True), "a website on the web", ["website", "web"]),
        (Pattern(id="x", pattern=r"Stra\w+e"), "Straße Strae", ["Straße"]),
        (Pattern(id="x", pattern=r"[\w]+-\w+"), "Öl-Bär", ["Öl-Bär"]),
        # the leftmost wins, then the order of the alternatives; nothing overlaps
        (Pattern(id="x", pattern="ab|abc|bcd"), "abcd", ["ab"]),
        (Pattern(id="x", pattern="aa"), "aaaaa", ["aa", "aa"]),
        # exceptions, case, locale
        (Pattern(id="x", pattern="[A-Z]{3,}", exceptions=("PDF", "GmbH")), "PDF und XYZ", ["XYZ"]),
        (Pattern(id="x", pattern="lamp", ignore_case=True), "LAMP lamp", ["LAMP", "lamp"]),
        (Pattern(id="x", pattern="lamp", locale="de"), "lamp", []),
        (Pattern(id="x", pattern="lamp", channel="sms"), "lamp", []),
        # code and addresses are no prose
        (Pattern(id="x", pattern="lamp"), "See https://lamp.example/lamp and `lamp` here: lamp", ["lamp"]),
        # a pair offers its second half, unless that is what is written
        (Pattern(id="x", pairs=(("web ?site", "website"),), ignore_case=True), "A Web site, a website.", ["Web site"]),
        # counts
        (Pattern(id="x", check=Check.COUNT, pattern="!", most=1), "Oh! Oh! Oh!", ["!"]),
        (Pattern(id="x", check=Check.COUNT, pattern=",", most=2, scope=Scope.SENTENCE), "A, b, c. D, e, f, g.", [","]),
        (Pattern(id="x", check=Check.COUNT, pattern="lamp", most=1, scope=Scope.PIECE), "A lamp.\n\nA lamp.", ["lamp"]),
        (Pattern(id="x", check=Check.COUNT, pattern="please", least=1), "Do it.", ["Do it."]),
        # repetition, across a line break too
        (
            Pattern(id="x", check=Check.REPEAT, pattern=r"\S+", ignore_case=True),
            "The the\nlamp lamp, lamp",
            ["The the"],
        ),
        (Pattern(id="x", check=Check.REPEAT, pattern=r"\w+", most=1), "so so. very very very good", ["very very very"]),
        # one of two
        (Pattern(id="x", check=Check.EITHER, pairs=(("gray", "grey"),)), "A gray lamp.\n\nA grey lamp.", ["grey"]),
        # what must come with it
        (
            Pattern(id="x", check=Check.NEEDS, pattern=r"\b[A-Z]{3}\b", needs=r"\(([A-Z]{3})\)"),
            "The World Health Organization (WHO). WHO and XYZ.",
            ["XYZ"],
        ),
        (Pattern(id="x", check=Check.NEEDS, pattern="Rabatt", needs="bis zum"), "Rabatt bis zum 24.", []),
        # formulas
        (Pattern(id="x", check=Check.FORMULA, formula="words / sentences > 2"), "One two three.", ["One two three."]),
        (Pattern(id="x", check=Check.FORMULA, formula="words / sentences > 3"), "One two three.", []),
    ],
)  # fmt: skip
def test_what_is_found(pattern: Pattern, text: str, found: list[str]) -> None:
    assert quotes(text, pattern) == found


def test_a_replacement_uses_the_words_found() -> None:
    pattern = Pattern(id="x", pattern=r"(\d+) ?Uhr ?(\d\d)", replacement=r"\1:\2 Uhr")
    (one,) = [one for one in judged("Um 18 Uhr 30.", pattern, locale="de").findings if one.rule == "own/x"]
    assert one.fix is not None
    assert (one.fix.kind, one.fix.new) == (FixKind.SUGGEST, "18:30 Uhr")


@pytest.mark.parametrize(
    ("source", "position", "says"),
    [
        ("eins(zwei", 5, "missing )"),
        ("a[b", 2, "missing ]"),
        ("ab**", 3, "bad repetition"),
        ("lamp(?=s)", 5, "does not look around"),
        ("(?<!a)b", 1, "does not look around"),
        ("(a) \\1", 5, "invalid escape"),
        ("a*", 0, "matches nothing"),
    ],
)
def test_what_re2_does_not_take_is_named_with_its_position(source: str, position: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression(source)
    assert caught.value.position == position
    assert says in str(caught.value)
    with pytest.raises(PatternError, match="The own rule “mine”"):
        compiled(Pattern(id="mine", pattern=source))


@pytest.mark.parametrize(
    "formula",
    ["words", "words > ", "import os", "words.x > 1", "open('x') > 1", "a" * 2000, "9**9**9**9 > words + nothing"],
)
def test_a_formula_is_arithmetic_and_nothing_else(formula: str) -> None:
    with pytest.raises(PatternError):
        compiled(Pattern(id="x", check=Check.FORMULA, formula=formula))


def test_a_formula_that_cannot_be_worked_out_finds_nothing() -> None:
    for formula in ("words / links > 0", "9 ** 9 ** 9 ** 9 > words", "sqrt(0 - words) > 0"):
        assert not quotes("Words.", Pattern(id="x", check=Check.FORMULA, formula=formula))


YAML = """schema: guideline/1
patterns:
  - id: clock
    pattern: '(\\d+) Uhr (\\d\\d)'
    message: {de: 'Uhrzeit als {instead}.', en: 'Write {instead}.'}
    severity: error
    replacement: '\\1:\\2 Uhr'
    safe: true
    good: ['Um 18:30 Uhr.']
    bad: ['Um 18 Uhr 30.']
"""


def test_an_own_rule_in_yaml_both_ways() -> None:
    guideline = read_guideline(YAML)
    (pattern,) = guideline.patterns
    assert (pattern.rule, pattern.severity, pattern.safe) == ("own/clock", Severity.ERROR, True)
    again = read_guideline(write_guideline(guideline).text)
    assert again == guideline
    assert again.digest == guideline.digest != Guideline().digest


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("Um 18:30 Uhr.", "Um 7 Uhr 15.", "9:12", "finds “7 Uhr 15” in its good test"),
        ("Um 18 Uhr 30.", "Um 18 Uhr.", "10:11", "finds nothing in its bad test “Um 18 Uhr.”"),
        ("(\\d+) Uhr", "(\\d+ Uhr", "4:14", "at character 1. RE2 does not take it: missing )"),
        ("id: clock", "id: Clock!", "3:9", "small letters"),
        ("severity: error", "severty: error", "6:5", "Did you mean “severity”?"),
        ("    safe: true", "    check: count", "3:5", "has no “most”"),
    ],
)
def test_what_is_wrong_with_an_own_rule_is_named_with_its_place(old: str, new: str, where: str, says: str) -> None:
    assert old in YAML
    with pytest.raises(GuidelineError) as caught:
        read_guideline(YAML.replace(old, new), file="g.yaml")
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"g.yaml:{where}: ")


# --- linear time


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("(a+)+$", "a" * 1_000_000 + "b"),
        ("(a|aa)+$", "a" * 1_000_000 + "b"),
        ("(.*a){10}x", "a" * 1_000_000),
        ("a.*z|a", "a" * 1_000_000),
        (r"(\w+\s?)+!", "wort " * 200_000),
        (r"\b(x+x+)+y\b", "x" * 1_000_000),
    ],
)
def test_a_pattern_made_to_explode_does_not(source: str, text: str) -> None:
    started = time.perf_counter()
    assert len(list(Expression(source).hits(text))) <= MOST
    assert time.perf_counter() - started < 5


def test_a_text_with_more_hits_than_are_listed_says_so() -> None:
    found = [one for one in judged("a " * 500, Pattern(id="x", pattern="a")).findings if one.rule == "own/x"]
    assert len(found) == MOST + 1
    assert any("not listed" in one.message.show() for one in found)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aäbß \u0301😀\ud800-.", max_size=40), st.sampled_from(["ä", "ß+", "[^a]", "a.", "😀", r"\w+"]))
def test_hits_stand_where_they_are_said_to(text: str, source: str) -> None:
    plain = text.replace("\ud800", "?")
    found = list(Expression(source).hits(text))
    assert all(Expression(source).is_all_of(plain[start:end]) for start, end, _ in found)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(found))
