"""The form of a guideline: what is wrong stands at the entry that it is wrong in."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from brand import guideline as core
from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.accounts.viewsets import BrandScopedForm
from hub.guidelines.convert import read_source
from hub.guidelines.crowds import is_crowd
from hub.guidelines.fields import library_of, place_of, source_of
from hub.guidelines.sections import SECTIONS


class GuidelineForm(BrandScopedForm):
    """Writes what the fields say into the source; a guideline that cannot be read is not saved."""

    #: The guideline that the form makes, once it is clean.
    read: core.Guideline | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance._state.adding:
            instance.show_source()
        super().__init__(*args, **kwargs)
        for section in SECTIONS if self.is_bound else ():
            field = self.fields.get(section.field)
            if field and field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(section.field)):
                del self.fields[section.field]  # what was not sent stays as it is
        for section in SECTIONS if instance is not None else ():
            if is_crowd(instance, section.field) and not self._is_sent(section.field):
                self.fields.pop(section.field, None)  # edited by pages

    def _is_sent(self, name: str) -> bool:
        return self.is_bound and f"{self.add_prefix(name)}-count" in self.data

    def clean(self) -> dict[str, Any]:
        """Read the guideline as publishing it will."""
        cleaned = super().clean()
        brand = cleaned.get("brand") or getattr(self.instance, "brand", None)
        if brand is None or self.errors:
            return cleaned
        streams = {
            section.field: cleaned.get(section.field, getattr(self.instance, section.field)) for section in SECTIONS
        }
        self.instance.brand = brand
        self.instance._shown = None
        files = library_of(self.instance)
        source = ""
        try:
            source = source_of(self.instance.source, streams, files)
            self.read = read_source(source, brand=brand)
        except GuidelineError as error:
            self._say(error, place_of(error, source, streams, files), streams)
        else:
            self.instance.source = source
        return cleaned

    def _say(self, error: GuidelineError, place: tuple[str, int, str] | None, streams: dict[str, Any]) -> None:
        said = ValidationError(error.message.show(current_translator()))
        if place is None:
            self.add_error(None, said)
            return
        field, index, child = place
        if index >= len(streams[field]):
            self.add_error(field, StreamBlockValidationError(non_block_errors=[said]))
            return
        inside = StructBlockValidationError(
            block_errors={child: said} if child else None, non_block_errors=None if child else [said]
        )
        self.add_error(field, StreamBlockValidationError(block_errors={index: inside}))
