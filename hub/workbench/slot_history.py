"""The history of one place: which version stood there from when, why, and what changed; each can be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.content.models import Piece
from hub.content.rendering import label_of
from hub.guidelines.convert import to_guideline
from hub.variants.models import Entry, Slot
from hub.variants.services import try_again
from hub.variants.stored import artifact_of
from hub.variants.versions import find_entry
from hub.workbench.angle import PLAIN
from hub.workbench.cards import Card, card_of
from hub.workbench.changed_words import changed_words, reason_of
from hub.workbench.piece_board import find_piece
from hub.workbench.versions import chosen, slots_at
from renderers.contract.errors import RendererError

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One version in the list. `state` is "now", "waiting", "past" or "nothing"."""

    number: int
    at: datetime
    reason: str
    changed: list[str]
    guideline: int | None
    state: str
    visible_from: datetime | None
    visible_until: datetime | None
    url: str


class SlotHistoryView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The versions of a piece in one channel and format, the newest first; one of them as it was delivered."""

    template_name = "workbench/board/history.html"
    page_title = gettext_lazy("History")
    header_icon = "history"

    @cached_property
    def piece(self) -> Piece:
        """The piece."""
        return find_piece(self.request, self.kwargs["piece_id"])

    @cached_property
    def slots(self) -> list[Slot]:
        """The slots of this channel and format: the base, other dialects and arms."""
        return slots_at(self.piece, *self._place)

    @cached_property
    def slot(self) -> Slot | None:
        """The slot that is looked at; none before anything was rendered."""
        return chosen(self.slots, self.request)

    def get_page_subtitle(self) -> str:
        """The piece, and where it goes."""
        return f"{self.piece.title}: {self._label}"

    @property
    def _place(self) -> tuple[str, str]:
        return self.kwargs["channel"], self.kwargs["format"]

    @property
    def _label(self) -> str:
        try:
            return label_of(*self._place)
        except RendererError as error:
            raise Http404 from error

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The channel board, then this."""
        board = reverse("board_piece", args=[self.piece.pk])
        return [
            *self.breadcrumbs_items,
            {"url": board, "label": _("Channel board"), "sublabel": self.piece.title},
            {"url": "", "label": self.get_page_title(), "sublabel": self._label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of versions, and the one that is looked at."""
        slot = self.slot
        entries = slot.entries.select_related("guideline_version").order_by("-number") if slot else Entry.objects.none()
        entries = entries.defer("guideline_version__snapshot", "guideline_version__source")
        page = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("p"))
        wanted = self.request.GET.get("version", "")
        shown = find_entry(slot, int(wanted)) if slot is not None and wanted.isdecimal() and len(wanted) < 9 else None
        return super().get_context_data(
            piece=self.piece,
            label=self._label,
            lines=list(self._lines(page.object_list)),
            page=page,
            shown=shown,
            is_hidden=shown is None and wanted != "",
            card=self._card(shown) if shown is not None and shown.variant is not None else None,
            places=[(self._name(each), self._url(each), each == slot) for each in self.slots],
            earlier=self._url(slot, p=page.next_page_number()) if slot and page.has_next() else "",
            later=self._url(slot, p=page.previous_page_number()) if slot and page.has_previous() else "",
            board_url=f"{reverse('board_piece', args=[self.piece.pk])}#{'-'.join(self._place)}",
            **kwargs,
        )

    def _lines(self, entries: Any) -> Iterator[Line]:
        current = self.slot.current_id if self.slot is not None else None
        for entry in entries:
            yield Line(
                number=entry.number,
                at=entry.created_at,
                reason=reason_of(entry),
                changed=changed_words(entry.changed, self.piece, self.kwargs["channel"]),
                guideline=entry.guideline_version.number if entry.guideline_version is not None else None,
                state=_state(entry, is_current=entry.pk == current),
                visible_from=entry.visible_from,
                visible_until=entry.visible_until,
                url=self._url(self.slot, version=entry.number) if entry.variant_id is not None else "",
            )

    def _card(self, entry: Entry) -> Card:
        assert entry.variant is not None  # noqa: S101 -- asked by the caller
        channel, form = self._place
        version = entry.guideline_version
        slot = self.slot
        asked = {"version": entry.number, **({"dialect": slot.dialect, "arm": slot.arm} if slot is not None else {})}

        def address(name: str) -> str:
            return f"{reverse('board_part', args=[self.piece.pk, channel, form, name])}?{urlencode(asked)}"

        card = card_of(
            artifact_of(entry.variant),
            self.piece,
            channel=channel,
            format_key=form,
            address=address,
            tokens=to_guideline(version).tokens if version is not None else None,
        )
        return replace(card, label=_("Version %(number)s") % {"number": entry.number}, is_past=True)

    def _url(self, slot: Slot | None, **more: int) -> str:
        place = {"dialect": slot.dialect, "arm": slot.arm} if slot is not None else {}
        asked = {name: value for name, value in place.items() if value and value != PLAIN} | more
        return "?" + urlencode(asked)

    @staticmethod
    def _name(slot: Slot) -> str:
        parts = [
            slot.dialect if slot.dialect != PLAIN else "",
            _("Arm %(key)s") % {"key": slot.arm} if slot.arm else "",
        ]
        return ", ".join(filter(None, parts)) or _("Usual")


@require_POST
def again(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Have what failed tried again at once: one place, or all of the piece."""
    piece = find_piece(request, piece_id)
    if not request.user.has_perm("content.change_piece"):
        raise PermissionDenied
    slots = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code)
    channel, _slash, form = request.POST.get("place", "").partition("/")
    if channel:
        slots = slots.filter(channel=channel, format=form)
    count = try_again(list(slots.values_list("pk", flat=True)))
    said = ngettext("%(count)s channel is tried again.", "%(count)s channels are tried again.", count)
    if count:
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nothing has to be tried again."))
    return HttpResponseRedirect(reverse("board_piece", args=[piece.pk]))


def _state(entry: Entry, *, is_current: bool) -> str:
    if entry.variant_id is None:
        return "nothing"
    if not is_current:
        return "past"
    if entry.visible_from is not None and entry.visible_from > timezone.now():
        return "waiting"
    return "now" if entry.is_visible() else "past"
