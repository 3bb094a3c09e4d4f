"""Tags of pictures and documents: one table for all brands, so each sees only those that stand on assets of its own."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentsIndexView
from wagtail.images.views import chooser, images

from hub.accounts.scoping import Viewer, visible
from hub.assets.filters import RightsFilter
from hub.assets.models import DocumentAsset, ImageAsset

#: As many as Wagtail offers.
POPULAR = OFFERED = 10


def own_tags(viewer: Viewer, *models: type[Model]) -> QuerySet[Tag]:
    """The tags of assets (of these kinds; of all) that exist for the viewer, those used most coming first."""
    used = Q()
    for model in models or (ImageAsset, DocumentAsset):
        used |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=visible(model, viewer).values("pk"),
        )
    rows: QuerySet[Tag] = Tag.objects.filter(used).annotate(uses=Count("taggit_taggeditem_items"))
    return rows.order_by("-uses", "name")


def complete(request: HttpRequest) -> JsonResponse:
    """What a field for tags offers for the letters typed so far."""
    term = request.GET.get("term", "").replace("\0", "")
    tags = own_tags(request.user).filter(name__istartswith=term).order_by("name") if term else Tag.objects.none()
    return JsonResponse(list(tags.values_list("name", flat=True)[:OFFERED]), safe=False)


class _OwnTags:
    """Filters by the tags of one's own brands, by rights and by use."""

    filters: dict[str, Any]
    _meta: Any

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]
        self.filters["rights"] = RightsFilter(viewer=request.user)
        if "tag" in self.filters:
            names = own_tags(request.user, self._meta.model).values_list("name", flat=True)[:POPULAR]
            self.filters["tag"].extra["choices"] = [(name, name) for name in names]


class OwnImagesFilterSet(_OwnTags, images.ImagesFilterSet):  # type: ignore[misc]
    """Filters of the picture library."""


class OwnDocumentsFilterSet(_OwnTags, DocumentsFilterSet):  # type: ignore[misc]
    """Filters of the documents."""


class OwnImageChooseView(chooser.ImageChooseView):  # type: ignore[misc]
    """The picture chooser, which suggests tags."""

    def get_context_data(self, **kwargs: Any) -> Any:
        """Suggest one's own."""
        tags = own_tags(self.request.user, ImageAsset)[:POPULAR]
        return super().get_context_data(**kwargs) | {"popular_tags": tags}


def connect() -> None:
    """Put ours where Wagtail's are; its pages for pictures and documents are no viewsets that could be replaced."""
    images.IndexView.filterset_class = OwnImagesFilterSet
    DocumentsIndexView.filterset_class = OwnDocumentsFilterSet
    chooser.viewset.choose_view_class = OwnImageChooseView
