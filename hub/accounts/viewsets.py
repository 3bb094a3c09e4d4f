"""Viewsets of the admin that show each user their own brands' objects only, in every view at once."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views.generic import DeleteView
from wagtail.blocks import StreamValue
from wagtail.models import WorkflowState
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from hub.accounts.choosers import ThingChooser
from hub.accounts.conflicts import HearsOfChanges
from hub.accounts.deleting import RefusesDeletion
from hub.accounts.models import User
from hub.accounts.scoping import Viewer, is_scoped, require_visible, visible
from hub.accounts.selectors import colleagues_of

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


class _NarrowedList:
    """A list whose rows and filters are the user's own brands'."""

    request: Any

    def get_base_queryset(self) -> QuerySet[Any]:
        return narrow(super().get_base_queryset(), self.request.user)  # type: ignore[misc]

    @cached_property
    def filters(self) -> Any:
        filters = super().filters  # type: ignore[misc]
        if filters is not None:
            narrow_choices(filters.form, self.request.user)
        return filters


class _NarrowedChooser:
    """A chooser that offers the user's own brands' objects."""

    request: Any
    page_subtitle = ""  # Wagtail's "Choose" and "campaign", side by side, are no German

    def get_object_list(self) -> QuerySet[Any]:
        return narrow(super().get_object_list(), self.request.user)  # type: ignore[misc]


def _mixed(mixin: type, view_class: type[Any]) -> type[Any]:
    """`view_class` with the mixin before it, under its own name."""
    return type(view_class.__name__, (mixin, view_class), {"__module__": view_class.__module__})


class ScopedChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """A chooser that offers, and confirms, the user's own brands' objects only."""

    base_widget_class = ThingChooser

    @cached_property
    def page_title(self) -> Any:
        """What is chosen, in one phrase."""
        return format_lazy(gettext_lazy("Choose {object}"), object=self.model._meta.verbose_name)

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> View:
        """Narrow the lists, guard the rest."""
        scoped = _mixed(_NarrowedChooser, view_class) if hasattr(view_class, "get_object_list") else view_class
        return guard_view(super().construct_view(scoped, **kwargs), self.model)


class BrandScopedViewSetMixin:
    """Put it before `SnippetViewSet` or `ModelViewSet` of a model with a `brand_path`; register the policy, too.

    Editors of what has revisions hear of what others saved meanwhile.

    Every view of a viewset, the third-party ones included, passes `construct_view`: so that is where the brand is
    asked for. Lists, their filters and exports are narrowed as well, choosers by `ScopedChooserViewSet`.
    """

    model: type[Model]
    chooser_viewset_class = ScopedChooserViewSet

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> View:
        """Build the view, its list narrowed, the whole guarded."""
        scoped = _mixed(_NarrowedList, view_class) if hasattr(view_class, "get_base_queryset") else view_class
        if issubclass(view_class, DeleteView):
            scoped = _mixed(RefusesDeletion, scoped)
        if hasattr(view_class, "is_out_of_date"):
            scoped = _mixed(HearsOfChanges, scoped)
        view: View = super().construct_view(scoped, **kwargs)  # type: ignore[misc]
        return guard_view(view, self.model)


def narrow(queryset: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """The part of this queryset that exists for the viewer; untouched where the model knows no brand."""
    if not is_scoped(queryset.model):
        return queryset
    return queryset.filter(pk__in=visible(queryset.model, viewer).values("pk"))


def narrow_choices(form: BaseForm, viewer: Viewer) -> None:
    """Offer in every field of the form what exists for the viewer, and what is chosen already.

    What is chosen stays: a form that forgot it would take it away with the next save. Of people, the colleagues are
    offered: who works for one of the viewer's brands, if only for that among others.
    """
    for name, field in form.fields.items():
        queryset = getattr(field, "queryset", None)
        if queryset is None or not is_scoped(queryset.model):
            continue
        offered = colleagues_of(viewer) if queryset.model is User else visible(queryset.model, viewer)
        chosen = form.get_initial_for_field(field, name) or []
        keys = [getattr(each, "pk", each) for each in (chosen if isinstance(chosen, list | tuple) else [chosen])]
        field.queryset = queryset.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=keys))  # type: ignore[attr-defined]


class BrandScopedForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A form whose choices are the user's own brands' objects: use it as `base_form_class` of brand-owned models.

    Without it a forged number in a POST would point a campaign to another brand, or a piece to its campaign.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:  # None: a form that no request made
            narrow_choices(self, self.for_user)

    def clean(self) -> dict[str, Any]:
        """Refuse what a block refers to in another brand: no field offers it, but a forged number could name it."""
        cleaned: dict[str, Any] = super().clean()
        for name, value in list((cleaned or {}).items()):
            if self.for_user is not None and isinstance(value, StreamValue) and names_foreign(value, self.for_user):
                self.add_error(name, _("A block refers to something that does not exist for you. Choose it again."))
        return cleaned


def names_foreign(stream: StreamValue, viewer: Viewer) -> bool:
    """Whether a block refers to what does not exist for somebody."""
    named: dict[type[Model], set[str]] = {}
    for model, key, *_path in stream.stream_block.extract_references(stream):
        if is_scoped(model):
            named.setdefault(model, set()).add(str(key))
    return any(visible(model, viewer).filter(pk__in=keys).count() != len(keys) for model, keys in named.items())
