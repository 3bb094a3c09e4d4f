"""Recalling what is delivered at a place, or of a whole piece, with a reason; letting it out again; who has it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtail.log_actions import log

from hub.content.models import Piece
from hub.content.rendering import label_of
from hub.delivery.models import Pull
from hub.variants.models import Recall, Slot
from hub.variants.recall import RIGHT
from hub.variants.recalling import lift, recall
from hub.workbench.piece_board import find_piece
from renderers.contract.errors import RendererError

#: So many pulls are listed.
LISTED = 100


class RecallForm(forms.Form):
    """Why, and how much."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Goes to everybody who is told of the recall."),
    )
    everywhere = forms.BooleanField(
        label=gettext_lazy("In all channels of the piece"), required=False, help_text=gettext_lazy("In this language.")
    )


@hooks.register("register_admin_urls")
def recall_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    piece = "board/piece/<int:piece_id>/"
    return [
        path(f"{piece}recall/<slug:channel>/<slug:format>/", recall_place, name="board_recall"),
        path(f"{piece}lift/<int:recall_id>/", lift_recall, name="board_lift"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def recall_place(request: HttpRequest, piece_id: int, channel: str, **place: str) -> HttpResponse:
    """Ask for a reason, showing who has pulled what; recall, and go back to the board."""
    piece, form_key = _found(request, piece_id), place["format"]
    slots = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code)
    here = slots.filter(channel=channel, format=form_key)
    form = RecallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = slots if form.cleaned_data["everywhere"] else here
        _do(request, piece, wanted, form.cleaned_data["reason"])
        return redirect(f"{reverse('board_piece', args=[piece.pk])}#{channel}-{form_key}")
    return TemplateResponse(request, "workbench/board/recall.html", _context(piece, here, form, (channel, form_key)))


@require_POST
def lift_recall(request: HttpRequest, piece_id: int, recall_id: int) -> HttpResponse:
    """Let what was recalled out again."""
    piece = _found(request, piece_id)
    row = get_object_or_404(
        Recall.objects.select_related("slot"),
        pk=recall_id,
        slot__piece_key=piece.translation_key,
        slot__locale=piece.locale_code,
    )
    if lift(row, user=request.user):
        log(piece, "wagtail.edit", user=request.user)
        messages.success(request, _("The recall is lifted. The worker brings the version back in a moment."))
    return redirect(f"{reverse('board_piece', args=[piece.pk])}#{row.slot.channel}-{row.slot.format}")


def pulls_of(slots: QuerySet[Slot]) -> QuerySet[Pull]:
    """Who pulled what of these slots, the last first. One query."""
    return Pull.objects.filter(slot__in=slots).select_related("entry", "slot").order_by("-last_at", "-pk")


def _found(request: HttpRequest, key: int) -> Piece:
    piece = find_piece(request, key)
    user: Any = request.user
    if not user.has_perm(RIGHT):
        raise PermissionDenied
    return piece


def _do(request: HttpRequest, piece: Piece, slots: QuerySet[Slot], reason: str) -> None:
    done = recall(slots.values_list("pk", flat=True), reason=reason, user=request.user)
    if not done:
        messages.info(request, _("Nothing is delivered there that could be recalled."))
        return
    log(piece, "wagtail.edit", user=request.user)
    said = ngettext(
        "%(count)d version is recalled and no longer served; webhooks are told.",
        "%(count)d versions are recalled and no longer served; webhooks are told.",
        len(done),
    )
    messages.success(request, said % {"count": len(done)})


def _context(piece: Piece, slots: QuerySet[Slot], form: RecallForm, place: tuple[str, str]) -> dict[str, Any]:
    try:
        label = label_of(*place)
    except RendererError as error:
        raise Http404 from error
    board = reverse("board_piece", args=[piece.pk])
    recalls = Recall.objects.filter(slot__in=slots, lifted_at=None).select_related("slot", "recalled_by")
    pulls = list(pulls_of(slots)[: LISTED + 1])
    return {
        "piece": piece,
        "form": form,
        "label": label,
        "is_shown": slots.filter(current__variant__isnull=False).exists(),
        "recalls": recalls,
        "pulls": pulls[:LISTED],
        "has_more_pulls": len(pulls) > LISTED,
        "board_url": f"{board}#{'-'.join(place)}",
        "page_title": _("Recall"),
        "header_title": f"{_('Recall')}: {piece.title}, {label}",
        "page_subtitle": f"{piece.title}: {label}",
        "header_icon": "cross",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": board, "label": _("Channel board"), "sublabel": piece.title},
            {"url": "", "label": _("Recall"), "sublabel": label},
        ],
    }
