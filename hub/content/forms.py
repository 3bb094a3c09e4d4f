"""The form of pieces: what is wrong with a field is said at the field."""

from typing import Any

from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.accounts.viewsets import BrandScopedForm
from renderers.contract import grammar

#: Fields in which merge fields and fact references may stand.
TEXT_FIELDS = ("headline", "teaser", "action_label")


class PieceForm(BrandScopedForm):
    """Refuses, when a piece is to be published, fields that cannot be read; drafts may be unfinished."""

    def clean(self) -> dict[str, Any]:
        """Check the overrides' shape; a wrong shape would be lost, so it is never accepted."""
        cleaned: dict[str, Any] = super().clean()
        overrides = cleaned.get("overrides")
        if overrides is not None and "overrides" not in self.errors and (complaint := complain(overrides)):
            self.add_error("overrides", complaint)
        if not self.is_deferred_validation:
            translate = current_translator()
            for name in TEXT_FIELDS:
                for problem in grammar.parse(cleaned.get(name) or "").problems:
                    self.add_error(name, problem.message.show(translate))
        return cleaned


def complain(overrides: object) -> str:
    """What is wrong with the shape `{channel: {format: {field: {"value": ...}}}}`, or nothing."""
    if not isinstance(overrides, dict):
        return _("Overrides are an object of channels.")
    for channel, formats in overrides.items():
        if not isinstance(formats, dict):
            return _("%(place)s must be an object of formats.") % {"place": channel}
        for key, fields in formats.items():
            if not isinstance(fields, dict):
                return _("%(place)s must be an object of fields.") % {"place": f"{channel}.{key}"}
            for name, entry in fields.items():
                if not isinstance(entry, dict) or "value" not in entry:
                    return _("%(place)s must be an object with a “value”.") % {"place": f"{channel}.{key}.{name}"}
    return ""
