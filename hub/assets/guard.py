"""Wagtail's own pages for pictures and documents answer 404 for another brand's, before any of them runs.

They ask the permission policy and then answer 403 or redirect, which tells that there is something.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from hub.accounts.scoping import require_visible
from hub.assets.models import DocumentAsset, ImageAsset

MODELS: dict[str, type[Model]] = {
    "wagtailimages": ImageAsset,
    "wagtailimages_chooser": ImageAsset,
    "wagtaildocs": DocumentAsset,
    "wagtaildocs_chooser": DocumentAsset,
}
KEYS = ("image_id", "document_id", "doc_id", "pk")


class AssetGuardMiddleware:
    """Looks at the names in the URL, once it is known which view they are for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Raise 404 when the URL names an asset that does not exist for the user."""
        match = request.resolver_match
        model = MODELS.get(match.namespace) if match else None
        # Who is not signed in is asked to, by the view: their answer must not depend on what there is.
        if model is None or not request.user.is_authenticated:
            return
        named = [kwargs[key] for key in KEYS if key in kwargs] + request.GET.getlist("id")
        if named:
            require_visible(model, named, request.user)
