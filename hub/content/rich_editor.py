"""Wagtail's rich text editor, whose server side remembers what it has converted.

While somebody types, the whole form is sent again and again, and all but one of its texts are as they were.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

_REMEMBERED = 4096


@lru_cache(maxsize=64)
def _converter(features: tuple[str, ...]) -> Any:
    return ContentstateConverter(features)


@lru_cache(maxsize=_REMEMBERED)
def _to_html(features: tuple[str, ...], typed: str) -> str:
    html: str = _converter(features).to_database_format(typed)
    return html


@lru_cache(maxsize=_REMEMBERED)
def _from_html(features: tuple[str, ...], html: str) -> str:
    state: str = _converter(features).from_database_format(html)
    return state


class RememberingRichTextArea(DraftailRichTextArea):  # type: ignore[misc]
    """The same editor."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """What was typed, as it is stored."""
        typed = forms.HiddenInput.value_from_datadict(self, data, files, name)
        return None if typed is None else _to_html(tuple(self.features), typed)

    def format_value(self, value: Any) -> Any:
        """What is stored, as the editor takes it."""
        html = forms.HiddenInput.format_value(self, value) or ""
        if "linktype" in html or "<embed" in html:  # says what other rows say now
            return super().format_value(value)
        return _from_html(tuple(self.features), html)
