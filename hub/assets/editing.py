"""The pages of a picture and of a document.

A new file for a picture takes its place everywhere, and is seen beside the old one before that.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents.views import documents
from wagtail.images.views import images

from hub.assets.hints import hints_for
from hub.assets.uses import Usage, usage_of


class ImageEditView(images.EditView):  # type: ignore[misc]
    """Says what a new file changes, before and after."""

    template_name = "assets/image_edit.html"
    replaced: Usage | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What uses the picture, drafts and overrides included."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        usage = usage_of(self.object, self.request.user)
        count = len(usage.users) + usage.hidden
        return context | {"usage": usage, "usage_count_val": count, "hints": hints_for(self.object)}

    def form_valid(self, form: Any) -> Any:
        """Remember what shows the old file; afterwards nothing does."""
        if "file" in form.changed_data:
            self.replaced = usage_of(self.object, self.request.user)
        return super().form_valid(form)

    def get_success_message(self) -> str:
        """How far it reaches."""
        if self.replaced is None:
            saved: str = super().get_success_message()
            return saved
        places = len(self.replaced.users) + self.replaced.hidden
        if not places:
            return _("“%(title)s” has its new file. Nothing uses it yet.") % {"title": self.object.title}
        where = ngettext(
            "“%(title)s” has its new file, and so has the place that uses it.",
            "“%(title)s” has its new file, and so have the %(count)d places that use it.",
            places,
        ) % {"title": self.object.title, "count": places}
        count = self.replaced.variants
        anew = ngettext("One variant is rendered anew.", "%(count)d variants are rendered anew.", count)
        return f"{where} {anew % {'count': count}}" if count else where


class DocumentEditView(documents.EditView):  # type: ignore[misc]
    """Says what a logo's file lacks, and counts its uses in guidelines."""

    template_name = "assets/document_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What uses the document, and what to know of it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        usage = usage_of(self.object, self.request.user)
        return context | {"usage_count_val": len(usage.users) + usage.hidden, "hints": hints_for(self.object)}


def connect() -> None:
    """Put ours where Wagtail's are, before its addresses are read."""
    images.EditView = ImageEditView
    documents.EditView = DocumentEditView
