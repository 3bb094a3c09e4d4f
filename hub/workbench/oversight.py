"""Wagtail's overviews, kept inside each one's brands: they name objects without asking whose they are."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.models import ModelLogEntry, PageLogEntry

from hub.accounts.models import User
from hub.accounts.scoping import is_scoped, is_visible, principal_of, visible
from hub.accounts.selectors import colleagues_of


class ScopedHistoryFilterSet(SiteHistoryReportFilterSet):  # type: ignore[misc]
    """Filters that offer one's colleagues."""

    def get_user_choices(self) -> QuerySet[User]:
        """Nobody whom the user may not see."""
        choices: QuerySet[User] = super().get_user_choices()
        return choices.filter(pk__in=colleagues_of(self.request.user).values("pk"))


class ScopedLogEntriesView(LogEntriesView):  # type: ignore[misc]
    """The history of everything, as far as it is of one's own brands."""

    page_title = _("History")
    filterset_class = ScopedHistoryFilterSet

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Wagtail's filters, and whose it is."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        user = self.request.user
        if principal_of(user).brand_ids is None:
            return rows
        if rows.model is PageLogEntry:
            return rows.none()
        foreign = Q()
        for kind in ContentType.objects.filter(pk__in=ModelLogEntry.objects.values("content_type")):
            model = kind.model_class()
            if model is not None and is_scoped(model):
                own = visible(model, user).annotate(pk_text=Cast("pk", CharField())).values("pk_text")
                foreign |= Q(content_type=kind) & ~Q(object_id__in=own)
        return rows.exclude(foreign) if foreign else rows


@hooks.register("register_reports_menu_item")
def offer_history() -> MenuItem:
    """The history, for everybody: Wagtail's item is for those who may edit pages."""
    return MenuItem(
        _("History"), reverse("wagtailadmin_reports:site_history"), name="history", icon_name="history", order=1000
    )


class ScopedModeratePanel(WorkflowObjectsToModeratePanel):  # type: ignore[misc]
    """What waits for one's approval: the roles are everybody's, the objects are not."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's list, without other brands' objects."""
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["states"] = [state for state in context["states"] if is_visible(state["obj"], user)]
        return context


@hooks.register("construct_homepage_panels")
def scope_moderation(_request: HttpRequest, panels: list[Any]) -> None:
    """Put ours where Wagtail's was."""
    panels[:] = [ScopedModeratePanel() if type(panel) is WorkflowObjectsToModeratePanel else panel for panel in panels]
