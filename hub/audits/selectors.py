"""What is read about verdicts and waivers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hub.accounts.models import Brand
from hub.audits.judging import today_of, used_rules
from hub.audits.models import Verdict
from hub.audits.waived import open_counts
from hub.guidelines.selectors import version_in_force
from hub.variants.models import Slot


def counts_known(slots: Iterable[Slot]) -> dict[int, dict[str, int]]:
    """The open findings by severity of slots' current variants, by slot; slots not judged yet are left out.

    The newest verdict counts: a guideline published a moment ago shows once the worker has judged. Two queries for
    all; four more where waivers may take findings out of the count, since verdicts are kept without them.
    """
    known = [slot for slot in slots if slot.current is not None]
    rows = Verdict.objects.filter(variant__in={slot.current.variant_id for slot in known if slot.current is not None})
    newest: dict[tuple[int | None, int | None], dict[str, Any]] = {}
    names = ("pk", "variant_id", "guideline_version__brand_id", "errors", "warnings", "notes")
    for row in rows.order_by("pk").values(*names):
        newest[row["variant_id"], row["guideline_version__brand_id"]] = row
    found: dict[int, dict[str, Any]] = {}
    for slot in known:
        variant = slot.current.variant_id if slot.current is not None else None
        row = newest.get((variant, slot.brand_id)) or newest.get((variant, None))
        if row is not None:
            found[slot.pk] = row
    counts = {
        pk: {"error": row["errors"], "warning": row["warnings"], "note": row["notes"]} for pk, row in found.items()
    }
    return counts | open_counts(
        [(slot, found[slot.pk]["pk"]) for slot in known if sum(counts.get(slot.pk, {}).values())]
    )


def unjudged_slots(limit: int) -> Iterator[Slot]:
    """Slots whose current variant has no verdict by the guideline in force, the rules there are, and today."""
    for brand in Brand.objects.order_by("pk"):
        version = version_in_force(brand)
        verdicts = Verdict.objects.filter(
            Q(guideline_version=version) if version is not None else Q(guideline_version=None),
            variant=OuterRef("current__variant"),
            rule_set=used_rules(),
            day=today_of(brand),
        )
        slots = Slot.objects.filter(~Exists(verdicts), brand=brand, current__variant__isnull=False)
        for slot in slots.select_related("brand", "current__variant").order_by("pk")[:limit]:
            yield slot
            limit -= 1
        if limit <= 0:
            return
