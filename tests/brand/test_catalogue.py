"""Rule pages: every rule has one that says why, how to put it right, and shows its examples."""

import pytest

from brand.catalogue import described, find, overview, page_of
from brand.errors import UnknownRuleError
from brand.policing import Police

RULES = list(described().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_page_is_complete(rule: object) -> None:
    page = page_of(rule)  # type: ignore[arg-type]
    assert page.startswith(f"# {rule.id}\n")  # type: ignore[attr-defined]
    assert "- Severity: " in page
    assert "## " in page
    if not isinstance(rule, Police):
        assert "## Options" in page or not rule.options  # type: ignore[attr-defined]


def test_the_overview_names_every_rule_once() -> None:
    listed = overview()
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ")] == [rule.id for rule in RULES]


def test_pages_are_translated_as_a_whole() -> None:
    rule = find("terms/banned-word")
    assert "Warum" in page_of(rule, lambda text: text.replace("Why it matters", "Warum das zählt"))


def test_unknown_rules() -> None:
    with pytest.raises(UnknownRuleError, match="Did you mean “terms/banned-word”"):
        find("terms/banned-words")
    with pytest.raises(UnknownRuleError, match="There is no rule"):
        find("zzz")
