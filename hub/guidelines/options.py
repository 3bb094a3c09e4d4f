"""The options that a guideline gives a rule, against those that the rule declares."""

from collections.abc import Iterator

from brand.registry import get
from brand.rule import Option
from hub.guidelines.kinds import OPTIONS
from renderers.contract.message import Message


def wrong_options(rule_id: str, text: str) -> Iterator[tuple[str, Message]]:
    """What is wrong with lines of name = value: the option's name and the reason. Unknown rules declare nothing."""
    rule = get(rule_id)
    if rule is None:
        return
    known = {option.name: option for option in rule.options}
    for name, value in (OPTIONS.write(text) or {}).items():
        problem = known[name].problem(value) if name in known else _unknown(name, known)
        if problem is not None:
            yield name, problem


def _unknown(name: str, known: dict[str, Option]) -> Message:
    names = ", ".join(known) or "-"
    return Message("The rule has no option “{option}”. Known: {known}.", option=name, known=names)
