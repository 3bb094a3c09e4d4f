"""The form of pieces: what is wrong with a field is said at the field."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.accounts.language import current_translator
from hub.accounts.viewsets import BrandScopedForm
from hub.content.fields import ChannelsField, HashtagsField, PairsField, WordsField
from renderers.contract import grammar
from renderers.markdown.identity import slugify

#: Fields in which merge fields and fact references may stand.
TEXT_FIELDS = ("headline", "teaser", "action_label")


class NamedForm(BrandScopedForm):
    """Makes the short name of the title, unless somebody writes one."""

    named_by = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """Fill in the short name."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get(self.named_by) and "slug" not in self.errors:
            cleaned["slug"] = slugify(cleaned[self.named_by])[:80].strip("-")
        return cleaned


class CampaignForm(NamedForm):
    """Lists and amounts as people write them."""

    named_by = "name"

    regions = WordsField(
        label=gettext_lazy("regions"), required=False, help_text=gettext_lazy("Separated by commas: DE, AT.")
    )
    voucher_codes = WordsField(
        label=gettext_lazy("voucher codes"), required=False, help_text=gettext_lazy("Separated by commas.")
    )
    channel_budgets = PairsField(
        label=gettext_lazy("budget per channel"),
        required=False,
        numbers=True,
        help_text=gettext_lazy("One a line: email: 2500"),
    )
    targets = PairsField(
        label=gettext_lazy("targets"), required=False, help_text=gettext_lazy("One a line: orders: 1200")
    )


class PieceForm(NamedForm):
    """Refuses, when a piece is to be published, fields that cannot be read; drafts may be unfinished."""

    hashtags = HashtagsField(
        label=gettext_lazy("hashtags"), required=False, help_text=gettext_lazy("Separated by commas or spaces.")
    )
    channels_off = ChannelsField(
        label=gettext_lazy("not in these channels"),
        required=False,
        help_text=gettext_lazy("None = the piece goes to all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("channels_off")
        if isinstance(field, ChannelsField):
            field.keep_unknown(self.instance.channels_off)

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
