"""Texts that plug-ins state as facts: labels, units and pages, taken from the loaded plug-ins themselves."""

import inspect
from pathlib import Path

from brand.finding import Severity
from brand.language.readability import ReadingBand
from brand.policing import POLICE
from brand.registry import all_rules
from renderers.contract.artifact import LossKind
from renderers.contract.dialect import all_dialects
from renderers.contract.page import channel_page, passages
from renderers.contract.tokens import SHIPPED_FIELDS
from renderers.registry import all_renderers
from tests.messages import ROOT, Texts, add

_TOKENS = "renderers/contract/tokens.py"


def collect_renderers(texts: Texts) -> None:
    """Add labels of channels, formats, overrides, dialects, merge fields and losses, units, and channel pages."""
    for renderer in all_renderers():
        file = _file(renderer)
        labels = [renderer.label, *(item.label for item in (*renderer.formats, *renderer.override_fields))]
        units = [limit.unit for limit in renderer.limits]
        for text in (*labels, *units, *passages(channel_page(renderer))):
            add(texts, text, file)
    for dialect in all_dialects().values():
        add(texts, dialect.label, _file(dialect))
    for field in SHIPPED_FIELDS:
        add(texts, field.label, _TOKENS)
    for kind in LossKind:
        add(texts, kind.value, _file(LossKind))


def collect_rules(texts: Texts) -> None:
    """Add pages, options and notes of the rules, severities and reading bands."""
    for rule in (*all_rules(), *POLICE):
        file = _file(rule)
        for text in (rule.title, *passages(rule.page)):
            add(texts, text, file)
        if source := getattr(rule, "source", ""):
            add(texts, source, file)
        for option in getattr(rule, "options", ()):
            add(texts, option.label, file)
        for example in getattr(rule, "examples", ()):
            if example.note:
                add(texts, example.note, file)
    for table in (ReadingBand, Severity):
        for value in table:
            add(texts, value.value, _file(table))


def _file(plugin: object) -> str:
    path = inspect.getfile(plugin if isinstance(plugin, type) else type(plugin))
    return str(Path(path).resolve().relative_to(ROOT))
