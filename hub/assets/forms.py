"""The forms in which pictures and documents come into the admin."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.models import Collection

from hub.assets import intake
from hub.assets.models import AssetChannel, DocumentAsset, ImageAsset
from hub.assets.services import add_known_channels
from hub.assets.uses import guideline_uses
from renderers import registry
from renderers.contract.message import translator


class ChannelsField(forms.ModelMultipleChoiceField[AssetChannel]):
    """The channels there are, by their labels, and keys of plug-ins that are not installed (any more)."""

    def label_from_instance(self, obj: AssetChannel) -> str:
        """The renderer's label, in the user's language; the bare key where no renderer has it."""
        for renderer in registry.all_renderers():
            if renderer.key == obj.key:
                return translator(get_language() or "en")(renderer.label)
        return obj.key


def channels_field(label: Any, help_text: Any) -> ChannelsField:
    """The channels there are, to tick."""
    add_known_channels()
    return ChannelsField(
        queryset=AssetChannel.objects.all(),
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class _StaysWithItsBrand(forms.ModelForm[Any]):
    """An asset may move between the collections of its brand, not to another's."""

    collections: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given := self.fields.get("channels"):
            self.fields["channels"] = channels_field(given.label, given.help_text)
        if "territories" in self.fields:
            self.fields["territories"].help_text = _(
                "Codes such as DE, AT, CH. None means all. In a campaign for other countries it is an error, which"
                " stops publishing."
            )
        if "clearance" in self.fields:
            self.fields["clearance"].required = False  # who says nothing leaves it as it is
        if self.instance.pk is None or "collection" not in self.fields:
            return
        inside = Collection.objects.descendant_of(self.instance.brand.collection, inclusive=True)
        self.collections = self.collections.filter(pk__in=inside.values("pk"))
        field = self.fields["collection"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.collections


def refuse_under_guideline(asset: ImageAsset | DocumentAsset) -> None:
    """A guideline's versions refer to the very bytes: taken from under them, no channel could be rendered any more.

    Raises:
        ValidationError: a guideline uses the file.
    """
    if asset.pk is not None and guideline_uses(asset):
        raise forms.ValidationError(
            _("The guideline uses this file. Upload the new one as a file of its own, and choose it in the guideline.")
        )


class ExaminedImageField(WagtailImageField):  # type: ignore[misc]
    """Looks at the file before Wagtail does: that decodes first and counts pixels later."""

    def to_python(self, data: Any) -> Any:
        """The examined file, then Wagtail's own checks."""
        return super().to_python(intake.examine_image(data) if isinstance(data, File) else data)


class ImageAssetForm(_StaysWithItsBrand, BaseImageForm):  # type: ignore[misc]
    """A picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            field: Any = self.fields["description"]
            field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": field.max_length})
            field.help_text = _("What is to be seen, for those who do not see it: the alternative text.")
        if "file" in self.fields:  # the form for several at once has none
            given = self.fields["file"]
            self.fields["file"] = ExaminedImageField(label=given.label, required=given.required, widget=given.widget)
        self.before = (self.instance.width, self.instance.height)

    def clean_file(self) -> Any:
        """Not from under a guideline."""
        if "file" in self.changed_data:
            refuse_under_guideline(self.instance)
        return self.cleaned_data["file"]

    def save(self, commit: bool = True) -> ImageAsset:
        """With a new file the focal point stays where it was in the picture, unless it was set anew."""
        if "file" in self.changed_data and self.before[0] and not any("focal" in name for name in self.changed_data):
            image = self.instance
            across, down = image.width / self.before[0], image.height / self.before[1]
            for name, scale in (("x", across), ("y", down), ("width", across), ("height", down)):
                value = getattr(image, f"focal_point_{name}")
                if value is not None:
                    setattr(image, f"focal_point_{name}", max(1, round(value * scale)))
        saved: ImageAsset = super().save(commit=commit)
        return saved


class DocumentAssetForm(_StaysWithItsBrand, BaseDocumentForm):  # type: ignore[misc]
    """A document."""

    def clean_file(self) -> File[Any] | Any:
        """Clean SVG, measure the rest."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            refuse_under_guideline(self.instance)
        return intake.examine_document(file) if "file" in self.changed_data and file else file
