"""All rules there are."""

from functools import lru_cache

from brand import rules
from brand.rule import BaseRule, complaints
from renderers.contract.discovery import Broken, Discovered, discover


@lru_cache(maxsize=1)
def _discovered() -> Discovered[BaseRule]:
    return discover(
        rules,
        group="brand.rules",
        kind=BaseRule,
        key=lambda rule: rule.id,
        depth=2,
        check=complaints,
    )


def all_rules() -> tuple[BaseRule, ...]:
    """Every rule, ours and installed ones, sorted by id."""
    return tuple(_discovered().plugins.values())


def broken_plugins() -> tuple[Broken, ...]:
    """Installed rules that could not be loaded, and why."""
    return _discovered().broken


def get(rule_id: str) -> BaseRule | None:
    """The rule of that id."""
    return _discovered().plugins.get(rule_id)
