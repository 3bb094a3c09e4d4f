"""Giving and withdrawing waivers in the admin: from the Brand panel, and from the list of waivers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from brand.catalogue import described
from hub.accounts.language import current_translator
from hub.accounts.scoping import require_visible
from hub.audits.judging import today_of
from hub.audits.waiver import RIGHT, Waiver
from hub.audits.waiving import waive, withdraw
from hub.workbench.piece_board import draft_of, find_piece
from hub.workbench.waive_form import WaiveForm
from hub.workbench.waivers_report import WaiversView


@hooks.register("register_admin_urls")
def waiver_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    return [
        path("reports/waivers/", WaiversView.as_view(), name="waivers"),
        path("reports/waivers/results/", WaiversView.as_view(results_only=True), name="waivers_results"),
        path("waivers/piece/<int:piece_id>/", waive_finding, name="waive"),
        path("waivers/<int:waiver_id>/withdraw/", withdraw_waiver, name="withdraw_waiver"),
    ]


class WaiversMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to who may see waivers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may see them."""
        return bool(request.user.has_perm("audits.view_waiver"))


@hooks.register("register_reports_menu_item")
def offer_waivers() -> MenuItem:
    """The list, among the reports."""
    return WaiversMenuItem(_lazy("Waivers"), reverse("waivers"), name="waivers", icon_name="key", order=900)


@require_POST
def waive_finding(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Waive a finding of a piece, asked by the Brand panel: JSON, with the form's errors if there are any."""
    piece = draft_of(find_piece(request, piece_id), request)
    if not request.user.has_perm(RIGHT):
        return JsonResponse({"error": _("Only brand managers may waive findings.")}, status=403)
    form = WaiveForm(request.POST, today=today_of(piece.campaign.brand))
    if not form.is_valid():
        errors = {name: [str(reason) for reason in reasons] for name, reasons in form.errors.items()}
        return JsonResponse({"errors": errors}, status=400)
    given = form.cleaned_data
    row = waive(
        piece,
        form.terms(piece.locale_code),
        reason=given["reason"],
        expires=given["expires"],
        user=request.user,
        words=given["words"] or given["quote"],
    )
    return JsonResponse({"said": _("Waived until %(day)s.") % {"day": date_format(row.expires)}})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_waiver(request: HttpRequest, waiver_id: int) -> HttpResponse:
    """Withdraw a waiver: asked by the Brand panel at once, from the list after a question."""
    require_visible(Waiver, [waiver_id], request.user)
    row = get_object_or_404(Waiver.objects.select_related("brand", "campaign", "created_by"), pk=waiver_id)
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, row)
    withdraw(row, user=request.user)
    said = _("The waiver is withdrawn. What it covered is open again.")
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"said": said})
    messages.success(request, said)
    return redirect("waivers")


def _ask(request: HttpRequest, row: Waiver) -> HttpResponse:
    rule, who = described().get(row.rule), row.created_by
    context: dict[str, Any] = {
        "waiver": row,
        "rule": current_translator()(rule.title) if rule is not None else row.rule,
        "giver": (who.get_full_name() or who.get_username()) if who is not None else "",
        "page_title": _("Withdraw the waiver"),
        "header_title": _("Withdraw the waiver"),
        "header_icon": "key",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("waivers"), "label": _("Waivers")},
            {"url": "", "label": _("Withdraw")},
        ],
    }
    return TemplateResponse(request, "workbench/waivers/withdraw.html", context)
