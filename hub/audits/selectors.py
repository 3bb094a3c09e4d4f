"""What is read about verdicts."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q

from hub.accounts.models import Brand
from hub.audits.judging import today_of, used_rules
from hub.audits.models import Verdict
from hub.guidelines.selectors import version_in_force
from hub.variants.models import Slot


def counts_known(slots: Iterable[Slot]) -> dict[int, dict[str, int]]:
    """The open findings by severity of slots' current variants, by slot; slots not judged yet are left out.

    One query for all. The newest verdict counts: a guideline published a moment ago shows once the worker has judged.
    """
    places = [(slot.pk, slot.brand_id, slot.current.variant_id) for slot in slots if slot.current is not None]
    rows = Verdict.objects.filter(variant__in={variant for _, _, variant in places}).order_by("pk")
    newest: dict[tuple[int | None, int | None], dict[str, int]] = {}
    for row in rows.values("variant_id", "guideline_version__brand_id", "errors", "warnings", "notes"):
        counts = {"error": row["errors"], "warning": row["warnings"], "note": row["notes"]}
        newest[row["variant_id"], row["guideline_version__brand_id"]] = counts
    found = {pk: newest.get((variant, brand), newest.get((variant, None))) for pk, brand, variant in places}
    return {pk: counts for pk, counts in found.items() if counts is not None}


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
