"""What a slot is to show by what is live now: the input of a render, or nothing and the reason. Nothing is rendered."""

from dataclasses import dataclass
from datetime import datetime

from brand.guideline import Guideline
from hub.content.convert import arm_keys, to_document
from hub.content.models import Piece
from hub.content.publishing import unknown_blocks
from hub.content.rendering import request_for
from hub.content.selectors import formats_of
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.selectors import guideline_in_force, version_in_force
from hub.variants.clearing import standing_over
from hub.variants.models import Entry, Slot
from hub.variants.recall import RECALLED, is_recalled
from renderers import registry
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.renderer import Renderer
from renderers.contract.view import RenderInput, render_key, view

#: Reasons of tombstones.
UNPUBLISHED, SWITCHED_OFF = "unpublished", "switched-off"


class NotInstalledError(RendererError, LookupError):
    """A channel or a type of blocks is not installed (any more). The sweep tries again once it is."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is to be rendered, and when and as what it will be shown."""

    key: str
    source: RenderInput
    renderer: Renderer
    piece_revision: int | None
    guideline_version: GuidelineVersion | None
    visible_from: datetime | None
    visible_until: datetime | None

    @property
    def decides(self) -> tuple[object, ...]:
        """What an entry would be made of."""
        return self.key, self.visible_from, self.visible_until

    def stands_in(self, slot: Slot) -> bool:
        """Whether the slot shows just this."""
        now = slot.current
        if now is None or now.variant is None:
            return False
        return (now.variant.key, now.visible_from, now.visible_until) == self.decides


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is to be shown, and why."""

    reason: str

    @property
    def decides(self) -> tuple[object, ...]:
        """What an entry would be made of."""
        return (self.reason,)

    def stands_in(self, slot: Slot) -> bool:
        """Whether the slot shows nothing, and says why where that is news to people."""
        now = slot.current
        if self.reason in {UNPUBLISHED, SWITCHED_OFF}:
            return now is None or now.variant_id is None
        return now is not None and now.variant_id is None and now.reason == self.reason


Plan = Rendering | Nothing


def plan_of(slot: Slot) -> Plan:
    """What the slot is to show.

    Raises:
        RendererError: it cannot be told: the channel is not there, or the document cannot be resolved for it.
    """
    piece = live_piece(slot)
    if piece is None:
        return Nothing(UNPUBLISHED)
    _require_installed(slot, piece)
    if (slot.channel, slot.format) not in set(formats_of(piece)) or slot.arm not in arm_keys(piece):
        return Nothing(SWITCHED_OFF)
    version = version_in_force(slot.brand_id)
    guideline = to_guideline(version) if version is not None else guideline_in_force(slot.brand)
    renderer, document = registry.get(slot.channel), to_document(piece, arm=slot.arm)
    source = input_of(slot, piece, document, guideline)
    reason, standing = standing_over(document, source, renderer, brand=slot.brand_id)
    if reason:
        return Nothing(reason)
    key = render_key(source, renderer)
    if is_recalled(slot, key):
        return Nothing(RECALLED)
    return Rendering(
        key=key,
        source=source,
        renderer=renderer,
        piece_revision=piece.live_revision_id,
        guideline_version=version,
        # From when the last of the files may be shown, until the first of them may not.
        visible_from=_latest(standing.begins, piece.go_live_at),
        visible_until=_earliest(standing.ends, piece.expire_at),
    )


def entry_of(plan: Plan) -> Entry:
    """The entry that says what was planned, without its variant."""
    if isinstance(plan, Nothing):
        return Entry(reason=plan.reason)
    return Entry(
        piece_revision=plan.piece_revision,
        guideline_version=plan.guideline_version,
        visible_from=plan.visible_from,
        visible_until=plan.visible_until,
    )


def input_of(slot: Slot, piece: Piece, document: Document, guideline: Guideline) -> RenderInput:
    """What a slot would be made of now.

    Raises:
        RendererError: the channel is not there, or the document cannot be resolved for it.
    """
    request = request_for(
        piece,
        guideline,
        channel=slot.channel,
        format_key=slot.format,
        dialect=slot.dialect,
        document=document,
        is_delivered=True,
    )
    return view(document, guideline.tokens, request, registry.get(slot.channel))


def live_piece(slot: Slot) -> Piece | None:
    """The live piece of a slot, in the slot's locale."""
    pieces = Piece.objects.filter(translation_key=slot.piece_key, locale__language_code=slot.locale, live=True)
    return pieces.select_related("campaign__brand", "locale", "hero").first()


def _require_installed(slot: Slot, piece: Piece) -> None:
    """What is not installed takes nothing away: the slot keeps what it shows until it can be rendered again.

    Raises:
        NotInstalledError: the channel, or the type of a block of the piece.
    """
    if slot.channel not in {renderer.key for renderer in registry.all_renderers()}:
        raise NotInstalledError(Message("The channel “{channel}” is not installed.", channel=slot.channel))
    for complaint in unknown_blocks(piece):
        raise NotInstalledError(complaint.message)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
