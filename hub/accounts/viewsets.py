"""Viewsets of the admin that show each user their own brands' objects only, in every view at once."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import WorkflowState
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from hub.accounts.scoping import Viewer, is_scoped, require_visible, visible

View = Callable[..., HttpResponseBase]


def guard_view(view: View, model: type[Model]) -> View:
    """Answer 404 before `view` runs when the URL names an object outside the user's brands.

    Wagtail 8 loads the object by primary key in edit, delete, history, usage, compare, revert, unpublish, lock and
    workflow views, and asks only for the model-wide right. All of them get the key as `pk`.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            pk = unquote(str(kwargs["pk"]))
            require_visible(model, [pk], request.user)
            _require_same_object(model, pk, kwargs)
        # Choosers name the objects in the query.
        if wanted := request.GET.getlist("id"):
            require_visible(model, wanted, request.user)
        return view(request, *args, **kwargs)

    return guarded


def _require_same_object(model: type[Model], pk: str, kwargs: dict[str, Any]) -> None:
    """The task or workflow in the URL must be the object's: Wagtail looks it up by its own number alone."""
    if "task_state_id" in kwargs:
        states = WorkflowState.objects.filter(task_states=kwargs["task_state_id"])
    elif "workflow_state_id" in kwargs:
        states = WorkflowState.objects.filter(pk=kwargs["workflow_state_id"])
    else:
        return
    if not any(state.object_id == pk and state.content_type.model_class() is model for state in states):
        raise Http404


class ScopedChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """A chooser that offers, and confirms, the user's own brands' objects only."""

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> View:
        """Narrow the lists, guard the rest."""

        class Scoped(view_class):  # type: ignore[misc]
            def get_object_list(self) -> QuerySet[Any]:
                return narrow(super().get_object_list(), self.request.user)

        Scoped.__name__ = view_class.__name__
        scoped = Scoped if hasattr(view_class, "get_object_list") else view_class
        return guard_view(super().construct_view(scoped, **kwargs), self.model)


class BrandScopedViewSetMixin:
    """Put it before `SnippetViewSet` or `ModelViewSet` of a model with a `brand_path`; register the policy, too.

    Every view of a viewset, the third-party ones included, passes `construct_view`: so that is where the brand is
    asked for. Lists and exports are narrowed as well, choosers by `ScopedChooserViewSet`.
    """

    model: type[Model]
    chooser_viewset_class = ScopedChooserViewSet

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> View:
        """Build the view, its list narrowed, the whole guarded."""
        if hasattr(view_class, "get_base_queryset"):

            class Scoped(view_class):  # type: ignore[misc]
                def get_base_queryset(self) -> QuerySet[Any]:
                    return narrow(super().get_base_queryset(), self.request.user)

            Scoped.__name__, Scoped.__qualname__ = view_class.__name__, view_class.__qualname__
            view_class = Scoped
        view: View = super().construct_view(view_class, **kwargs)  # type: ignore[misc]
        return guard_view(view, self.model)


def narrow(queryset: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """The part of this queryset that exists for the viewer; untouched where the model knows no brand."""
    if not is_scoped(queryset.model):
        return queryset
    return queryset.filter(pk__in=visible(queryset.model, viewer).values("pk"))


class BrandScopedForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A form whose choices are the user's own brands' objects: use it as `base_form_class` of brand-owned models.

    Without it a forged number in a POST would point a campaign to another brand, or a piece to its campaign.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:  # a form that no request made
            return
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                field.queryset = narrow(field.queryset, self.for_user)
