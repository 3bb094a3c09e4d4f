"""The rights of many assets in one go: what is ticked is set at all of them, everything else stays as it is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from hub.assets.asset import Asset, Clearance, validate_territories
from hub.assets.forms import channels_field
from hub.assets.models import DocumentAsset, ImageAsset

FIELDS = ("clearance", "valid_from", "valid_until", "licence", "credit", "release", "territories", "channels")


class RightsForm(forms.Form):
    """What to set, and to what. An empty value that is ticked empties the field."""

    change = forms.MultipleChoiceField(
        label=_("Set these"), widget=forms.CheckboxSelectMultiple, help_text=_("What is not ticked stays as it is.")
    )
    clearance = forms.ChoiceField(label=_("Clearance"), choices=Clearance.choices, required=False)
    valid_from = forms.DateField(label=_("May be shown from"), required=False, widget=AdminDateInput)
    valid_until = forms.DateField(
        label=_("May be shown until"), required=False, widget=AdminDateInput, help_text=_("Including this day.")
    )
    licence = forms.CharField(label=_("Licence"), required=False, max_length=255)
    credit = forms.CharField(label=_("Credit"), required=False, max_length=255)
    release = forms.CharField(label=_("Release"), required=False, max_length=255)
    territories = forms.CharField(
        label=_("Countries"),
        required=False,
        max_length=255,
        validators=[validate_territories],
        help_text=_("None means all."),
    )

    def __init__(self, *args: Any, assets: Iterable[Asset] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assets = tuple(assets)
        self.fields["channels"] = channels_field(_("Channels"), _("None means all."))
        change: Any = self.fields["change"]
        change.choices = [(name, self.fields[name].label) for name in FIELDS]

    def clean(self) -> dict[str, Any]:
        """Every asset must be sound with the new values."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        if "clearance" in values["change"] and not values["clearance"]:
            self.add_error("clearance", _("Choose one."))
        for asset in self.assets:
            for name, value in self.wanted().items():
                setattr(asset, name, value)
            try:
                asset.clean()
            except ValidationError as error:
                self.add_error(None, [f"{asset}: {message}" for message in error.messages])
        return values

    def wanted(self) -> dict[str, Any]:
        """The ticked values that stand in columns."""
        ticked = self.cleaned_data["change"]
        return {name: self.cleaned_data[name] for name in FIELDS if name in ticked and name != "channels"}


class _RightsAction:
    """Sets rights."""

    display_name = _("Set rights")
    action_type = "set_rights"
    aria_label = _("Set the rights of the chosen")
    template_name = "assets/bulk_rights.html"
    action_priority = 20
    form_class = RightsForm

    request: Any
    cleaned_form: RightsForm
    permission_policy: Any

    def check_perm(self, asset: Asset) -> bool:
        """Who may change it may set its rights."""
        may: bool = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", asset)
        return may

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows whose rights it is about."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if self.request.method == "POST":
            kwargs["assets"] = self.get_actionable_objects()[0]  # type: ignore[attr-defined]
        return kwargs

    def get_execution_context(self) -> dict[str, Any]:
        """What is set."""
        form = self.cleaned_form
        channels = form.cleaned_data["channels"] if "channels" in form.cleaned_data["change"] else None
        return {"wanted": form.wanted(), "channels": channels}

    @classmethod
    def execute_action(
        cls, objects: list[Any], wanted: dict[str, Any] | None = None, channels: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Set them, one asset after the other: each tells the pieces that show it."""
        for asset in objects:
            for name, value in (wanted or {}).items():
                setattr(asset, name, value)
            if channels is not None:
                asset.channels.set(channels)
            asset.save()
        return len(objects), 0

    def get_success_message(self, count: int, _children: int) -> str:
        """How many."""
        return ngettext("Rights set at %(count)d file.", "Rights set at %(count)d files.", count) % {"count": count}


class ImageRights(_RightsAction, ImageBulkAction):  # type: ignore[misc]
    """The rights of pictures."""

    models = [ImageAsset]


class DocumentRights(_RightsAction, DocumentBulkAction):  # type: ignore[misc]
    """The rights of documents."""

    models = [DocumentAsset]
