"""Where the editor asks how much of a channel's limits an override takes, while it is being typed."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from hub.content.models import Piece
from hub.content.override_meters import plain_words
from hub.content.override_sheet import shown_meters
from hub.content.overriding import Address, known_field
from renderers import registry

#: Longer than any message; more is not counted.
LONGEST = 20_000


class MeasureView(PermissionCheckedMixin, View):  # type: ignore[misc]
    """The meters of one field. Reads and keeps nothing."""

    model: type[Piece] = Piece
    http_method_names = ("post",)
    any_permission_required = ("add", "change")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        """Measure."""
        address = Address(*(request.POST.get(name, "") for name in ("channel", "format", "field")))
        field = known_field(address)
        if field is None:
            raise Http404
        words = plain_words(request.POST.get("text", "")[:LONGEST])
        meters = list(shown_meters(registry.get(address.channel), address.format, field, words))
        response = JsonResponse({"meters": meters})
        response["Cache-Control"] = "no-store"
        return response
