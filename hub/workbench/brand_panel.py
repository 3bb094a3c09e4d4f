"""The Brand panel of the piece editor: findings while somebody types.

Wagtail has no hook for side panels and documents none of the classes used here: all of that is in this file and in
`brand_panel.js`, and a browser test holds it.
"""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.snippets.views.snippets import PreviewOnEditView

from hub.accounts.language import current_translator
from hub.audits.waiver import RIGHT
from hub.content.models import Piece
from hub.workbench.insertable import insertable
from hub.workbench.live_findings import Look, live_channels
from hub.workbench.shown_findings import Shown
from hub.workbench.shown_meters import shown_formats
from hub.workbench.unsaved import NewPieceView, errors_of, piece_of
from hub.workbench.waive_form import DAYS
from renderers import registry

logger = logging.getLogger(__name__)


class BrandPanel(BaseSidePanel):  # type: ignore[misc]
    """The side panel: an empty frame, filled by `brand_panel.js`."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        """The button that opens it, with the number of open errors."""

        aria_label = gettext_lazy("Toggle brand findings")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

    name = "brand"
    title = gettext_lazy("Brand")
    template_name = "workbench/brand_panel.html"
    order = 150

    def __init__(self, piece: Any, request: HttpRequest, lint_url: str) -> None:
        super().__init__(piece, request)
        self.lint_url = lint_url

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The addresses and texts the script needs."""
        translate = current_translator()
        channels = [
            {"key": key, "label": translate(registry.get(key).label)} for key in live_channels(self.object.channels_off)
        ]
        return {
            **super().get_context_data(parent_context),
            "lint_url": self.lint_url,
            "channels": channels,
            "waive_url": reverse("waive", args=[self.object.pk]) if _may_waive(self.request, self.object) else "",
            "waive_from": timezone.localdate(),
            "waive_until": timezone.localdate() + timedelta(days=DAYS),
            "texts": _texts(),
        }

    class Media:
        js = tuple(f"workbench/{name}.js" for name in ("insert", "rich_fixes", "brand_panel", "brand_waivers"))
        css = {"all": ("workbench/brand_panel.css",)}


def _texts() -> dict[str, str]:
    """What the script says itself."""
    return {
        "channels": _("open errors with all channels: {count}"),
        "offline": _("The findings could not be fetched. They will be with the next key."),
        "copied": _("Copied"),
        "inserted": _("Inserted"),
        "gone": _("These words are not in the field any more."),
        "failed": _("That did not work. Try again."),
    }


class ShowsBrandPanel:
    """Mix into the edit and create views of pieces."""

    request: Any
    lint_url_name: str | None = None

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's panels and this one."""
        panels = list(super().get_side_panels())  # type: ignore[misc]
        if not getattr(self, "expects_json_response", False) and self.lint_url_name:  # autosave answers JSON
            panels.append(BrandPanel(self.form.instance, self.request, self._lint_url()))  # type: ignore[attr-defined]
        return MediaContainer(sorted(panels, key=lambda panel: panel.order))

    def _lint_url(self) -> str:
        piece = self.form.instance  # type: ignore[attr-defined]
        if piece.pk:
            return reverse(str(self.lint_url_name), args=[piece.pk])
        locale = getattr(self, "locale", None)
        query = urlencode({"locale": locale.language_code}) if locale is not None else ""
        return reverse(str(self.lint_url_name)) + (f"?{query}" if query else "")


class ServesBrandPanel:
    """Mix into the viewset of pieces: the addresses where unsaved forms are judged."""

    def get_edit_view_kwargs(self, **kwargs: Any) -> Any:
        """Tell the view where."""
        return super().get_edit_view_kwargs(  # type: ignore[misc]
            lint_url_name=self.get_url_name("lint_edit"),  # type: ignore[attr-defined]
            **kwargs,
        )

    def get_add_view_kwargs(self, **kwargs: Any) -> Any:
        """Tell the view where."""
        return super().get_add_view_kwargs(  # type: ignore[misc]
            lint_url_name=self.get_url_name("lint_add"),  # type: ignore[attr-defined]
            **kwargs,
        )

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's, and two more."""
        viewset: Any = self
        return [
            *super().get_urlpatterns(),  # type: ignore[misc]
            path("lint/", viewset.construct_view(LintOnCreate, form_class=viewset.get_form_class()), name="lint_add"),
            path(
                f"lint/<{viewset.pk_path_converter}:pk>/",
                viewset.construct_view(LintOnEdit, form_class=viewset.get_form_class(for_update=True)),
                name="lint_edit",
            ),
        ]


class _Lint:
    """Judge a form as it stands. What was typed is neither kept nor logged.

    `?channel=` names one channel to look at; without it the source is judged.
    """

    http_method_names = ("get", "post")
    request: Any
    object: Any

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The findings of an unsaved piece."""
        form = self.get_form(request.POST)  # type: ignore[attr-defined]
        try:
            is_valid = self.validate_form(form) if request.POST else True  # type: ignore[attr-defined]
            piece = piece_of(form, is_valid=is_valid) if request.POST else self.object
        except (MultiValueDictKeyError, ValueError):
            return JsonResponse({"error": _("This is no form of a piece.")}, status=400)
        return self._answer(request, piece, errors_of(form) if request.POST else [])

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The findings of the newest draft."""
        return self._answer(request, self.object, [])

    def _answer(self, request: HttpRequest, piece: Piece, form_errors: list[tuple[str, str, str]]) -> HttpResponse:
        channel = request.GET.get("channel", "")
        if channel and channel not in {renderer.key for renderer in registry.all_renderers()}:
            return JsonResponse({"error": _("There is no such channel.")}, status=404)
        try:
            answer = _judge(piece, request, channel, form_errors)
        except Exception as error:  # noqa: BLE001 -- half a piece may break what whole ones do not; typing goes on
            # The message might quote what was typed: only its kind is kept.
            logger.error("The brand panel failed with %s.", type(error).__name__)
            answer = {"html": render_to_string("workbench/brand_panel_trouble.html"), "errors": 0, "total": 0}
        response = JsonResponse(answer)
        response["Cache-Control"] = "no-store"
        return response


class LintOnEdit(_Lint, PreviewOnEditView):  # type: ignore[misc]
    """Of a piece that there is: its rights and brand are checked as for a preview."""


class LintOnCreate(_Lint, NewPieceView):
    """Of a piece that there is not yet."""


def _may_waive(request: HttpRequest, piece: Piece) -> bool:
    """Whether findings of this piece may be waived by the user. One that is not saved yet has no history to say it."""
    return bool(piece.pk and request.user.has_perm(RIGHT))


def _judge(piece: Piece, request: HttpRequest, channel: str, form_errors: list[tuple[str, str, str]]) -> dict[str, Any]:
    if channel and not piece.campaign_id:
        html = render_to_string("workbench/brand_panel_trouble.html", {"text": _("Choose a campaign first.")})
        return {"html": html, "errors": 0, "total": 0}
    look = Look(piece, request.user)
    looked = look.channel(channel) if channel else look.source()
    shown = Shown(piece, looked, waivers=look.waivers, today=look.today)
    context: dict[str, Any] = {
        "may_waive": _may_waive(request, piece),
        "shown": shown,
        "formats": shown_formats(channel, looked.measured),
        "form_errors": form_errors,
        "channel": channel,
    }
    if not channel:
        context["insertable"] = list(insertable(look.piece, look.guideline))
    return {
        "html": render_to_string("workbench/brand_panel_section.html", context),
        "errors": shown.errors,
        "total": shown.total,
        "summary": shown.summary,
    }
