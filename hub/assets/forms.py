"""The forms in which pictures and documents come into the admin."""

from typing import Any

from django import forms
from django.core.files.base import File
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Collection

from hub.assets import intake


class _StaysWithItsBrand(forms.ModelForm[Any]):
    """An asset may move between the collections of its brand, not to another's."""

    collections: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or "collection" not in self.fields:
            return
        inside = Collection.objects.descendant_of(self.instance.brand.collection, inclusive=True)
        self.collections = self.collections.filter(pk__in=inside.values("pk"))
        field = self.fields["collection"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.collections


class ImageAssetForm(_StaysWithItsBrand, BaseImageForm):  # type: ignore[misc]
    """A picture."""

    def clean_file(self) -> File[Any] | Any:
        """Look at the picture itself, after Wagtail looked at its name and size."""
        file = self.cleaned_data["file"]
        return intake.examine_image(file) if "file" in self.changed_data and file else file


class DocumentAssetForm(_StaysWithItsBrand, BaseDocumentForm):  # type: ignore[misc]
    """A document."""

    def clean_file(self) -> File[Any] | Any:
        """Clean SVG, measure the rest."""
        file = self.cleaned_data["file"]
        return intake.examine_document(file) if "file" in self.changed_data and file else file
