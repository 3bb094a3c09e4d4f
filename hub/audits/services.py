"""Judging variants: the findings of what is delivered, computed once per guideline version, rule set and day."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from brand.audit import audit, rule_set_digest
from brand.finding import Finding
from brand.guideline import Guideline
from brand.registry import all_rules
from hub.accounts.models import Brand
from hub.audits.models import Verdict
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.selectors import guideline_in_force
from hub.variants.models import Entry, Slot, Variant
from hub.variants.stored import artifact_of, document_of
from renderers.contract import codec


def today_of(brand: Brand) -> date:
    """The day it is where the brand is."""
    return timezone.now().astimezone(ZoneInfo(brand.time_zone)).date()


def verdict_of(slot: Slot, entry: Entry) -> tuple[Finding, ...]:
    """The findings of an entry's variant, by the guideline in force today."""
    if entry.variant is None:
        return ()
    verdict = judge(entry.variant, slot, entry.guideline_version)
    return tuple(codec.read(Finding, record, "") for record in verdict.findings)


def counts_of(slot: Slot) -> dict[str, int]:
    """Open findings of a slot's current variant by severity."""
    entry = slot.current
    if entry is None or entry.variant is None:
        return {"error": 0, "warning": 0, "note": 0}
    return judge(entry.variant, slot, entry.guideline_version).counts


def judge(variant: Variant, slot: Slot, version: GuidelineVersion | None) -> Verdict:
    """The verdict on a variant; looked up if it was ever reached today, else computed and kept."""
    day, rule_set = today_of(slot.brand), _rule_set()
    place = {"variant": variant, "guideline_version": version, "rule_set": rule_set, "day": day}
    found = Verdict.objects.filter(**place).first()
    if found is not None:
        return found
    guideline = to_guideline(version) if version is not None else guideline_in_force(slot.brand)
    findings = find(variant, slot, guideline, today=day)
    counts = {
        severity: sum(finding.severity == severity and not finding.waiver for finding in findings)
        for severity in ("error", "warning", "note")
    }
    with transaction.atomic():
        verdict, _ = Verdict.objects.get_or_create(
            **place,
            defaults={
                "findings": [codec.plain(finding) for finding in findings],
                "errors": counts["error"],
                "warnings": counts["warning"],
                "notes": counts["note"],
            },
        )
    return verdict


def find(variant: Variant, slot: Slot, guideline: Guideline, *, today: date) -> tuple[Finding, ...]:
    """The findings of one variant, judged alone."""
    from brand.inspect.artifact import Delivery, inspect_artifact  # loads the PDF and picture libraries

    delivery = Delivery(
        name=f"{slot.channel}/{slot.format}",
        channel=slot.channel,
        format=slot.format,
        locale=slot.locale,
        dialect=slot.dialect,
        document=document_of(variant),
        piece=str(slot.piece_key),
        today=today,
    )
    subjects = inspect_artifact(artifact_of(variant), delivery)
    return audit(subjects, guideline, today=today, sets=False).findings


@lru_cache(maxsize=1)
def _rule_set() -> str:
    return rule_set_digest(all_rules())
