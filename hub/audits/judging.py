"""How the hub judges: the findings of one variant, alone, on a day."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from brand.audit import audit, rule_set_digest
from brand.finding import Finding
from brand.guideline import Guideline
from brand.inspect.document import inspect_document, inspect_overrides
from brand.registry import all_rules
from hub.accounts.models import Brand
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.guidelines.selectors import guideline_in_force
from renderers.contract.artifact import Artifact
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
) -> tuple[Finding, ...]:
    """The findings of one artifact, led back to the document it was made of."""
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
    )
    return audit(inspect_artifact(artifact, delivery), guideline, today=today, sets=False).findings


def find_in_draft(piece: Piece) -> tuple[Finding, ...]:
    """The findings in a piece's own words, overrides included, as nobody has rendered it yet.

    Some 10 ms for a usual piece, so that it may happen inside a transaction. In launch mode no finding is an error.
    """
    brand = piece.campaign.brand
    document, name, today = to_document(piece), subject_name(piece), today_of(brand)
    subjects = [
        inspect_document(document, today=today, name=name),
        *inspect_overrides(document, today=today, name=name),
    ]
    return audit(subjects, guideline_in_force(brand), today=today).findings
