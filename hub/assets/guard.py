"""Wagtail's own pages for pictures and documents answer 404 for another brand's, before any of them runs.

They ask the permission policy and then answer 403 or redirect, which tells that there is something. Its completion of
tags asks nobody at all, so ours answers in its place.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from hub.accounts.deleting import refusal, uses_of
from hub.accounts.scoping import require_visible
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.tags import complete

MODELS: dict[str, type[Model]] = {
    "wagtailimages": ImageAsset,
    "wagtailimages_chooser": ImageAsset,
    "wagtaildocs": DocumentAsset,
    "wagtaildocs_chooser": DocumentAsset,
}
KEYS = ("image_id", "document_id", "doc_id", "pk")
TAGS = frozenset({"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"})
#: Tells who else is editing an object; Wagtail asks for the right to change such objects, not whose it is.
EDITING = "wagtailadmin_editing_sessions:ping"


#: Wagtail's pages that delete one picture or document.
DELETING = frozenset({"delete", "delete_multiple"})


class AssetGuardMiddleware:
    """Looks at the names in the URL, once it is known which view they are for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Raise 404 when the URL names an asset that does not exist for the user."""
        match = request.resolver_match
        if match is not None and match.url_name in TAGS and request.user.has_perm("wagtailadmin.access_admin"):
            return complete(request)
        model = MODELS.get(match.namespace) if match else None
        if match is not None and match.view_name == EDITING and request.user.is_authenticated:
            _require_edited(request, kwargs)
        # Who is not signed in is asked to, by the view: their answer must not depend on what there is.
        if model is None or not request.user.is_authenticated:
            return None
        named = [kwargs[key] for key in KEYS if key in kwargs] + request.GET.getlist("id")
        if named:
            require_visible(model, named, request.user)
        if match is not None and match.url_name in DELETING:
            return _refuse_used(request, model, named)
        return None


def _refuse_used(request: HttpRequest, model: type[Model], named: list[object]) -> HttpResponse | None:
    """Say what uses it, to those who could delete it; the view answers the others, and a GET where only POST is one."""
    match = request.resolver_match
    is_looking = match is not None and match.url_name == "delete_multiple" and request.method != "POST"
    if is_looking or not request.user.has_perm(f"assets.delete_{model._meta.model_name}"):
        return None
    instance = model._default_manager.get(pk=named[0])
    uses = uses_of(instance)
    return refusal(request, [instance], uses) if uses else None


def _require_edited(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError as error:
        raise Http404 from error
    require_visible(model, [unquote(kwargs["object_id"])], request.user)
