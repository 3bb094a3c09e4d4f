"""Campaigns and pieces in the admin."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn, UpdatedAtColumn
from wagtail.admin.views.generic import CopyViewMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
    WorkflowActionView,
)

from hub.accounts.language import current_translator
from hub.accounts.selectors import brands_visible_to
from hub.accounts.viewsets import BrandScopedViewSetMixin
from hub.content.campaigns import Campaign
from hub.content.errors import PublishRefusedError
from hub.content.languages import languages_of
from hub.content.measuring import MeasureView
from hub.content.models import Piece
from hub.content.signals import piece_presented
from hub.content.translating import TranslateView


class SaysRefusal:
    """Puts a view's refused publish into words: the draft is kept, the reasons are shown."""

    request: Any
    object: Any

    def publish_action(self) -> HttpResponseBase | None:
        """Publish; if it is refused, stay on the page and say why."""
        return self._attempt(super().publish_action, is_submitted=False)  # type: ignore[misc]

    def submit_action(self) -> HttpResponseBase | None:
        """Submit; a workflow without tasks publishes at once."""
        return self._attempt(super().submit_action, is_submitted=True)  # type: ignore[misc]

    def restart_workflow_action(self) -> HttpResponseBase | None:
        """The same from the beginning."""
        return self._attempt(super().restart_workflow_action, is_submitted=True)  # type: ignore[misc]

    def workflow_action_action(self) -> HttpResponseBase | None:
        """Approve; the last approval publishes."""
        return self._attempt(super().workflow_action_action, is_submitted=False)  # type: ignore[misc]

    def _attempt(self, act: Callable[[], HttpResponseBase | None], *, is_submitted: bool) -> HttpResponseBase | None:
        present(self.object, self.request.user, is_submitted=is_submitted)
        try:
            with transaction.atomic():
                return act()
        except PublishRefusedError as refusal:
            tell(self.request, refusal)
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]


def present(piece: Any, user: Any, *, is_submitted: bool) -> None:
    """Announce that the newest draft is about to be published or submitted, before the transaction is open."""
    draft = piece.get_latest_revision_as_object()
    piece_presented.send(sender=Piece, instance=draft, user=user, is_submitted=is_submitted)


def tell(request: HttpRequest, refusal: PublishRefusedError) -> None:
    """Say why nothing was published."""
    messages.error(request, _("Saved as a draft, but not published:"))
    for reason in refusal.shown(current_translator()):
        messages.error(request, reason)


class PieceIndexView(IndexView):  # type: ignore[misc]
    """The list, with the languages of each piece."""

    def get_base_queryset(self) -> Any:
        """With what the rows show."""
        return super().get_base_queryset().select_related("campaign")

    def get_add_url(self) -> str | None:
        """Without a language, unless one is filtered by: a new piece begins in its brand's own."""
        url: str | None = super().get_add_url()
        return url if url is None or self.request.GET.get("locale") else url.partition("?")[0]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's; the languages of all rows are read at once."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        pieces = list(context["object_list"])
        found = languages_of(pieces)
        for piece in pieces:
            piece.languages = found.get(piece.translation_key, [])
        return context


class LanguagesColumn(Column):  # type: ignore[misc]
    """A piece's languages, each with its state, leading there."""

    cell_template_name = "content/languages_cell.html"

    def get_value(self, instance: Any) -> Any:
        """The other languages of a row."""
        return [one for one in getattr(instance, "languages", ()) if one.pk != instance.pk]

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """They lead who may write to where one writes; others see them only."""
        user = parent_context["request"].user
        may = {f"may_{action}": user.has_perm(f"content.{action}_piece") for action in ("add", "change")}
        return {**super().get_cell_context_data(instance, parent_context), **may}


class PieceCreateView(SaysRefusal, CreateView):  # type: ignore[misc]
    """Write a new piece."""

    def get_locale(self) -> Any:
        """The one asked for; else the one that the user's brands write in first, if that is one."""
        if self.request.GET.get("locale"):
            return super().get_locale()
        codes = set(brands_visible_to(self.request.user).values_list("default_locale", flat=True))
        only = Locale.objects.filter(language_code__in=codes).first() if len(codes) == 1 else None
        return only or super().get_locale()

    def get_initial_form_instance(self) -> Any:
        """A piece that begins in the language of the brand whose campaign is chosen."""
        instance = super().get_initial_form_instance()
        if instance is not None and not self.request.GET.get("locale"):
            instance.begins_at_home = True
        return instance


class CopiesLatest(CopyViewMixin):  # type: ignore[misc]
    """A copy of what the editor shows, the latest draft; unscheduled, its short name made of its title."""

    def get_object(self, queryset: Any = None) -> Any:
        """The latest draft."""
        row = super().get_object(queryset).get_latest_revision_as_object()
        row.slug = ""
        row.go_live_at = row.expire_at = None
        return row


class PieceCopyView(CopiesLatest, PieceCreateView):
    """A piece like another one, in its language."""

    def get_locale(self) -> Any:
        """That of the piece that is copied."""
        return self.get_object().locale


class CampaignCopyView(CopiesLatest, CreateView):  # type: ignore[misc]
    """A campaign like another one, without its pieces."""


class PieceEditView(SaysRefusal, EditView):  # type: ignore[misc]
    """Write on."""

    translate_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Wagtail's, and the way into other languages."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            url = reverse(self.translate_url_name, args=[self.object.pk])
            buttons.append(Button(_("Languages"), url=url, icon_name="globe", priority=15))
        return buttons


class PieceWorkflowActionView(WorkflowActionView):  # type: ignore[misc]
    """Approve or reject, from a list or the dashboard."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act; if the last approval cannot publish, nothing is approved and the editor says why."""
        if self.action_name != "reject":
            present(self.object, request.user, is_submitted=False)
        try:
            with transaction.atomic():
                done: HttpResponseBase = super().post(request, *args, **kwargs)
        except PublishRefusedError as refusal:
            tell(request, refusal)
            done = self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return done


class CampaignViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Campaigns."""

    model = Campaign
    icon = "calendar-alt"
    menu_label = _("Campaigns")
    copy_view_class = CampaignCopyView
    list_display: ClassVar[list[Any]] = [
        "name",
        "brand",
        "phase",
        "starts_at",
        "ends_at",
        UpdatedAtColumn(label=_("Updated")),
    ]
    list_filter: ClassVar[list[str]] = ["brand", "phase"]
    inspect_view_enabled = True


class PieceViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Pieces."""

    model = Piece
    icon = "doc-full"
    menu_label = _("Pieces")
    index_view_class = PieceIndexView
    add_view_class = PieceCreateView
    copy_view_class = PieceCopyView
    edit_view_class = PieceEditView
    workflow_action_view_class = PieceWorkflowActionView
    translate_view_class = TranslateView
    list_display: ClassVar[list[Any]] = [
        "title",
        "campaign",
        LocaleColumn(label=_("Locale")),
        LanguagesColumn("languages", label=_("Other languages")),
        UpdatedAtColumn(label=_("Updated")),
    ]
    list_filter: ClassVar[list[str]] = ["campaign"]
    inspect_view_enabled = True

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The editor knows where one translates."""
        given: dict[str, Any] = super().get_edit_view_kwargs(
            translate_url_name=self.get_url_name("translate"), **kwargs
        )
        return given

    @property
    def translate_view(self) -> Any:
        """The page that makes a draft in another language."""
        return self.construct_view(
            self.translate_view_class,
            edit_url_name=self.get_url_name("edit"),
            index_url_name=self.get_url_name("list"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's, and ours."""
        measure = self.construct_view(MeasureView, permission_policy=self.permission_policy)
        return [
            *super().get_urlpatterns(),
            path(f"translate/<{self.pk_path_converter}:pk>/", self.translate_view, name="translate"),
            path("measure/", measure, name="measure"),
        ]


class ContentGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """What editors work on, first in the menu."""

    menu_label = _("Content")
    menu_icon = "doc-full-inverse"
    menu_order = 100
    items = (PieceViewSet, CampaignViewSet)
