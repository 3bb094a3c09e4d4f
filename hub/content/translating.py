"""The page of a piece's languages: how it stands in each, drafts in others, and what was compared."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from hub.content.languages import languages_of
from hub.content.models import Piece
from hub.content.services import confirm_translation, missing_locales, translate


class TranslateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Which language? Then the draft opens in the editor."""

    model: type[Piece] = Piece
    permission_required = "add"
    template_name = "content/translate.html"
    page_title = gettext_lazy("Languages")
    header_icon = "globe"
    edit_url_name = ""
    index_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the piece; the viewset has made sure that it exists for the user."""
        super().setup(request, *args, **kwargs)
        self.piece = get_object_or_404(Piece, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Which piece."""
        return str(self.piece)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, the piece, here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Pieces")},
            {"url": self._edit_url(self.piece), "label": str(self.piece)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The languages that are missing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "languages": languages_of([self.piece])[self.piece.translation_key],
            "edit_url": self._edit_url(self.piece),
            "edit_url_name": self.edit_url_name,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Make the draft and open it; or note that a translation was compared."""
        if "confirm" in request.POST:
            return self._confirm(request)
        wanted = request.POST.get("locale", "")
        locale = next((each for each in missing_locales(self.piece) if each.language_code == wanted), None)
        if locale is None:
            raise Http404
        copy = translate(self.piece, locale, user=request.user)
        messages.success(request, _("The draft in %(language)s is ready.") % {"language": locale.get_display_name()})
        return redirect(self._edit_url(copy))

    def _confirm(self, request: HttpRequest) -> HttpResponseBase:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        number = request.POST.get("confirm", "")
        known = Piece.objects.filter(translation_key=self.piece.translation_key)
        translation = get_object_or_404(known, pk=number if number.isdecimal() else 0)
        lock = translation.get_lock()
        if lock is not None and lock.for_user(request.user):
            messages.error(request, lock.get_message(request.user))
        elif confirm_translation(translation, user=request.user):
            messages.success(request, _("Noted: the translation says the same."))
        return redirect(request.path)

    def _edit_url(self, piece: Piece) -> str:
        return reverse(self.edit_url_name, args=[piece.pk])
