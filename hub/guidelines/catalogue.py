"""What can be picked in a guideline form: channels, roles, limits, rules with their options."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brand.catalogue import described
from brand.rule import BaseRule, Option
from hub.accounts.language import current_translator
from renderers import registry
from renderers.contract.message import Translator
from renderers.contract.renderer import Limit, Renderer

ROLES = (
    "primary", "accent", "text", "background", "surface", "muted", "line", "link", "on-primary", "on-accent",
)  # fmt: skip
FACTS = ("price", "date", "percent", "code", "phone", "claim")


def catalogue() -> dict[str, Any]:
    """All lists by name, as the form's script reads them."""
    translate = current_translator()
    return {
        **{name: [_entry(value, label) for value, label in _PLAIN[name]()] for name in _PLAIN},
        "limits": {
            each.key: [_limit(one, each, translate) for one in each.limits] for each in registry.all_renderers()
        },
        "rules": [_rule(rule, translate) for rule in described().values() if isinstance(rule, BaseRule)],
        "words": _words(),
    }


def picks(name: str) -> dict[str, str]:
    """Values of a list with their labels; none where a list has no labels of its own."""
    if name == "rules":
        translate = current_translator()
        return {key: translate(rule.title).replace("*", "") for key, rule in described().items()}
    return {value: str(label) for value, label in _PLAIN[name]()} if name in _PLAIN else {}


def _entry(value: str, label: Any) -> dict[str, str]:
    return {"value": value, "label": str(label)}


def _channels() -> list[tuple[str, str]]:
    translate = current_translator()
    return [(each.key, translate(each.label)) for each in registry.all_renderers()]


def _roles() -> list[str]:
    return [
        _("main color"), _("accent"), _("text"), _("background"), _("surface"), _("muted"), _("line"), _("link"),
        _("on the main color"), _("on the accent"),
    ]  # fmt: skip


def _facts() -> list[str]:
    return [_("a price"), _("a date"), _("a percentage"), _("a code"), _("a phone number"), _("a claim")]


def _legal() -> list[tuple[str, str]]:
    return [
        ("imprint", _("imprint")),
        ("unsubscribe", _("label of the unsubscribe link")),
        ("view-online", _("label of the link to the web view")),
        ("opt-out", _("way to stop text messages")),
        ("privacy", _("privacy")),
        ("vat", _("taxes and shipping")),
        ("disclaimer", _("disclaimer")),
    ]


#: The lists that say the same whatever the rest of the form says.
_PLAIN: dict[str, Callable[[], Iterable[tuple[str, Any]]]] = {
    "channels": _channels,
    "roles": lambda: zip(ROLES, _roles(), strict=True),
    "font-roles": lambda: [("heading", _("headings")), ("body", _("running text"))],
    "legal": _legal,
    "triggers": lambda: zip((f"fact:{kind}" for kind in FACTS), _facts(), strict=True),
    "locales": lambda: [("de", _("German")), ("en", _("English"))],
    "address": lambda: [("sie", "Sie"), ("du", "du"), ("ihr", "ihr"), ("-", _("any"))],
}


def _limit(limit: Limit, renderer: Renderer, translate: Translator) -> dict[str, Any]:
    labels = {each.key: translate(each.label) for each in renderer.formats}
    return {
        "value": limit.id,
        "most": limit.value,
        "unit": translate(limit.unit),
        "hard": limit.kind.value == "hard",
        "source": limit.source,
        "read": date_format(limit.as_of, "SHORT_DATE_FORMAT") if limit.as_of else "",
        "note": translate(limit.note) if limit.note else "",
        "formats": [labels.get(key, key) for key in limit.formats],
    }


def _rule(rule: BaseRule, translate: Translator) -> dict[str, Any]:
    return {
        "value": rule.id,
        "family": rule.family,
        "label": translate(rule.title),
        "severity": rule.severity.value,
        "channels": sorted(rule.channels),
        "without": sorted(rule.not_channels),
        "page": _page(rule.id),
        "options": [_option(option, translate) for option in rule.options],
    }


def _option(option: Option, translate: Translator) -> dict[str, Any]:
    kind = {bool: "truth", int: "whole", float: "number"}.get(type(option.default), "text")
    return {
        "name": option.name,
        "label": translate(option.label),
        "kind": kind,
        "usual": option.default,
        "choices": list(option.choices),
    }


def _page(rule: str) -> str:
    """The rule's page, where the hub has one."""
    try:
        return reverse("workbench_rule", args=rule.split("/"))
    except NoReverseMatch:
        return ""


def _words() -> dict[str, str]:
    """What the script itself says."""
    return {
        "pick": _("Pick one"),
        "all": _("all"),
        "none": _("none"),
        "usual": _("as usual"),
        "usually": _("as usual: {value}"),
        "yes": _("yes"),
        "no": _("no"),
        "more": _("Words, between commas"),
        "add": _("Add a rule"),
        "remove": _("Remove {name}"),
        "unknown": _("not installed here"),
        "only": _("Looks at {channels} only."),
        "without": _("Never looks at {channels}."),
        "page": _("About this rule"),
        "nothing": _("This rule has no options."),
        "options": _("Options"),
        "platform": _("The platform: {value} {unit}"),
        "advice": _("Advice: {value} {unit}"),
        "read": _("read on {date}"),
        "source": _("Source"),
        "above": _("More than the platform takes."),
        "error": _("error"),
        "warning": _("warning"),
        "note": _("note"),
        "clean": _("Holds: nothing is found."),
        "found": _("Holds: it is found."),
        "unclean": _("Does not hold: the rules find something."),
        "missed": _("Does not hold: it is not found."),
        "later": _("Tried as soon as the form is whole."),
        "try": _("Try it"),
        "tryHere": _("Write or paste a text; what the pattern finds is marked."),
        "hit": _("{count} hit"),
        "hits": _("{count} hits"),
    }
