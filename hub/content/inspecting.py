"""Reading a piece or a campaign without editing it: what it says, in words, and the way to its board."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import InspectView

from hub.accounts.language import current_translator
from renderers import registry

#: What is read of each, in the order of the editor.
PIECE_FIELDS = (
    *("campaign", "locale", "title", "headline", "teaser", "hero", "hero_alt", "body", "action_label", "action_url"),
    *("short", "hashtags", "legal", "facts", "arms", "channels_off", "slug", "translation_key"),
)
CAMPAIGN_FIELDS = (
    *("brand", "name", "goal", "phase", "audience", "regions", "starts_at", "ends_at", "owner", "team", "briefing"),
    *("facts", "voucher_codes", "utm_key", "budget", "channel_budgets", "targets"),
)
_NOTHING = "–"


class ReadView(InspectView):  # type: ignore[misc]
    """Shows streams as their words, lists as lists, and nothing as a dash."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A field's value for people."""
        value = getattr(self.object, field_name, None)
        if hasattr(value, "stream_block"):
            return _stream(value)
        if field_name == "channels_off":
            return _listed(_channels_but(value or ()))
        if value is None:
            return _NOTHING
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        if isinstance(value, dict):
            return _listed(f"{key}: {one}" for key, one in value.items())
        if isinstance(value, list):
            return _listed(str(one) for one in value)
        shown = super().get_field_display_value(field_name, field)
        return _NOTHING if shown in {None, ""} else shown

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The field's name; of the switch for channels, what is on; of Wagtail's key, what it is good for."""
        if field_name == "channels_off":
            return capfirst(_("Goes to these channels"))
        if field_name == "translation_key":
            return _("Public id, for the API")
        label: str = super().get_field_label(field_name, field)
        return label


def _channels_but(off: Iterable[str]) -> list[str]:
    translate = current_translator()
    return [translate(renderer.label) for renderer in registry.all_renderers() if renderer.key not in set(off)]


def _stream(value: Any) -> SafeString | str:
    """Each block's name and words."""
    lines = [(capfirst(str(child.block.label)), _told(child.block_type, child.block, child.value)) for child in value]
    return format_html("<ul>{}</ul>", format_html_join("", "<li><b>{}</b> {}</li>", lines)) if lines else _NOTHING


def _told(kind: str, block: Any, value: Any) -> str:
    if kind == "fact":
        shown = " ".join(filter(None, (value.get("qualifier"), value.get("display") or value.get("value"))))
        return f"{value.get('name')}: {shown}"
    if kind == "arm":
        return " · ".join(str(one) for one in value.values() if one)
    words = (str(one).strip() for one in block.get_searchable_content(value))
    is_heading = kind == "heading"  # its level is no word of it
    return " · ".join(one for one in words if one and not (is_heading and one.isdigit()))


def _listed(words: Iterable[str]) -> SafeString | str:
    rows = [(word,) for word in words]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows)) if rows else _NOTHING
