"""Every bad example of every rule, planted among clean paragraphs and inside one: it is found there as well."""

from dataclasses import replace

import pytest

from brand.rule import Bad, BaseRule, Good
from brand.subject import SubjectKind
from tests.brand.clean_corpus import texts
from tests.contracts.judging import examples, findings

CALM = {
    text.language: text.paragraphs for text in texts() if text.name in {"de/webartikel", "en/articles"}
}  # articles that address nobody, offer nothing and shout nowhere
#: Judged as wholes: words around a text message change its length, and where it ends.
NOT_IN_PROSE = {"sms"}


def _is_planted(rule: BaseRule, example: Good) -> bool:
    return (
        isinstance(example, Bad)
        and bool(example.text)
        and example.subject is None
        and not example.subjects
        and example.kind is SubjectKind.TEXT
        and example.locale[:2] in CALM
        and rule.family not in NOT_IN_PROSE
    )


CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for number, (rule, example) in enumerate(examples(_is_planted), 1)
]
PLANTED = {rule.id for rule, _ in examples(_is_planted)}


def quotes(rule: BaseRule, example: Bad, parting: str) -> list[str]:
    around = CALM[example.locale[:2]]
    found = findings(rule, replace(example, text=parting.join((around[4], example.text, around[7]))))
    return [finding.quote.text for finding in found]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_planted_paragraph_is_found(rule: BaseRule, example: Bad) -> None:
    found = quotes(rule, example, "\n\n")
    assert all(flag in found for flag in example.flags), found


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_planted_sentence_is_found(rule: BaseRule, example: Bad) -> None:
    found = [quote.strip() for quote in quotes(rule, example, " ")]
    assert all(any(flag.strip() in quote for quote in found) for flag in example.flags), found


def test_most_rules_of_text_are_planted() -> None:
    assert len(PLANTED) >= 35
    assert {rule_id.partition("/")[0] for rule_id in PLANTED} >= {
        "claims", "facts", "personalization", "social", "structure", "terms", "typography", "voice"
    }  # fmt: skip
