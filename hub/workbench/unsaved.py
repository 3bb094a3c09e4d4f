"""From the form in somebody's browser to a piece that is not saved, however broken the form is."""

from typing import Any

from django import forms
from wagtail.blocks import StreamValue
from wagtail.models import Locale
from wagtail.snippets.views.snippets import PreviewOnCreateView

from hub.accounts.viewsets import names_foreign
from hub.content.models import Piece


class NewPieceView(PreviewOnCreateView):  # type: ignore[misc]
    """Looks at a piece that there is not yet."""

    def get_object(self) -> Piece:
        """A new piece in the locale it is being written in."""
        piece: Piece = super().get_object()
        code = self.request.GET.get("locale", "")
        locale = Locale.objects.filter(language_code=code).first() if code else None
        if locale is not None:
            piece.locale = locale
        return piece


def piece_of(form: Any, *, is_valid: bool) -> Piece:
    """The piece as the form says it.

    A field that does not validate keeps the words as they were typed, as far as they can be read at all: who writes
    too long a headline wants to know what else is wrong with it. Whatever else is refused stays as it was saved: it may
    name what is another brand's, and nobody may be told what that looks like.
    """
    if is_valid:
        saved: Piece = form.save(commit=False)
        return saved
    piece: Piece = form.instance
    for name in form.errors:
        if name in form.fields:
            _take_over(piece, form, name)
    return piece


def _take_over(piece: Piece, form: Any, name: str) -> None:
    field = form.fields[name]
    value = field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
    is_words = isinstance(value, str) and type(field) in {forms.CharField, forms.SlugField}
    if is_words or (isinstance(value, StreamValue) and not names_foreign(value, form.for_user)):
        setattr(piece, name, value)
    elif not isinstance(value, StreamValue) and name in form.initial:
        column: Any = Piece._meta.get_field(name)
        setattr(piece, column.attname, form.initial[name])


def errors_of(form: Any) -> list[tuple[str, str, str]]:
    """What the form itself refuses: the field's name, its label and the first reason for each."""
    found = []
    for name, reasons in form.errors.items():
        field = form.fields.get(name)
        label = str(field.label or name) if field is not None else ""
        found.append((name if field is not None else "", label, str(reasons[0]) if reasons else ""))
    return found
