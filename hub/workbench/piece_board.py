"""The channel board: one piece in one locale, all its channels and formats side by side as they will arrive."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

from hub.accounts.language import current_translator
from hub.accounts.models import User
from hub.accounts.scoping import is_visible, require_visible
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.overriding import out_of_date_in
from hub.content.pages import page_of
from hub.content.partfiles import FILE_POLICY, file_name, file_response
from hub.variants.selectors import channels_not_installed
from hub.workbench.angle import DRAFT, LIVE, Angle, angle_of, choices_of
from hub.workbench.cards import Card
from hub.workbench.piece_cards import artifact_at, cards_of, fresh_card
from hub.workbench.places import edit_address, overrides_address
from hub.workbench.versions import artifact_of_version
from renderers import registry


def may_look(user: Any) -> bool:
    """Whether the user may see pieces at all."""
    return any(user.has_perm(f"content.{action}_piece") for action in ("view", "change", "add", "delete"))


def find_piece(request: HttpRequest, pk: int) -> Piece:
    """The piece of this number, if it exists for the user and they may see pieces."""
    require_visible(Piece, [pk], _user(request))
    if not may_look(request.user):
        raise PermissionDenied
    return get_object_or_404(Piece.objects.select_related("campaign__brand", "locale", "hero"), pk=pk)


def draft_of(piece: Piece, request: HttpRequest) -> Piece:
    """The newest draft of a piece; one that was moved out of the user's brands is not there."""
    draft: Piece = piece.get_latest_revision_as_object()
    if not is_visible(draft, _user(request)):
        raise Http404
    return draft


def seen(piece: Piece, request: HttpRequest, *, usual: str) -> Piece:
    """The piece as an address asks for it: the row that is live, or its newest draft."""
    return draft_of(piece, request) if angle_of(request.GET, piece, usual=usual).perspective == DRAFT else piece


class PieceBoardView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """All channels and formats of a piece in one locale."""

    template_name = "workbench/board/piece.html"
    page_title = gettext_lazy("Channel board")
    header_icon = "desktop"

    @cached_property
    def piece(self) -> Piece:
        """The piece the board is about."""
        return find_piece(self.request, self.kwargs["piece_id"])

    @cached_property
    def shown(self) -> Piece:
        """What is live, or the newest draft. Without a live version it is the draft."""
        return seen(self.piece, self.request, usual=self._usual)

    @cached_property
    def angle(self) -> Angle:
        """How it is looked at."""
        return angle_of(self.request.GET, self.shown, usual=self._usual)

    @property
    def _usual(self) -> str:
        return LIVE if self.piece.live else DRAFT

    def get_page_subtitle(self) -> str:
        """The piece."""
        return self.piece.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Campaign board, then this."""
        campaign = self.piece.campaign
        return [
            *self.breadcrumbs_items,
            {"url": reverse(Campaign.snippet_viewset.get_url_name("list")), "label": _("Campaigns")},
            {"url": reverse("board_campaign", args=[campaign.pk]), "label": campaign.name},
            {"url": "", "label": self.get_page_title(), "sublabel": self.piece.title},
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """What people say about it, and back to writing."""
        buttons = [HeaderButton(_("Comments"), url=reverse("comments", args=[self.piece.pk]), icon_name="comment")]
        if self.request.user.has_perm("content.change_piece"):
            buttons.append(HeaderButton(_("Edit"), url=edit_address(self.piece), icon_name="edit"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cards, by channel."""
        shown, angle = self.shown, self.angle
        cards = cards_of(shown, self.piece.pk, angle)
        return super().get_context_data(
            piece=shown,
            perspective=angle.perspective,
            is_stored=angle.is_stored,
            perspectives=[
                (label, angle.query(perspective=key), key == angle.perspective)
                for key, label in ((LIVE, _("Live")), (DRAFT, _("Draft")))
            ],
            choices=choices_of(angle, shown),
            groups=_grouped(cards, shown, angle),
            locales=_locales(self.piece, angle),
            counts={name: sum(card.counts[name] for card in cards) for name in ("error", "warning", "note")},
            again_url=reverse("board_again", args=[self.piece.pk]),
            failed=sum(bool(card.trouble) and card.state in {"shown", "failed"} for card in cards),
            waiting=sum(card.state == "rendering" or card.is_stale for card in cards),
            unjudged=sum(card.state == "shown" and not card.is_judged for card in cards),
            campaign_url=reverse("board_campaign", args=[self.piece.campaign_id]),
            not_installed=channels_not_installed(shown),
            **kwargs,
        )


@require_safe
def card(request: HttpRequest, piece_id: int, channel: str, **place: str) -> HttpResponse:
    """One card, rendered and judged now; the board's page asks for each when it comes into sight."""
    piece = seen(find_piece(request, piece_id), request, usual=DRAFT)
    angle = angle_of(request.GET, piece, usual=DRAFT)
    made = fresh_card(piece, piece_id, channel, place["format"], angle=angle)
    response = TemplateResponse(request, "workbench/board/card.html", {"card": made, "piece": piece})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@xframe_options_sameorigin
def part(request: HttpRequest, piece_id: int, channel: str, **place: str) -> HttpResponse:
    """The bytes of one part: pages for the board's frames, pictures, and files to keep."""
    format_key, name = place["format"], place["part"]
    piece = seen(find_piece(request, piece_id), request, usual=LIVE)
    if request.GET.get("version"):
        artifact = artifact_of_version(piece, channel, format_key, request)
    else:
        artifact = artifact_at(piece, channel, format_key, angle_of(request.GET, piece, usual=LIVE))
    found = next((each for each in artifact.parts if each.name == name), None)
    if found is None:
        raise Http404(name)
    if name == "body.html":
        response = HttpResponse(page_of(artifact, locale=piece.locale_code), content_type="text/html; charset=utf-8")
    else:
        called = file_name(name, slug=piece.slug, locale=piece.locale_code, format_key=format_key)
        is_new = request.GET.get("open") == "new" and name == "message.eml"
        response = file_response(found, called, as_new_message=is_new)
        if found.media_type.startswith("image/"):
            del response["Content-Disposition"]
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _user(request: HttpRequest) -> User:
    user: Any = request.user
    found: User = user
    return found


def _grouped(cards: list[Card], piece: Piece, angle: Angle) -> list[dict[str, Any]]:
    """The cards by channel. A channel switched off as a whole is one line."""
    translate = current_translator()
    stale = {address.channel for address in out_of_date_in(piece)}
    groups = []
    for renderer in registry.all_renderers():
        own = [card for card in cards if card.channel == renderer.key]
        groups.append(
            {
                "key": renderer.key,
                "label": translate(renderer.label),
                "is_off": all(card.state == "off" for card in own),
                "is_plain": angle.dialect_in(renderer) != angle.dialect,
                "overrides_url": overrides_address(piece, renderer.key) if renderer.key in stale else "",
                "cards": own,
            }
        )
    return sorted(groups, key=lambda group: bool(group["is_off"]))


def _locales(piece: Piece, angle: Angle) -> list[dict[str, Any]]:
    """Every content locale: the translations' boards, and what is missing."""
    rows = Piece.objects.filter(translation_key=piece.translation_key).values_list("locale_id", "pk", "live")
    there = {locale: (pk, live) for locale, pk, live in rows}
    return [
        {
            "label": str(locale),
            "is_current": locale.pk == piece.locale_id,
            "url": reverse("board_piece", args=[there[locale.pk][0]]) + angle.query() if locale.pk in there else "",
        }
        for locale in sorted(
            Locale.objects.order_by("pk"), key=lambda each: each.language_code != piece.campaign.brand.default_locale
        )
    ]
