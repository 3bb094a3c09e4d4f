"""How the hub judges: the findings of one variant, alone, on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from brand.audit import audit, rule_set_digest
from brand.finding import Finding
from brand.guideline import Guideline
from brand.inspect.document import inspect_document, inspect_overrides
from brand.registry import all_rules
from brand.subject import Subject
from brand.waiver import Waiver
from hub.accounts.models import Brand
from hub.content.convert import arm_keys, to_document
from hub.content.models import Piece
from renderers.contract.artifact import Artifact
from renderers.contract.document import Document
from renderers.contract.view import RenderInput


def today_of(brand: Brand) -> date:
    """The day it is where the brand is."""
    return timezone.now().astimezone(ZoneInfo(brand.time_zone)).date()


@lru_cache(maxsize=1)
def used_rules() -> str:
    """The digest of the rules this process judges by."""
    return rule_set_digest(all_rules())


def subject_name(piece: Piece) -> str:
    """What findings call a piece: part of their fingerprints, and the beginning of paths in reports."""
    return f"{piece.campaign.brand.key}/{piece.slug}"


def find(
    artifact: Artifact,
    source: RenderInput,
    guideline: Guideline,
    *,
    channel: str,
    today: date,
    piece: Piece | None = None,
    waivers: Iterable[Waiver] = (),
) -> tuple[Finding, ...]:
    """The findings of one artifact, led back to the document it was made of; those under a waiver say so."""
    from brand.inspect.artifact import Delivery, inspect_artifact  # loads the PDF and picture libraries

    delivery = Delivery(
        name=subject_name(piece) if piece is not None else "",
        channel=channel,
        format=source.request.format,
        locale=source.document.locale,
        dialect=source.request.dialect,
        document=source.document,
        piece=str(piece.translation_key) if piece is not None else "",
        today=today,
        limits=source.limits,
        links=source.request.links,
    )
    subjects = inspect_artifact(artifact, delivery)
    return audit(subjects, guideline, waivers=waivers, today=today, sets=False, police=False).findings


def source_subjects(piece: Piece, document: Document, *, name: str, today: date | None = None) -> list[Subject]:
    """A piece's own words, as they are judged before anything is rendered: the base, the overrides, and the arms.

    Of an arm only its own words count; the others have been read already.
    """
    return [
        inspect_document(document, name=name, today=today),
        *inspect_overrides(document, name=name, today=today),
        *(_arm_subject(to_document(piece, arm=arm), name=name, today=today) for arm in arm_keys(piece)[1:]),
    ]


def _arm_subject(document: Document, *, name: str, today: date | None) -> Subject:
    subject = inspect_document(document, name=name, today=today)
    field = f"arms.{document.arm.key}" if document.arm is not None else ""
    own = tuple(run for run in subject.runs if run.where.source is not None and run.where.source.field == field)
    return replace(subject, runs=own, pictures=(), links=())
