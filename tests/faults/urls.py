"""The hub's addresses, and one that publishes: in a request, through all middleware, as editors do."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from hub.content.models import Piece
from hub.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]


@csrf_exempt
def publish(_request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say something new in a piece and publish it; every seventh time take it back first."""
    row = Piece.objects.get(slug=slug)
    if number % 7 == 0:
        row.unpublish()
        row = Piece.objects.get(pk=row.pk)
    draft = row.get_latest_revision_as_object()
    draft.headline = f"Fassung {number}"
    draft.publish(draft.save_revision())
    return HttpResponse(str(number))


urlpatterns = [*urlpatterns, path("test/publish/<slug:slug>/<int:number>", publish)]
