"""The form of pieces: what is wrong with a field is said at the field."""

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.forms import TextInput
from django.utils.translation import gettext_lazy

from hub.accounts.language import current_translator
from hub.accounts.viewsets import BrandScopedForm
from hub.content.cleaning import tidy
from hub.content.fields import AmountsField, ChannelsField, HashtagsField, PairsField, WordsField
from hub.content.naming import free_slug
from hub.content.override_form import OverridesField, OverridesWidget, merge
from hub.content.overriding import Sources, sources_of
from renderers.contract import grammar

#: Fields in which merge fields and fact references may stand.
TEXT_FIELDS = ("headline", "teaser", "action_label")
#: Where unsaved words are measured.
MEASURE_URL = "wagtailsnippets_content_piece:measure"


class NamedForm(BrandScopedForm):
    """Makes the short name of the title, unless somebody writes one."""

    named_by = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """Take out what nobody sees; fill in the short name."""
        cleaned: dict[str, Any] = super().clean()
        for name, value in cleaned.items():
            widget = self.fields[name].widget if name in self.fields else None
            cleaned[name] = tidy(value, lines=not isinstance(widget, TextInput))
        if not cleaned.get("slug") and cleaned.get(self.named_by) and "slug" not in self.errors:
            cleaned["slug"] = free_slug(cleaned[self.named_by], self.namesakes(cleaned))
        return cleaned

    def namesakes(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        """What may not have the same short name."""
        raise NotImplementedError


class CampaignForm(NamedForm):
    """Lists and amounts as people write them."""

    named_by = "name"

    regions = WordsField(
        label=gettext_lazy("regions"), required=False, help_text=gettext_lazy("Separated by commas: DE, AT.")
    )
    voucher_codes = WordsField(
        label=gettext_lazy("voucher codes"), required=False, help_text=gettext_lazy("Separated by commas.")
    )
    channel_budgets = AmountsField(label=gettext_lazy("budget per channel"), required=False)
    targets = PairsField(
        label=gettext_lazy("targets"), required=False, help_text=gettext_lazy("One a line: orders: 1200")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        budgets = self.fields.get("channel_budgets")
        if isinstance(budgets, AmountsField):
            budgets.keep_unknown(self.instance.channel_budgets)

    def namesakes(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        """The brand's other campaigns."""
        rows: QuerySet[Any] = type(self.instance).objects.exclude(pk=self.instance.pk)
        return rows.filter(brand=cleaned.get("brand") or self.instance.brand_id)


class PieceForm(NamedForm):
    """Refuses, when a piece is to be published, fields that cannot be read; drafts may be unfinished."""

    hashtags = HashtagsField(
        label=gettext_lazy("hashtags"), required=False, help_text=gettext_lazy("Separated by commas or spaces.")
    )
    channels_off = ChannelsField(label=gettext_lazy("Goes to these channels"), required=False)
    overrides = OverridesField(
        label=gettext_lazy("Overrides"),
        required=False,
        help_text=gettext_lazy("Other words or another picture for one channel. What is empty is as in the piece."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored_overrides = self.instance.overrides
        channels = self.fields.get("channels_off")
        if isinstance(channels, ChannelsField):
            channels.keep_unknown(self.instance.channels_off)
        overrides = self.fields.get("overrides")
        if overrides is not None and isinstance(overrides.widget, OverridesWidget):
            overrides.widget.sheet = self._sheet

    def namesakes(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        """The brand's other pieces; translations share the name."""
        rows: QuerySet[Any] = type(self.instance).objects.exclude(translation_key=self.instance.translation_key)
        campaign = cleaned.get("campaign")
        return rows.filter(campaign__brand=campaign.brand_id) if campaign is not None else rows.none()

    def clean(self) -> dict[str, Any]:
        """Put the overrides together; read the fields."""
        cleaned: dict[str, Any] = super().clean()
        self._begin_at_home(cleaned.get("campaign"))
        for name in TEXT_FIELDS:
            if isinstance(cleaned.get(name), str):  # as browsers send line breaks
                cleaned[name] = cleaned[name].replace("\r\n", "\n")
        if isinstance(cleaned.get("overrides"), dict):
            cleaned["overrides"] = merge(self._stored_overrides, cleaned["overrides"], self._sources(cleaned))
        if not self.is_deferred_validation:
            translate = current_translator()
            for name in TEXT_FIELDS:
                for problem in grammar.parse(cleaned.get(name) or "").problems:
                    self.add_error(name, problem.message.show(translate))
        return cleaned

    def _begin_at_home(self, campaign: Any) -> None:
        """A new piece for which nobody chose a language is in that of its brand."""
        if campaign is not None and getattr(self.instance, "begins_at_home", False):
            from hub.content.languages import home_locale

            self.instance.locale = home_locale(campaign.brand)

    def _sources(self, cleaned: dict[str, Any]) -> Sources:
        """What overrides replace, as the form says it; a field that cannot be read is as it was."""
        names = ("headline", "teaser", "action_label", "action_url", "hashtags", "hero", "hero_alt")
        return sources_of(SimpleNamespace(**{name: cleaned.get(name, getattr(self.instance, name)) for name in names}))

    def _sheet(self, typed: Any) -> Any:
        from hub.content.override_sheet import Sheet

        name = self.add_prefix("overrides")
        return {"measure_url": MEASURE_URL, **Sheet(self.instance, self._stored_overrides, name)(typed)}
