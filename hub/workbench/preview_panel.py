"""Wagtail's Preview panel for pieces: never out of date, whatever the form still lacks, and with ways to look.

Wagtail keeps the form of a preview for its user alone and forgets it with the editor. How somebody looks (as which
reader, on which screen) is kept in their session; what they see so is kept nowhere.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.utils.translation import get_language
from wagtail.admin.models import FormState
from wagtail.snippets.views.snippets import PreviewOnEditView
from wagtail.utils.decorators import xframe_options_sameorigin_override

from hub.content.glance import DARK, LIGHT, NAMED, NOBODY, Glance, Lack
from hub.content.models import Piece
from hub.workbench.contentpaths import Addresses
from hub.workbench.unsaved import NewPieceView, errors_of, piece_of

_KEPT = {"reader": (NOBODY, NAMED), "screen": (LIGHT, DARK)}
_UNREADABLE = (MultiValueDictKeyError, ValidationError, ValueError, TypeError)


class _Preview:
    """Shows a form as it stands: what does not validate is said above the preview, not instead of it."""

    request: Any
    object: Any

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Take the form as it was typed. One that cannot be read at all leaves the last one standing."""
        view: Any = self
        view.remove_old_preview_data()
        form = view.get_form(request.POST)
        try:
            view.validate_form(form)
        except _UNREADABLE:
            return JsonResponse({"is_valid": False, "is_available": view._get_form_state() is not None})
        FormState.objects.update_or_create_by_instance(
            instance=self.object,
            parent_object_id=view.parent_object_id,
            user=request.user,
            defaults={"data": form.data.urlencode(), "last_updated_at": now()},
        )
        return JsonResponse({"is_valid": True, "is_available": True})

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The preview, or a file of what is previewed."""
        view: Any = self
        piece, refused = self._piece()
        mode = request.GET.get("mode") or piece.default_preview_mode
        attributes = view.get_extra_request_attrs() | {"glance": self._glance(request, piece, refused)}
        answer: HttpResponse = piece.make_preview_request(request, mode, attributes)
        return answer

    def _piece(self) -> tuple[Piece, tuple[Lack, ...]]:
        """The piece as it was typed last, and what its form refuses; without a form as it was saved last."""
        view: Any = self
        state = view._get_form_state()
        if state is None:
            return self.object, ()
        form = view.get_form(view._get_form_data(state))
        try:
            is_valid = view.validate_form(form)
            piece = piece_of(form, is_valid=is_valid)
        except _UNREADABLE:
            return self.object, ()
        refused = [Lack(f"{label}: {reason}" if label else reason, name) for name, label, reason in errors_of(form)]
        return piece, tuple(refused)

    @staticmethod
    def _glance(request: Any, piece: Piece, refused: tuple[Lack, ...]) -> Glance:
        chosen, addresses = {}, Addresses(piece)
        for name, ways in _KEPT.items():
            key = f"preview_{name}"
            asked = request.GET.get(name)
            if asked in ways and asked != request.session.get(key, ways[0]):
                request.session[key] = asked
            kept = asked or request.session.get(key)
            chosen[name] = kept if kept in ways else ways[0]
        return Glance(
            reader=chosen["reader"],
            scheme=chosen["screen"],
            file=request.GET.get("file", ""),
            as_new=request.GET.get("open") == "new",
            in_panel=request.GET.get("in_preview_panel") == "true",
            answers=True,
            language=get_language() or "",
            refused=refused,
            place=addresses.label,
            path=addresses.path,
        )


class PiecePreviewOnEdit(_Preview, PreviewOnEditView):  # type: ignore[misc]
    """Of a piece that there is; Wagtail asks for the right to change it, the viewset for its brand."""


class PiecePreviewOnCreate(_Preview, NewPieceView):
    """Of a piece that there is not yet."""


class KnowsItsLocale:
    """Mix into the create view of pieces: the preview is asked for in the language that is being written."""

    def get_preview_url(self) -> str:
        """Wagtail's, with the locale."""
        url: str = super().get_preview_url()  # type: ignore[misc]
        locale = getattr(self, "locale", None)
        return f"{url}?{urlencode({'locale': locale.language_code})}" if locale is not None else url


class ServesPreview:
    """Mix into the viewset of pieces."""

    preview_on_add_view_class = PiecePreviewOnCreate
    preview_on_edit_view_class = PiecePreviewOnEdit
