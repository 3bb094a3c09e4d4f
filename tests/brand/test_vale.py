"""Vale styles: every kind of check, every trap, a text for each rule; what is not imported says why."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from brand.audit import audit
from brand.finding import Finding, FixKind, Severity
from brand.guideline import Guideline
from brand.inspect.markdown import inspect_markdown
from brand.portable import ImportedStyle, import_vale, read_guideline, write_guideline

FOLDER = Path(__file__).parent / "vale"
FILES = {
    file.relative_to(FOLDER / "styles").as_posix(): file.read_bytes()
    for file in sorted((FOLDER / "styles").rglob("*.yml"))
}
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "cases.yaml").read_text("utf-8"))


@cache
def imported(name: str = "") -> ImportedStyle:
    return import_vale({one: data for one, data in FILES.items() if not name or one == f"{name}.yml"}, language="en")


def found(name: str, text: str) -> list[Finding]:
    # Through YAML: what is imported must survive the file it is written to.
    guideline = read_guideline(write_guideline(Guideline(patterns=imported(name).patterns)).text)
    assert guideline.patterns == imported(name).patterns
    judged = audit([inspect_markdown(text, name="a.md", locale="en")], guideline, today=date(2026, 11, 22))
    return [one for one in judged.findings if one.rule.startswith("own/")]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']}-{number}" for number, case in enumerate(CASES)])
def test_every_rule_finds_what_it_must(case: dict[str, Any]) -> None:
    style = imported(case["rule"])
    if case.get("imported") is False:
        assert not style.patterns
        assert style.skipped
        assert all(one.reason.show() for one in style.skipped)
    else:
        assert [one.quote.text for one in found(case["rule"], case["text"])] == case["found"]


def test_there_are_enough_rules_and_each_has_a_case() -> None:
    assert len(FILES) >= 60
    assert {f"{case['rule']}.yml" for case in CASES} == set(FILES)
    kinds = {yaml.safe_load(data)["extends"] for name, data in FILES.items() if "NoYaml" not in name}
    assert kinds >= {
        *("existence", "substitution", "occurrence", "repetition", "consistency", "conditional"),
        *("capitalization", "metric", "readability", "sequence", "script", "spelling"),
    }


def test_the_whole_folder_at_once() -> None:
    style = imported()
    names = {one.name.partition(":")[0] for one in style.skipped}
    assert len(style.patterns) >= 70
    assert {name for name in FILES if name.startswith("Left/")} <= names
    assert len({pattern.id for pattern in style.patterns}) == len(style.patterns)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Left/Sequence", "parts of speech"),
        ("Left/Script", "a program"),
        ("Left/Spelling", "a dictionary"),
        ("Left/Unknown", "“telepathy”"),
        ("Left/Lookaround", "does not look around (“(?!”)"),
        ("Left/Broken", "missing )"),
        ("Scope/Raw", "“raw”"),
        ("Metric/Program", "cannot be counted"),
        ("Partly/OneEntry", "does not look around"),
        ("Partly/StrangeKey", "left aside"),
    ],
)
def test_what_is_not_imported_says_why(name: str, says: str) -> None:
    assert any(says in one.reason.show() for one in imported(name).skipped)
    assert all(one.name.startswith(f"{name}.yml") for one in imported(name).skipped)


@pytest.mark.parametrize(
    ("name", "severity"),
    [("Words/Suggestion", Severity.NOTE), ("Words/Weasel", Severity.WARNING), ("Words/Error", Severity.ERROR)],
)
def test_levels(name: str, severity: Severity) -> None:
    assert [pattern.severity for pattern in imported(name).patterns] == [severity]


@pytest.mark.parametrize(
    ("name", "text", "new"),
    [
        ("Words/Remove", "It is very late.", ""),
        ("Words/Replace", "Write an e-mail.", "email"),
        ("Words/Edit", "We are walking.", None),
        ("Words/Convert", "A snake_case name.", None),
        ("Swap/Plain", "We utilize it.", "use"),
        ("Swap/Choice", "We leverage it.", "use"),
        ("Swap/Capital", "Purchase it.", "Buy"),
    ],
)
def test_an_action_is_an_offer_and_never_a_leave(name: str, text: str, new: str | None) -> None:
    (one,) = found(name, text)
    assert (None if one.fix is None else one.fix.new) == new
    assert one.fix is None or one.fix.kind is FixKind.SUGGEST


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("Words/Weasel", "It is quite late.", "Avoid 'quite'."),
        ("Swap/Choice", "We leverage it.", "Use 'use / apply' instead of 'leverage'."),
        ("Metric/SentenceLength", "One two three four five six seven.", "The average sentence has 7.00 words."),
    ],
)
def test_messages_are_filled_in(name: str, text: str, says: str) -> None:
    assert [one.message.show() for one in found(name, text)] == [says]
