"""An audit of everything that is live: every piece with all its variants, compared with each other, too."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from brand.audit import Audit, audit, rule_set_digest
from brand.errors import BrandError
from brand.finding import Finding
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.registry import all_rules
from brand.rules.structure.stale_variant import CHANGED, CURRENT, MADE_OF
from brand.subject import Subject
from hub.audits.judging import subject_name, today_of
from hub.audits.policing import Police
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.selectors import published
from hub.guidelines.selectors import guideline_in_force
from hub.links.shortening import is_shortened
from hub.variants.changes import changed
from hub.variants.models import Slot
from hub.variants.rendering import input_of
from hub.variants.stored import artifact_of, source_of
from renderers import registry
from renderers.contract import codec
from renderers.contract.document import Document
from renderers.contract.errors import RendererError, UnknownChannelError
from renderers.contract.renderer import Limit
from renderers.contract.request import LinkPolicy
from renderers.contract.view import render_key


@dataclass(slots=True)
class Audited:
    """What an audit found, what it looked at, what it could not look at, and the reasons of waivers by their ids."""

    audit: Audit
    files: list[str] = field(default_factory=list)
    troubles: list[BrandError] = field(default_factory=list)
    waivers: dict[str, str] = field(default_factory=dict)


def audit_live(*, brand: str = "", campaign: str = "", progress: Callable[[str], None] = lambda _: None) -> Audited:
    """Judge the published pieces (of a brand, of a campaign) as they are delivered, each by its brand's guideline.

    The translations of a piece are judged together; findings come brand by brand and piece by piece, and last those
    about waivers that are expired or that nothing needs.
    """
    found: list[Finding] = []
    done = Audited(Audit())
    subjects = 0
    police = Police(whole_brands=not campaign)
    for pieces in _by_piece(_pieces(brand, campaign)):
        progress(subject_name(pieces[0]))
        owner = pieces[0].campaign.brand
        guideline = guideline_in_force(owner)
        looked_at = list(_subjects(pieces, guideline, done))
        waivers = [waiver for piece in pieces for waiver in police.waivers_of(piece)]
        judged = audit(looked_at, guideline, waivers=waivers, today=today_of(owner), police=False)
        police.saw(judged.findings)
        found += judged.findings
        subjects += judged.subjects
    found += police.findings()
    done.waivers = police.reasons
    done.audit = Audit(tuple(found), subjects, rule_set_digest(all_rules()))
    return done


def _pieces(brand: str, campaign: str) -> QuerySet[Piece]:
    wanted = {"campaign__brand__key": brand, "campaign__slug": campaign}
    rows = published(Piece.objects.filter(**{name: value for name, value in wanted.items() if value}))
    rows = rows.select_related("campaign__brand", "locale", "hero")
    return rows.order_by("campaign__brand__key", "slug", "translation_key", "locale__language_code")


def _by_piece(rows: QuerySet[Piece]) -> Iterator[list[Piece]]:
    for _, translations in groupby(rows.iterator(chunk_size=200), key=lambda row: row.translation_key):
        yield list(translations)


def _subjects(pieces: Sequence[Piece], guideline: Guideline, done: Audited) -> Iterator[Subject]:
    for piece in pieces:
        name = subject_name(piece)
        done.files.append(name)
        yield inspect_document(to_document(piece), name=name)
        slots = Slot.objects.filter(
            piece_key=piece.translation_key, locale=piece.locale_code, current__variant__isnull=False
        )
        for slot in slots.select_related("current__variant").order_by("channel", "format", "dialect", "arm"):
            yield from _delivered(slot, piece, guideline, done)


def _limits(slot: Slot) -> tuple[Limit, ...]:
    """What the channel allows; nothing where its renderer is no longer there."""
    try:
        return registry.get(slot.channel).limits_of(slot.format)
    except UnknownChannelError:
        return ()


def _delivered(slot: Slot, piece: Piece, guideline: Guideline, done: Audited) -> tuple[Subject, ...]:
    """The subjects of one variant; what is broken becomes a trouble, and the others are judged."""
    from brand.inspect.artifact import Delivery, inspect_artifact  # loads the PDF and picture libraries
    from brand.inspect.folder import filed

    entry: Any = slot.current
    label = "/".join(
        filter(
            None,
            (
                *(subject_name(piece), slot.locale, slot.channel, slot.format),
                *(slot.dialect if slot.dialect != "plain" else "", slot.arm),
            ),
        )
    )
    done.files.append(label)
    document = to_document(piece, arm=slot.arm)
    delivery = Delivery(
        name=subject_name(piece),
        channel=slot.channel,
        format=slot.format,
        locale=slot.locale,
        dialect=slot.dialect,
        document=document,
        known=_made_of(slot, piece, document, guideline),
        today=today_of(piece.campaign.brand),
        limits=_limits(slot),
        links=source_of(entry.variant).request.links if is_shortened(slot.channel) else LinkPolicy(),
    )
    try:
        return tuple(filed(subject, label) for subject in inspect_artifact(artifact_of(entry.variant), delivery))
    except BrandError as error:
        done.troubles.append(BrandError(error.message, file=label))
        return ()


def _made_of(slot: Slot, piece: Piece, document: Document, guideline: Guideline) -> tuple[tuple[str, str], ...]:
    """By render keys: what a variant was made of, and what it would be made of now. Names for what differs."""
    variant: Any = slot.current and slot.current.variant
    try:
        now = input_of(slot, piece, document, guideline)
        key = render_key(now, registry.get(slot.channel))
    except RendererError:  # what cannot be rendered any more stays as it is, and its job says why
        return ()
    if key == variant.key:
        return ((MADE_OF, variant.key), (CURRENT, key))
    differs = changed(variant.source, codec.plain(now)) or ["renderer"]
    return ((MADE_OF, variant.key), (CURRENT, key), (CHANGED, ", ".join(differs)))
