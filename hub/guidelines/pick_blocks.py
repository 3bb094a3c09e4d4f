"""Blocks whose text is picked from what there is: stored as text, shown as choices (static/guidelines/picks.js).

What is picked from changes with what is installed (channels, rules), and a file may say something that is not among
it. So the value stays a text, and nothing that cannot be shown gets lost.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

#: What can be picked from; `catalogue.py` gives the names, or the script takes them from the form.
LISTS = ("channels", "roles", "colors", "font-roles", "legal", "triggers", "limits", "rules", "locales", "address")


class PickedBlock(blocks.CharBlock):  # type: ignore[misc]
    """A short text picked from a list; `several` between commas, `free` where something else may be written."""

    def __init__(self, *, pick: str, several: bool = False, free: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if pick not in LISTS:
            raise ValueError(f"There is no list “{pick}”. There are: {', '.join(LISTS)}.")
        marks = {"data-pick": pick} | ({"data-several": ""} if several else {}) | ({"data-free": ""} if free else {})
        self.field.widget = forms.TextInput(attrs=marks | self.field.widget_attrs(self.field.widget))


class PickedPairsBlock(blocks.TextBlock):  # type: ignore[misc]
    """Lines of name = value, the names and values from lists."""

    def __init__(self, *, pick: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = forms.Textarea(attrs={"rows": 1, "data-pick-pairs": pick})


class OptionsBlock(blocks.TextBlock):  # type: ignore[misc]
    """The options of a rule, one a line; shown as the fields that the rule declares."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = forms.Textarea(attrs={"rows": 1, "data-rule-options": ""})


def valid_pairs(text: str) -> None:
    """Every line says what is what."""
    for line in text.splitlines():
        if line.strip() and not line.partition("=")[1]:
            raise ValidationError(_("“%(line)s” needs an equals sign: name = value."), params={"line": line.strip()})
