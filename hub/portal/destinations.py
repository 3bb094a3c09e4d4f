"""What a guideline says of each channel: form of address, lines that must be there, its own limits and rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brand.catalogue import described
from brand.finding import Severity
from brand.guideline import Guideline, Setting
from renderers import registry
from renderers.contract.message import Translator
from renderers.contract.renderer import Renderer
from renderers.contract.tokens import LegalLine, Localized

_LINES = {
    "imprint": gettext_lazy("Imprint"),
    "unsubscribe": gettext_lazy("Unsubscribe"),
    "view-online": gettext_lazy("Read in the browser"),
    "opt-out": gettext_lazy("Opt-out"),
    "privacy": gettext_lazy("Privacy notice"),
    "vat": gettext_lazy("VAT and shipping"),
    "disclaimer": gettext_lazy("Disclaimer"),
}
_FACTS = {
    "price": gettext_lazy("Where a price is named."),
    "date": gettext_lazy("Where a date is named."),
    "percent": gettext_lazy("Where a percentage is named."),
    "code": gettext_lazy("Where a code is named."),
    "phone": gettext_lazy("Where a phone number is named."),
    "claim": gettext_lazy("Where a claim is made."),
}
_SEVERITIES = {
    Severity.ERROR: gettext_lazy("stops publishing"),
    Severity.WARNING: gettext_lazy("is warned of"),
    Severity.NOTE: gettext_lazy("is noted"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that must be there: its wordings (language, text), and when."""

    label: str
    texts: Localized
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """A channel. `formats` are names; `limits` and `rules` say what the brand has settled for it."""

    key: str
    label: str
    formats: tuple[str, ...]
    address: str
    lines: tuple[Line, ...]
    limits: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]


def channel_labels(translate: Translator) -> dict[str, str]:
    """The channels' names by key."""
    return {renderer.key: translate(renderer.label) for renderer in registry.all_renderers()}


def destinations(guideline: Guideline, translate: Translator) -> Iterator[Destination]:
    """Every channel there is, as the guideline has it."""
    for renderer in registry.all_renderers():
        yield Destination(
            key=renderer.key,
            label=translate(renderer.label),
            formats=tuple(translate(form.label) for form in renderer.formats),
            address={"sie": "Sie", "du": "du", "ihr": "ihr"}.get(guideline.voice.address_for(renderer.key).value, ""),
            lines=tuple(_line(line) for line in guideline.tokens.legal if _is_for(line, renderer.key)),
            limits=tuple(_limits(guideline, renderer, translate)),
            rules=tuple(_rules(guideline, renderer.key, translate)),
        )


def _is_for(line: LegalLine, channel: str) -> bool:
    return not line.channels or channel in line.channels


def _line(line: LegalLine) -> Line:
    return Line(str(_LINES.get(line.key, line.key)), line.texts, tuple(_when(trigger) for trigger in line.triggers))


def _when(trigger: str) -> str:
    kind, _colon, what = trigger.partition(":")
    if kind == "fact" and what in _FACTS:
        return str(_FACTS[what])
    return _("Where the text says “%(word)s”.") % {"word": what or trigger}


def _limits(guideline: Guideline, renderer: Renderer, translate: Translator) -> Iterator[tuple[str, str]]:
    units = {limit.id: limit.unit for limit in renderer.limits}
    for channel, name, value in guideline.limits:
        if channel == renderer.key:
            yield name, f"{value:g} {translate(units.get(name, ''))}".strip()


def _rules(guideline: Guideline, channel: str, translate: Translator) -> Iterator[tuple[str, str]]:
    """The rules that the brand has settled for this channel alone."""
    rules = described()
    for setting in guideline.settings:
        if setting.channel == channel and setting.rule in rules:
            yield translate(rules[setting.rule].title).replace("*", ""), _settled(setting)


def _settled(setting: Setting) -> str:
    if not setting.enabled:
        return _("is not looked at here")
    return str(_SEVERITIES[setting.severity]) if setting.severity else _("with options of its own")
