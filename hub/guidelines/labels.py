"""What people call a value of the form: the label of a choice, of a role, a channel, a rule."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import localize
from wagtail import blocks

from hub.guidelines.catalogue import picks
from hub.guidelines.pick_blocks import PickedBlock


def shown_value(block: Any, text: str) -> str:
    """A value as the form shows it; what is not among the choices stays as it is written."""
    if not text:
        return ""
    if isinstance(block, blocks.FloatBlock) and text.replace(".", "", 1).isdigit():
        return str(localize(float(text) if "." in text else int(text)))
    if isinstance(block, blocks.ChoiceBlock):
        return str(dict(_flat(block.field.choices)).get(text, text))
    if isinstance(block, PickedBlock) and (labels := picks(block.field.widget.attrs["data-pick"])):
        several = "data-several" in block.field.widget.attrs
        return ", ".join(_label(labels, one) for one in (text.split(",") if several else [text]))
    return text


def _label(labels: Mapping[str, str], value: str) -> str:
    return labels.get(value.strip(), value.strip())


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Choices without their groups."""
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(value, label)]
    return found
