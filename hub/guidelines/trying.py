"""Tries a guideline out: its do's and don'ts against its own rules, and a pattern as the form has it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from brand.audit import audit, known_rules
from brand.finding import Finding
from brand.guideline import Example, Guideline
from brand.inspect.text import inspect_text
from brand.pattern import Pattern
from brand.portable import read_guideline
from hub.guidelines.kinds import NoFiles
from hub.guidelines.sections import SECTIONS
from hub.guidelines.writing import BARE
from renderers.contract.message import Message

#: The longest text that a pattern is tried on, in characters, and the most hits that are shown.
LONGEST, MOST = 20_000, 200


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of an example: whether it `holds`, what its rules found in it, and what is `missing`."""

    holds: bool
    found: tuple[Finding, ...]
    missing: tuple[Message, ...]


def try_examples(guideline: Guideline, *, today: date) -> tuple[Trial, ...]:
    """Every do and don't, in the order of the guideline."""
    known = known_rules(guideline)
    return tuple(_tried(example, guideline, known, today) for example in guideline.examples)


def _tried(example: Example, guideline: Guideline, known: Any, today: date) -> Trial:
    subject = inspect_text(example.text, name="example", locale=example.locale, channel=example.channel)
    findings = audit([subject], guideline, today=today, sets=False).findings
    found = tuple(one for one in findings if not example.rules or one.rule in example.rules)
    missing = [Message("There is no rule “{rule}”.", rule=rule) for rule in example.rules if rule not in known]
    if not example.good:
        met = {one.rule for one in found}
        silent = (rule for rule in example.rules if rule in known and rule not in met)
        missing += [Message("{rule} finds nothing in it.", rule=rule) for rule in silent]
        if not example.rules and not found:
            missing.append(Message("No rule finds anything in it."))
    return Trial(not missing and not (example.good and found), found, tuple(missing))


def pattern_of(entry: Mapping[str, Any]) -> Pattern:
    """The own rule that an entry of the form describes, without the tests beside it.

    Raises:
        GuidelineError: it cannot be run, or a value is not of the kind that is expected.
    """
    section = next(each for each in SECTIONS if each.field == "patterns")
    bare = {"id": "test", "good": "", "bad": "", "message": []}
    body = section.write(
        [{name: kind.empty for name, kind in section.children.items()} | dict(entry) | bare], NoFiles()
    )
    source = BARE + yaml.safe_dump({"patterns": [{**body[0], "message": ""}]}, allow_unicode=True)
    return read_guideline(source).patterns[0]
