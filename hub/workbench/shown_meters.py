"""The meters of a channel's formats as the Brand panel shows them."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.workbench.live_findings import Measured
from renderers import registry
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.errors import RendererError


def format_label(channel: str, format_key: str) -> str:
    """What people call a format, or a channel (`format_key` ""); nothing where there is none."""
    if not channel:
        return ""
    translate = current_translator()
    try:
        renderer = registry.get(channel)
        return translate(renderer.format(format_key).label if format_key else renderer.label)
    except RendererError:
        return f"{channel} {format_key}".strip()


def shown_formats(channel: str, measured: Iterable[Measured]) -> list[dict[str, Any]]:
    """The formats of a channel with their meters, or with what went wrong."""
    translate = current_translator()
    return [
        {
            "label": format_label(channel, one.format),
            "trouble": one.trouble.show(translate) if one.trouble is not None else "",
            "meters": [_meter(meter) for meter in one.meters],
        }
        for one in measured
    ]


def _meter(meter: Meter) -> dict[str, Any]:
    over = "over" if meter.kind is MeterKind.HARD else "beyond"
    return {
        "label": _meter_label(meter.name),
        "used": _number(meter.used),
        "limit": _number(meter.limit),
        "unit": current_translator()(meter.unit),
        "value": min(meter.used, meter.limit) if meter.limit else 0,
        "max": meter.limit or 1,
        "state": over if meter.over else "within",
        "note": _meter_note(meter),
    }


def _meter_note(meter: Meter) -> str:
    if not meter.over:
        return ""
    notes = {
        MeterKind.HARD: _("over the limit"),
        MeterKind.FOLD: _("the rest is behind “more”"),
        MeterKind.ADVICE: _("longer than advised"),
    }
    return notes[meter.kind]


def _meter_label(name: str) -> str:
    """A limit's id in words: the longest ending that is known."""
    labels = {
        "subject": _("Subject line"),
        "preheader": _("Preheader"),
        "html-size": _("Size of the HTML"),
        "segments": _("Segments"),
        "units": _("Characters of the segment"),
        "length": _("Length"),
        "sender": _("Sender"),
        "post": _("Text"),
        "fold": _("Before “more”"),
        "fold-desktop": _("Before “more” on a computer"),
        "fold-mobile": _("Before “more” on a phone"),
        "alt": _("Alternative text"),
        "alt-advice": _("Alternative text, advised"),
        "hashtags": _("Hashtags"),
        "title-width": _("Title in search results"),
        "description-width": _("Description in search results"),
        "description-width-mobile": _("Description in search results on a phone"),
    }
    parts = name.split("-")
    endings = ["-".join(parts[start:]) for start in range(len(parts))]
    known = next((labels[ending] for ending in endings if ending in labels), "")
    return known or name.replace("-", " ").capitalize()


def _number(value: float) -> str:
    return number_format(round(value, 1), 0 if float(value).is_integer() else 1, use_l10n=True)
