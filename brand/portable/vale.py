"""Vale styles in: every rule becomes a rule of the brand's own; what cannot be imported is named, never skipped."""

from collections.abc import Mapping
from dataclasses import dataclass

from brand.errors import GuidelineError
from brand.pattern import Pattern
from brand.portable.cursor import compose
from brand.portable.designtokens import Skipped
from brand.portable.valerules import ValeRule
from renderers.contract.message import Message


@dataclass(frozen=True, slots=True)
class ImportedStyle:
    """The own rules of a style, and what was not imported, by rule and entry, with the reason."""

    patterns: tuple[Pattern, ...]
    skipped: tuple[Skipped, ...]


def import_vale(files: Mapping[str, bytes | str], *, language: str = "en") -> ImportedStyle:
    """Read the rules of Vale styles. `files` maps a rule's name ("Google/Ampersand.yml") to its YAML.

    Findings stand where Vale's do: whole words unless `nonword`, case counts unless `ignorecase`, hits of one rule do
    not overlap, code is left alone. Suggestions become notes. What an `action` would put in is offered, never applied.

    Raises:
        GuidelineError: there is no rule at all.
    """
    if not files:
        raise GuidelineError(Message("There are no Vale rules (*.yml) here."))
    patterns: dict[str, Pattern] = {}
    skipped: list[Skipped] = []
    for name in sorted(files):
        try:
            rule = ValeRule(name, compose(files[name], name), language)
            made = rule.patterns()
        except GuidelineError as error:
            skipped.append(Skipped(name, error.message))
            continue
        for pattern in made:
            if pattern.id in patterns:
                skipped.append(Skipped(name, Message("There is another rule “{id}” already.", id=pattern.id)))
            else:
                patterns[pattern.id] = pattern
        skipped += rule.skipped
    return ImportedStyle(tuple(patterns.values()), tuple(skipped))
