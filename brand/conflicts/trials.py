"""The guideline's do's and don'ts and the tests of its own rules, run."""

from collections.abc import Iterator
from datetime import date

from brand.audit import audit, known_rules
from brand.conflicts.conflict import Conflict, Kind
from brand.errors import GuidelineError
from brand.guideline import Example, Guideline
from brand.inspect.text import inspect_text
from brand.own import failed_tests
from renderers.contract.message import Message


def trials(guideline: Guideline, today: date) -> Iterator[Conflict]:
    """Examples in which the rules find what they must not, or nothing."""
    known = known_rules(guideline)
    for number, example in enumerate(guideline.examples):
        about = (f"examples.{number}",)
        for rule in example.rules:
            if rule not in known:
                yield Conflict(Kind.TEST, Message("An example names “{rule}”, which is no rule.", rule=rule), about)
        for message in _judged(example, guideline, today):
            yield Conflict(Kind.TEST, message, about)
    for pattern in guideline.patterns:
        try:
            failed = [message for _, _, message in failed_tests(pattern)]
        except GuidelineError as error:
            failed = [error.message]
        for message in failed:
            yield Conflict(Kind.TEST, message, (f"patterns.{pattern.id}",))


def _judged(example: Example, guideline: Guideline, today: date) -> Iterator[Message]:
    subject = inspect_text(example.text, name="example", locale=example.locale, channel=example.channel)
    findings = audit([subject], guideline, today=today, sets=False).findings
    found = [one for one in findings if not example.rules or one.rule in example.rules]
    if example.good and found:
        yield Message(
            "The do “{text}” is not clean: {rule} finds “{found}”.",
            text=example.text[:120],
            rule=found[0].rule,
            found=found[0].quote.text[:80],
        )
    missing = [rule for rule in example.rules if rule not in {one.rule for one in found}]
    if not example.good and (missing or not found):
        yield Message(
            "In the don't “{text}” nothing is found by {rules}.",
            text=example.text[:120],
            rules=", ".join(missing) or "-",
        )
