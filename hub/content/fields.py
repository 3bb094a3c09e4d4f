"""Form fields for what rows keep as JSON: lists of words, values by name, channels. People see words, not brackets."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hub.content.blocks import channel_choices
from renderers import registry

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class WordsField(forms.CharField):
    """A list of words, separated by commas."""

    def prepare_value(self, value: Any) -> Any:
        """The list as a line."""
        return ", ".join(str(item) for item in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The words, each once, in their order."""
        words = (word.strip() for word in super().clean(value).replace("\n", ",").split(","))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other words are meant."""
        return super().has_changed(self.prepare_value(initial or []), data)


class HashtagsField(WordsField):
    """Hashtags, separated by commas or spaces, with or without the number sign."""

    def clean(self, value: Any) -> list[str]:
        """The words without number signs."""
        words = (word.lstrip("#") for item in super().clean(value) for word in item.split())
        return list(dict.fromkeys(word for word in words if word))


class PairsField(forms.CharField):
    """Values by name, one a line: `email: 2500`."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *args: Any, numbers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def prepare_value(self, value: Any) -> Any:
        """The mapping as lines."""
        return "\n".join(f"{name}: {item}" for name, item in value.items()) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, Any]:
        """The mapping.

        Raises:
            ValidationError: naming the line.
        """
        pairs: dict[str, Any] = {}
        for line in filter(str.strip, super().clean(value).splitlines()):
            name, colon, item = (part.strip() for part in line.partition(":"))
            if not (name and colon and item):
                raise ValidationError(_("“%(line)s”: write a name, a colon and a value."), params={"line": line})
            pairs[name] = self._value(item, line)
        return pairs

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other values are meant."""
        return super().has_changed(self.prepare_value(initial or {}), data)

    def _value(self, text: str, line: str) -> Any:
        if _NUMBER.fullmatch(text):
            number = float(text.replace(",", "."))
            return int(number) if number.is_integer() else number
        if self.numbers:
            raise ValidationError(_("“%(line)s”: the value is no number."), params={"line": line})
        return text


class AmountsWidget(forms.Widget):
    """One number a channel. Amounts for channels that are not installed (any more) are kept out of sight."""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["content/overrides.css"]}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """The numbers."""
        given = value if isinstance(value, Mapping) else {}
        rows = [{"key": key, "label": label, "value": given.get(key, "")} for key, label in channel_choices()]
        return render_to_string("content/amounts.html", {"name": name, "rows": rows})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        """What was typed, by channel; a text of lines where a form sends that."""
        if name in data:
            return data[name]
        return {key: data.get(f"{name}-{key}", "") for key, _label in channel_choices() if f"{name}-{key}" in data}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        """Whether no number was sent."""
        return name not in data and not any(f"{name}-{key}" in data for key, _label in channel_choices())


class AmountsField(PairsField):
    """An amount for each channel that has one. Those of channels that are not installed stay as they are."""

    widget: Any = AmountsWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, numbers=True, **kwargs)
        self.kept: dict[str, Any] = {}

    def prepare_value(self, value: Any) -> Any:
        """As it is: the widget knows mappings."""
        return value

    def clean(self, value: Any) -> dict[str, Any]:
        """The amounts.

        Raises:
            ValidationError: naming the channel's line.
        """
        if not isinstance(value, Mapping):
            return super().clean(value)
        typed = {key: str(item).strip() for key, item in value.items()}
        pairs = {key: self._value(item, f"{key}: {item}") for key, item in typed.items() if item}
        return {**self.kept, **pairs}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other amounts are meant."""
        given = {key: str(item) for key, item in (initial or {}).items() if key not in self.kept}
        return given != {key: item for key, item in data.items() if item} if isinstance(data, Mapping) else bool(data)

    def keep_unknown(self, stored: Any) -> None:
        """Remember what is stored and cannot be shown."""
        known = {key for key, _label in channel_choices()}
        self.kept = {key: item for key, item in (stored or {}).items() if key not in known}


class ChannelSwitches(forms.Widget):
    """One switch a channel: on where the piece goes. Its value are the channels that are off."""

    choices: Any = ()
    kept: Iterable[str] = ()

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["content/overrides.css"]}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """The switches."""
        off = set(value or ())
        channels = [{"key": key, "label": label, "is_on": key not in off} for key, label in self.choices]
        context = {"name": name, "channels": channels, "kept": list(self.kept)}
        return render_to_string("content/channel_switches.html", context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        """Those whose switch was not sent; a form that shows no switches may name the channels themselves."""
        several = getattr(data, "getlist", data.get)
        if f"{name}-shown" not in data:
            return several(name)
        on = set(several(f"{name}-on") or ())
        return [key for key, _label in self.choices if key not in on]


class ChannelsField(forms.MultipleChoiceField):
    """Channels that are switched off. Keys of plug-ins that are not installed (any more) stay as they are."""

    widget = ChannelSwitches

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=channel_choices, **kwargs)
        self.kept: list[str] = []

    def clean(self, value: Any) -> list[str]:
        """The chosen ones and the unknown ones."""
        return sorted({*super().clean(value), *self.kept})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether others are meant."""
        return set(initial or ()) - set(self.kept) != set(data or ())

    def keep_unknown(self, stored: Any) -> None:
        """Remember what is stored and cannot be shown."""
        known = {renderer.key for renderer in registry.all_renderers()}
        self.kept = [key for key in stored or () if key not in known]
        widget: Any = self.widget
        widget.kept = self.kept
