"""The entries of one section by pages, to look through and edit, however many there are; and many terms pasted."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.accounts.viewsets import names_foreign
from hub.guidelines.convert import read_source
from hub.guidelines.crowds import BY_FIELD, PAGE
from hub.guidelines.fields import entries_of, library_of
from hub.guidelines.models import Guideline
from hub.guidelines.panels import DESK, picking
from hub.guidelines.sections import Shape
from hub.guidelines.services import import_guideline
from hub.guidelines.views import GuidelineView
from hub.guidelines.writing import path_at, read_fields, write_source

#: Sections of one entry have no pages.
LISTED = tuple(name for name, section in BY_FIELD.items() if section.shape in (Shape.LIST, Shape.NAMED))


class PageForm(forms.Form):
    """Some entries of a section, as the guideline's form has them."""

    def __init__(self, *args: Any, guideline: Guideline, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        field: Any = Guideline._meta.get_field(section)
        self.fields[section] = field.formfield(label="")
        self.fields[section].required = False
        self._guideline = guideline

    def say(self, error: GuidelineError, index: int | None, child: str) -> None:
        """What is wrong, at the entry it is wrong in."""
        said = forms.ValidationError(error.message.show(current_translator()))
        if index is None:
            self.add_error(None, said)
            return
        inside = StructBlockValidationError(
            block_errors={child: said} if child else None, non_block_errors=None if child else [said]
        )
        self.add_error(self.section, StreamBlockValidationError(block_errors={index: inside}))


class EntriesView(GuidelineView):
    """One section, fifty entries a page; searched by what stands in them."""

    page_title = gettext_lazy("All entries")
    template_name = "guidelines/entries.html"

    @cached_property
    def section(self) -> str:
        """Which section."""
        name = self.request.GET.get("of", "terms")
        if name not in LISTED:
            raise Http404
        return name

    @cached_property
    def blocks(self) -> list[dict[str, Any]]:
        """All entries of the draft, as they are stored."""
        stored: list[dict[str, Any]] = [dict(each) for each in getattr(self.guideline, self.section).raw_data]
        return stored

    @cached_property
    def page(self) -> Page[Any]:
        """The entries to be shown, by their place among all."""
        words = self.request.GET.get("q", "").casefold().split()
        kind = self.request.GET.get("kind", "")
        found = [
            number
            for number, block in enumerate(self.blocks)
            if (not kind or block["value"].get("kind") == kind)
            and (not words or _has(json.dumps(block["value"], ensure_ascii=False).casefold(), words))
        ]
        return Paginator(found, PAGE).get_page(self.request.GET.get("p"))

    def get_page_subtitle(self) -> str:
        """The section's name."""
        return str(Guideline._meta.get_field(self.section).verbose_name)  # type: ignore[union-attr]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with a page of entries."""
        shown = [self.blocks[number] for number in self.page.object_list]
        form = kwargs.pop("form", None) or PageForm(
            guideline=self.guideline, section=self.section, initial={self.section: self._stream(shown)}
        )
        question = self.request.GET.copy()
        question.pop("p", None)
        return super().get_context_data(
            form=form,
            field=form[self.section],
            section=self.section,
            page=self.page,
            total=len(self.blocks),
            seen=kwargs.pop("seen", None) or _sign(shown),
            known=kwargs.pop("known", None) or ",".join(str(block["id"]) for block in shown),
            question=question.urlencode(),
            kinds=self._kinds(),
            back=self.url("edit"),
            paste=self.url("paste"),
            media=form.media + DESK,
            **picking(self.guideline),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Put the page's entries back among the others."""
        form = PageForm(request.POST, guideline=self.guideline, section=self.section)
        known = [mark for mark in request.POST.get("known", "").split(",") if mark]
        if self.guideline.locked and self.guideline.locked_by_id != request.user.pk:
            form.add_error(None, _("The guideline is locked. Unlock it first."))
        there = [block for block in self.blocks if block["id"] in known]
        if len(there) != len(known) or _sign(there) != request.POST.get("seen", ""):
            form.add_error(None, _("Somebody changed these entries meanwhile. Open the page again in another window."))
        if form.is_valid() and names_foreign(form.cleaned_data[self.section], request.user):
            form.add_error(None, _("A block refers to something that does not exist for you. Choose it again."))
        if form.is_valid() and self._keep(form, known):
            messages.success(request, _("Saved as a draft. Look at it, then publish it."))
            return redirect(request.get_full_path())
        return self.render_to_response(
            self.get_context_data(form=form, known=",".join(known), seen=request.POST.get("seen"))
        )

    def _keep(self, form: PageForm, known: list[str]) -> bool:
        posted = form.cleaned_data[self.section]
        marks = [str(each.id or "") for each in posted]
        values = dict(enumerate(entries_of(posted)))
        entries, places = _merged(self._entries(), known, marks, values)
        draft, files = self.guideline, library_of(self.guideline)
        source = ""
        try:
            fields = read_fields(draft.source, files) | {self.section: entries}
            source = write_source(draft.source, fields, files)
            read_source(source, brand=draft.brand)
        except GuidelineError as error:
            path = path_at(source, error.line, error.column) if error.line and source else ""
            path = path or str(dict(error.message.params).get("path", ""))
            found = BY_FIELD[self.section].index(entries, path, files) if path else None
            form.say(error, places.get(found[0]) if found else None, found[1] if found else "")
            return False
        if source != draft.source:
            import_guideline(draft.brand, source, user=self.request.user, publish=False)
        return True

    def _entries(self) -> list[tuple[str, dict[str, Any]]]:
        entries = entries_of(getattr(self.guideline, self.section))
        return [(str(block["id"]), entry) for block, entry in zip(self.blocks, entries, strict=True)]

    def _stream(self, blocks: list[dict[str, Any]]) -> Any:
        return getattr(self.guideline, self.section).stream_block.to_python(blocks)

    def _kinds(self) -> list[dict[str, Any]]:
        if self.section != "terms":
            return []
        counts: dict[str, int] = {}
        for block in self.blocks:
            kind = block["value"].get("kind", "")
            counts[kind] = counts.get(kind, 0) + 1
        from hub.guidelines.word_blocks import TERMS

        return [{"key": key, "label": label, "count": counts[key]} for key, label in TERMS if key in counts]


def _has(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _sign(blocks: list[dict[str, Any]]) -> str:
    """What tells whether entries are still those that were shown."""
    return hashlib.sha256(json.dumps(blocks, sort_keys=True, default=str).encode()).hexdigest()[:24]


def _merged(
    entries: list[tuple[str, dict[str, Any]]], known: list[str], marks: list[str], values: dict[int, dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """All entries with those of the page in place of what stood there; and where in the page each of them is.

    What was taken out of the page is gone, what is new follows the page's last.
    """
    posted = {mark: number for number, mark in enumerate(marks) if mark in known}
    new = [number for number, mark in enumerate(marks) if mark not in known]
    last = max((at for at, (mark, _) in enumerate(entries) if mark in known), default=len(entries) - 1)
    order: list[tuple[dict[str, Any], int | None]] = []
    for at, (mark, entry) in enumerate(entries):
        if mark not in known:
            order.append((entry, None))
        elif mark in posted:
            order.append((values[posted[mark]], posted[mark]))
        if at == last:
            order += [(values[number], number) for number in new]
    if not entries:
        order = [(values[number], number) for number in new]
    places = {at: number for at, (_, number) in enumerate(order) if number is not None}
    return [entry for entry, _ in order], places
