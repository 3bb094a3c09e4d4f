"""The overrides' part of the piece form: one control a field, laid out by the renderers that are installed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from hub.assets.models import ImageAsset
from hub.content.overriding import Address, Sources, entries, known_field, source_path
from renderers.contract.renderer import OverrideKind

#: Between the parts of a control's name: none of them holds it.
COLON = ":"
ALT, KEPT = "alt", "kept"
#: Stands for a format in what the browser copies for one that has no overrides yet. Never sent.
ANY_FORMAT = "__FORMAT__"
#: Before the words that were looked at, so that none at all can be told from nothing.
LOOKED_AT = "="
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one control: its value, and the source's words that its author looked at, where that is known."""

    value: Any
    alt: str = ""
    kept: str | None = None


Sheet = Callable[[Mapping[Address, Typed]], Mapping[str, Any]]


class OverridesWidget(forms.Widget):
    """Draws a sheet and reads it. Whose controls are not in the form is not touched."""

    #: Makes what the template shows out of what was typed; the form sets it.
    sheet: Sheet | None = None

    @property
    def media(self) -> forms.Media:
        """Ours, and what choosing pictures takes."""
        chooser: forms.Media = AdminImageChooser().media
        return chooser + forms.Media(js=["content/overrides.js"], css={"all": ["content/overrides.css"]})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 -- as Django
        """The panel; `value` is what was typed into a form that was refused, or the row's."""
        typed = value if isinstance(value, Mapping) and all(isinstance(key, Address) for key in value) else {}
        context = {"name": name, "id": (attrs or {}).get("id", name), **(self.sheet(typed) if self.sheet else {})}
        return render_to_string("content/overrides.html", context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[Address, Typed]:  # noqa: ARG002
        """The controls that were sent."""
        found = {}
        for key in data:
            if key.startswith(name + COLON) and key.count(COLON) == _PARTS - 1:
                address = Address(*key.split(COLON)[1:])
                kept = data.get(f"{key}{COLON}{KEPT}") or ""
                looked_at = kept.removeprefix(LOOKED_AT) if kept.startswith(LOOKED_AT) else None
                found[address] = Typed(data[key], data.get(f"{key}{COLON}{ALT}") or "", looked_at)
        return {address: typed for address, typed in found.items() if address.format != ANY_FORMAT}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 -- as Django
        """Whether no control was sent."""
        return not any(key.startswith(name + COLON) for key in data)


class OverridesField(forms.Field):
    """Replacements by channel, format and field."""

    widget = OverridesWidget

    def clean(self, value: Any) -> dict[Address, Typed]:
        """What was typed, each in its field's shape; empty where the piece's own is wanted.

        Raises:
            ValidationError: a field that no renderer has, or a picture that is no number.
        """
        return {address: self._clean(address, typed) for address, typed in (value or {}).items()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another wording is meant, or an old one was confirmed."""
        stored = {address: entry.get("value") for address, entry in entries(initial)}
        try:
            typed = self.clean(data)
        except ValidationError:
            return True
        return any(one.kept is not None or (stored.get(key) or "") != one.value for key, one in typed.items())

    def _clean(self, address: Address, typed: Typed) -> Typed:
        field = known_field(address)
        if field is None:
            place = f"{address.channel}.{address.format}.{address.field}"
            raise ValidationError(_("There is no field “%(place)s” to be overridden."), params={"place": place})
        text = str(typed.value or "").strip()
        if field.kind is OverrideKind.PICTURE:
            value: Any = _picture(text, typed.alt)
        elif field.kind is OverrideKind.WORDS:
            words = (word.strip("#") for word in text.replace(",", " ").split())
            value = list(dict.fromkeys(filter(None, words))) or ""
        else:
            value = " ".join(text.split()) if field.kind is OverrideKind.LINE else text.replace("\r\n", "\n")
        return Typed(value, typed.alt, typed.kept)


def _picture(text: str, alt: str) -> Any:
    if not text:
        return ""
    if not text.isdecimal():
        raise ValidationError(_("A picture of the overrides is not readable. Choose it again."))
    return {"image": int(text), "alt": alt.strip()}


def merge(stored: Any, typed: Mapping[Address, Typed], sources: Sources) -> dict[str, Any]:
    """The row's overrides with what was typed.

    What has no control stays as it was. A wording that is new, or was confirmed, is noted to replace the words that
    its author looked at; any other one still replaces what it did.
    """
    merged = {
        channel: {key: dict(fields) if isinstance(fields, dict) else fields for key, fields in formats.items()}
        if isinstance(formats, dict)
        else formats
        for channel, formats in (stored if isinstance(stored, dict) else {}).items()
    }
    before = dict(entries(stored))
    for address, one in sorted(typed.items()):
        _put(merged, address, _entry(before.get(address), address, one, sources))
    return merged


def _entry(before: dict[str, Any] | None, address: Address, typed: Typed, sources: Sources) -> dict[str, Any] | None:
    if typed.value in ("", None):
        return None
    if before is not None and before.get("value") == typed.value and typed.kept is None:
        return before
    field = known_field(address)
    path = source_path(field) if field is not None else ""
    return {"value": typed.value, "source_digest": _looked_at(path, typed.kept, sources).digest(path)}


def _looked_at(path: str, kept: str | None, sources: Sources) -> Sources:
    """The sources as the author saw them."""
    if kept is None:
        return sources
    if path == "hero":  # known to the browser by its number
        image = ImageAsset.objects.filter(pk=int(kept)).only("sha256").first() if kept.isdecimal() else None
        return sources.put(path, image.sha256 if image is not None else "")
    if path == "hero.alt" and not kept:
        return sources
    return sources.put(path, kept.replace("\r\n", "\n").strip())


def _put(merged: dict[str, Any], address: Address, entry: dict[str, Any] | None) -> None:
    """Set or remove one entry; what becomes empty goes, what is of another shape stays."""
    formats = merged.setdefault(address.channel, {})
    fields = formats.setdefault(address.format, {}) if isinstance(formats, dict) else None
    if isinstance(fields, dict):
        if entry is None:
            fields.pop(address.field, None)
        else:
            fields[address.field] = entry
        if not fields:
            del formats[address.format]
    if not formats:
        del merged[address.channel]
