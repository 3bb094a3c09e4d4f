"""The channel board's cards: what is stored and served now, or what is rendered and judged as one looks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import Http404
from django.urls import reverse

from brand.errors import BrandError
from brand.finding import Finding
from hub.accounts.language import current_translator
from hub.audits.judging import find, today_of
from hub.audits.models import Verdict
from hub.audits.services import findings_of
from hub.audits.waived import waivers_for
from hub.content.convert import to_document
from hub.content.glance import NAMED
from hub.content.models import Piece
from hub.content.rendering import render_piece
from hub.content.selectors import formats_of
from hub.guidelines.selectors import guideline_in_force
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.stored import artifact_of
from hub.workbench.angle import LIVE, Angle
from hub.workbench.cards import Card, card_of, empty_card, finding_remarks, not_published
from hub.workbench.stopped import stopped
from hub.workbench.troubles import trouble_of
from renderers import registry
from renderers.contract.artifact import Artifact
from renderers.contract.errors import RendererError
from renderers.contract.tokens import Tokens
from renderers.registry import Rendered
from renderers.toolkit.persona import knows_readers, named_reader, read_by


def cards_of(piece: Piece, pk: int, angle: Angle) -> list[Card]:
    """All cards of a piece, the row `pk` or its draft; those that are not stored are fetched by the page later."""
    return list(_stored_cards(piece) if angle.is_stored else _fetched_cards(piece, pk, angle))


def fresh_card(piece: Piece, pk: int, channel: str, format_key: str, *, angle: Angle) -> Card:
    """The card of one format, rendered and judged now.

    Raises:
        Http404: there is no such format.
    """
    try:
        rendered = rendered_now(piece, channel, format_key, angle)
    except RendererError as error:
        return empty_card(channel, format_key, "failed", error.message.show(current_translator()))
    card = card_of(
        rendered.artifact,
        piece,
        channel=channel,
        format_key=format_key,
        inline=True,
        address=_addresses(pk, channel, format_key, angle),
        tokens=guideline_in_force(piece.campaign.brand).tokens,
    )
    findings = _judged(rendered, piece)
    return replace(card, findings=finding_remarks(findings or (), piece), is_judged=findings is not None)


def artifact_at(piece: Piece, channel: str, format_key: str, angle: Angle) -> Artifact:
    """What is seen at a place from an angle: stored, or rendered now.

    Raises:
        Http404: nothing is there.
    """
    if angle.is_stored:
        slot = _slots(piece).get((channel, format_key))
        if slot is None or slot.current is None or slot.current.variant is None or stopped(slot.current):
            raise Http404
        return artifact_of(slot.current.variant)
    try:
        return rendered_now(piece, channel, format_key, angle).artifact
    except RendererError as error:
        raise Http404(str(error)) from error


def rendered_now(piece: Piece, channel: str, format_key: str, angle: Angle) -> Rendered:
    """Render a piece as somebody looks at it; nothing of it is stored.

    Raises:
        Http404: there is no such format.
        RendererError: it cannot be rendered.
    """
    if (channel, format_key) not in set(_all_formats()):
        raise Http404
    renderer, guideline = registry.get(channel), guideline_in_force(piece.campaign.brand)
    document = to_document(piece, arm=angle.arm)
    if angle.reader == NAMED and knows_readers(renderer):
        document = read_by(document, named_reader(guideline.tokens, document.locale))
    dialect = angle.dialect_in(renderer)
    return render_piece(
        piece, channel=channel, format_key=format_key, dialect=dialect, guideline=guideline, document=document
    )


def _judged(rendered: Rendered, piece: Piece) -> tuple[Finding, ...] | None:
    """The findings of what was rendered; None if it cannot be inspected."""
    try:
        return find(
            rendered.artifact,
            rendered.source,
            guideline_in_force(piece.campaign.brand),
            channel=rendered.channel,
            today=today_of(piece.campaign.brand),
            piece=piece,
            waivers=waivers_for(piece),
        )
    except BrandError:
        return None


def _addresses(pk: int, channel: str, format_key: str, angle: Angle) -> Callable[[str], str]:
    def address(name: str) -> str:
        return reverse("board_part", args=[pk, channel, format_key, name]) + angle.query()

    return address


def _slots(piece: Piece) -> dict[tuple[str, str], Slot]:
    """The base slots of a piece in its locale."""
    rows = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code, dialect="plain", arm="")
    rows = rows.select_related("current__variant", "job")
    return {(row.channel, row.format): row for row in rows.defer("current__variant__source")}


def _all_formats() -> Iterator[tuple[str, str]]:
    return ((renderer.key, form.key) for renderer in registry.all_renderers() for form in renderer.formats)


def _stored_cards(piece: Piece) -> Iterator[Card]:
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
            yield _stored_card(piece, slots.get((channel, format_key)), channel, format_key, judged, tokens=tokens)


def _stored_card(
    piece: Piece,
    slot: Slot | None,
    channel: str,
    format_key: str,
    judged: dict[int, tuple[Finding, ...]],
    *,
    tokens: Tokens,
) -> Card:
    job: RenderJob | None = getattr(slot, "job", None)
    failed, trouble = _trouble(job)
    history = reverse("board_history", args=[piece.pk, channel, format_key]) if slot is not None else ""
    again_at = job.run_at if job is not None and trouble and not failed else None
    entry = slot.current if slot is not None else None
    variant = entry.variant if entry is not None else None
    if words := stopped(entry):
        return replace(empty_card(channel, format_key, "missing", words), history_url=history)
    if variant is None:
        empty = empty_card(channel, format_key, "failed" if trouble else "rendering", trouble)
        return replace(empty, history_url=history if entry is not None else "", again_at=again_at)
    card = card_of(
        artifact_of(variant),
        piece,
        channel=channel,
        format_key=format_key,
        address=_addresses(piece.pk, channel, format_key, Angle()),
        tokens=tokens,
    )
    findings = judged.get(variant.pk)
    return replace(
        card,
        findings=finding_remarks(findings or (), piece),
        is_judged=findings is not None,
        is_stale=not trouble and job is not None and job.state in {JobState.WAITING, JobState.RUNNING},
        trouble=trouble,
        history_url=history,
        again_at=again_at,
    )


def _trouble(job: RenderJob | None) -> tuple[bool, str]:
    """Whether a job was given up, and what went wrong at its last attempt, in words."""
    if job is None or not job.error or job.state == JobState.DONE:
        return False, ""
    words = trouble_of(job)
    return job.state == JobState.FAILED, words


def _fetched_cards(piece: Piece, pk: int, angle: Angle) -> Iterator[Card]:
    """Cards that the page fetches one by one."""
    wanted = set(formats_of(piece))
    for channel, format_key in _all_formats():
        if (channel, format_key) not in wanted:
            yield empty_card(channel, format_key, "off")
        elif angle.perspective == LIVE and not piece.live:
            yield empty_card(channel, format_key, "missing", not_published())
        else:
            url = reverse("board_card", args=[pk, channel, format_key]) + angle.query()
            yield replace(empty_card(channel, format_key, "loading"), load_url=url)
