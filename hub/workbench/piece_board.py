"""The channel board: one piece in one locale, all its channels and formats side by side as they will arrive."""

from collections.abc import Iterator
from dataclasses import replace
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

from brand.errors import BrandError
from brand.finding import Finding
from hub.accounts.language import current_translator
from hub.accounts.models import User
from hub.accounts.scoping import is_visible, require_visible
from hub.audits.judging import find, today_of
from hub.audits.models import Verdict
from hub.audits.services import findings_of
from hub.audits.waived import waivers_for
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.pages import page_of
from hub.content.partfiles import FILE_POLICY, file_name, file_response
from hub.content.rendering import render_piece
from hub.content.selectors import formats_of
from hub.guidelines.selectors import guideline_in_force
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.selectors import channels_not_installed
from hub.variants.stored import artifact_of
from hub.workbench.cards import Card, card_of, empty_card, finding_remarks, not_published
from hub.workbench.places import edit_address
from renderers import registry
from renderers.contract.artifact import Artifact
from renderers.contract.errors import RendererError
from renderers.contract.tokens import Tokens

LIVE, DRAFT = "live", "draft"


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
    def perspective(self) -> str:
        """What is looked at: what is live, or the newest draft. Without a live version it is the draft."""
        wanted = self.request.GET.get("perspective")
        if wanted in {LIVE, DRAFT}:
            return wanted
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
        shown = self.piece if self.perspective == LIVE else draft_of(self.piece, self.request)
        cards = list(_live_cards(self.piece) if self.perspective == LIVE else _draft_cards(shown, self.piece.pk))
        return super().get_context_data(
            piece=shown,
            perspective=self.perspective,
            groups=_grouped(cards),
            locales=_locales(self.piece, self.perspective),
            counts={name: sum(card.counts[name] for card in cards) for name in ("error", "warning", "note")},
            waiting=sum(card.state == "rendering" or card.is_stale for card in cards),
            campaign_url=reverse("board_campaign", args=[self.piece.campaign_id]),
            not_installed=channels_not_installed(shown),
            **kwargs,
        )


@require_safe
def draft_card(request: HttpRequest, piece_id: int, channel: str, **place: str) -> HttpResponse:
    """One card of the draft, rendered and judged now; the board's page asks for each when it comes into sight."""
    format_key = place["format"]
    piece = draft_of(find_piece(request, piece_id), request)
    artifact, card = _render(piece, channel, format_key)
    if card is None:
        card = card_of(
            artifact,
            piece,
            channel=channel,
            format_key=format_key,
            inline=True,
            address=_addresses(piece_id, channel, format_key, DRAFT),
            tokens=guideline_in_force(piece.campaign.brand).tokens,
        )
        findings = _judge_draft(artifact, piece, channel, format_key)
        card = replace(card, findings=finding_remarks(findings or (), piece), is_judged=findings is not None)
    response = TemplateResponse(request, "workbench/board/card.html", {"card": card, "piece": piece})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@xframe_options_sameorigin
def part(request: HttpRequest, piece_id: int, channel: str, **place: str) -> HttpResponse:
    """The bytes of one part: pages for the board's frames, pictures, and files to keep."""
    format_key, name = place["format"], place["part"]
    piece = find_piece(request, piece_id)
    if request.GET.get("perspective") == DRAFT:
        piece = draft_of(piece, request)
        artifact, trouble = _render(piece, channel, format_key)
        if trouble is not None:
            raise Http404(trouble.trouble)
    else:
        artifact = _stored(piece, channel, format_key)
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


def _addresses(pk: int, channel: str, format_key: str, perspective: str) -> Any:
    def address(name: str) -> str:
        return f"{reverse('board_part', args=[pk, channel, format_key, name])}?perspective={perspective}"

    return address


def _known(channel: str, format_key: str) -> None:
    """Raise `Http404` unless there is such a format."""
    if not any(renderer.key == channel for renderer in registry.all_renderers()) or not any(
        form.key == format_key for form in registry.get(channel).formats
    ):
        raise Http404


def _render(piece: Piece, channel: str, format_key: str) -> tuple[Artifact, Card | None]:
    """The artifact of a draft, or a card that says why there is none."""
    _known(channel, format_key)
    try:
        return render_piece(piece, channel=channel, format_key=format_key).artifact, None
    except RendererError as error:
        return Artifact(()), empty_card(channel, format_key, "failed", error.message.show(current_translator()))


def _judge_draft(artifact: Artifact, piece: Piece, channel: str, format_key: str) -> tuple[Finding, ...] | None:
    """The findings of a draft; None if what was rendered cannot be inspected."""
    from hub.content.convert import to_document
    from hub.content.rendering import request_for
    from renderers.contract.view import view

    guideline = guideline_in_force(piece.campaign.brand)
    request = request_for(piece, guideline, channel=channel, format_key=format_key)
    source = view(to_document(piece), guideline.tokens, request, registry.get(channel))
    try:
        return find(
            artifact,
            source,
            guideline,
            channel=channel,
            today=today_of(piece.campaign.brand),
            piece=piece,
            waivers=waivers_for(piece),
        )
    except BrandError:
        return None


def _slots(piece: Piece) -> dict[tuple[str, str], Slot]:
    """The base slots of a piece in its locale."""
    rows = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code, dialect="plain", arm="")
    rows = rows.select_related("current__variant", "job")
    return {(row.channel, row.format): row for row in rows.defer("current__variant__source")}


def _stored(piece: Piece, channel: str, format_key: str) -> Artifact:
    slot = _slots(piece).get((channel, format_key))
    if slot is None or slot.current is None or slot.current.variant is None:
        raise Http404
    return artifact_of(slot.current.variant)


def _all_formats() -> Iterator[tuple[str, str]]:
    return ((renderer.key, form.key) for renderer in registry.all_renderers() for form in renderer.formats)


def _live_cards(piece: Piece) -> Iterator[Card]:
    """What is stored and served now, with the newest verdicts."""
    slots, wanted = _slots(piece), set(formats_of(piece))
    tokens = guideline_in_force(piece.campaign.brand).tokens
    variants = [slot.current.variant_id for slot in slots.values() if slot.current is not None]
    # The brand's own verdicts last: of those that others' guidelines gave the same bytes none is shown.
    rows = Verdict.objects.filter(variant__in=[pk for pk in variants if pk is not None])
    rows = rows.filter(guideline_version__brand=piece.campaign.brand_id) | rows.filter(guideline_version=None)
    waivers = waivers_for(piece)
    judged = {row.variant_id: findings_of(row, piece, waivers) for row in rows.order_by("pk")}
    for channel, format_key in _all_formats():
        if (channel, format_key) not in wanted:
            yield empty_card(channel, format_key, "off")
        elif not piece.live:
            yield empty_card(channel, format_key, "missing", not_published())
        else:
            yield _live_card(piece, slots.get((channel, format_key)), channel, format_key, judged, tokens=tokens)


def _live_card(
    piece: Piece,
    slot: Slot | None,
    channel: str,
    format_key: str,
    judged: dict[int, tuple[Finding, ...]],
    *,
    tokens: Tokens,
) -> Card:
    job: RenderJob | None = getattr(slot, "job", None)
    failed = job is not None and job.state == JobState.FAILED
    variant = slot.current.variant if slot is not None and slot.current is not None else None
    if variant is None:
        return empty_card(channel, format_key, "failed" if failed else "rendering", job.error if failed and job else "")
    card = card_of(
        artifact_of(variant),
        piece,
        channel=channel,
        format_key=format_key,
        address=_addresses(piece.pk, channel, format_key, LIVE),
        tokens=tokens,
    )
    findings = judged.get(variant.pk)
    return replace(
        card,
        findings=finding_remarks(findings or (), piece),
        is_judged=findings is not None,
        is_stale=job is not None and job.state in {JobState.WAITING, JobState.RUNNING},
        trouble=job.error if failed and job is not None else "",
    )


def _draft_cards(piece: Piece, pk: int) -> Iterator[Card]:
    """Cards that the page fetches one by one."""
    wanted = set(formats_of(piece))
    for channel, format_key in _all_formats():
        if (channel, format_key) in wanted:
            url = reverse("board_card", args=[pk, channel, format_key])
            yield replace(empty_card(channel, format_key, "loading"), load_url=url)
        else:
            yield empty_card(channel, format_key, "off")


def _grouped(cards: list[Card]) -> list[dict[str, Any]]:
    """The cards by channel. A channel switched off as a whole is one line."""
    translate = current_translator()
    groups = []
    for renderer in registry.all_renderers():
        own = [card for card in cards if card.channel == renderer.key]
        groups.append(
            {
                "key": renderer.key,
                "label": translate(renderer.label),
                "is_off": all(card.state == "off" for card in own),
                "cards": own,
            }
        )
    return sorted(groups, key=lambda group: bool(group["is_off"]))


def _locales(piece: Piece, perspective: str) -> list[dict[str, Any]]:
    """Every content locale: the translations' boards, and what is missing."""
    rows = Piece.objects.filter(translation_key=piece.translation_key).values_list("locale_id", "pk", "live")
    there = {locale: (pk, live) for locale, pk, live in rows}
    return [
        {
            "label": str(locale),
            "is_current": locale.pk == piece.locale_id,
            "url": f"{reverse('board_piece', args=[there[locale.pk][0]])}?perspective={perspective}"
            if locale.pk in there
            else "",
        }
        for locale in sorted(
            Locale.objects.order_by("pk"), key=lambda each: each.language_code != piece.campaign.brand.default_locale
        )
    ]
