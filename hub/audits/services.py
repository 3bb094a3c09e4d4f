"""Judging variants: computed once per guideline version, rule set and day, by the worker or by who asks first."""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from brand.finding import Finding, Severity
from brand.waiver import Waiver, apply
from hub.audits.judging import find, subject_name, today_of, used_rules
from hub.audits.models import Verdict
from hub.audits.selectors import unjudged_slots
from hub.audits.waived import waivers_for
from hub.content.models import Piece
from hub.guidelines.convert import to_guideline
from hub.guidelines.selectors import guideline_in_force, version_in_force
from hub.variants.models import Slot, Variant
from hub.variants.stored import artifact_of, source_of
from renderers.contract import codec

__all__ = ["findings_of", "judge", "judge_unjudged", "today_of"]


def judge(variant: Variant, slot: Slot) -> Verdict:
    """The verdict on a slot's variant by the guideline in force today; looked up, or computed and kept."""
    version = version_in_force(slot.brand)
    place: dict[str, Any] = {
        "variant": variant,
        "guideline_version": version,
        "rule_set": used_rules(),
        "day": today_of(slot.brand),
    }
    found = Verdict.objects.filter(**place).first()
    if found is not None:
        return found
    guideline = to_guideline(version) if version is not None else guideline_in_force(slot.brand)
    findings = find(artifact_of(variant), source_of(variant), guideline, channel=variant.channel, today=place["day"])
    with transaction.atomic():
        verdict, _ = Verdict.objects.get_or_create(
            **place, defaults={"findings": [codec.plain(finding) for finding in findings], **_counted(findings)}
        )
        # An earlier day's verdict can be computed again; only the newest is kept.
        earlier = Verdict.objects.filter(variant=variant, guideline_version=version, day__lt=place["day"])
        earlier.delete()
    return verdict


def findings_of(verdict: Verdict, piece: Piece, waivers: Iterable[Waiver] | None = None) -> tuple[Finding, ...]:
    """The findings of a verdict, said of this piece: pieces that say the very same share one variant.

    Those that a waiver covers today say so; who asks for many verdicts of a piece brings its waivers along.
    """
    mine = {"piece": str(piece.translation_key), "subject": subject_name(piece)}
    findings = (replace(codec.read(Finding, record, ""), **mine) for record in verdict.findings)
    standing = waivers_for(piece) if waivers is None else waivers
    return apply(findings, standing, today_of(piece.campaign.brand))[0]


def judge_unjudged(limit: int = 20) -> int:
    """Judge some of the current variants that nobody has judged yet today; how many those were."""
    slots = list(unjudged_slots(limit))
    # Several workers find the same rows; in another order each they seldom meet.
    random.shuffle(slots)
    for slot in slots:
        if slot.current is not None and slot.current.variant is not None:
            judge(slot.current.variant, slot)
    return len(slots)


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    fields = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}
    counts = dict.fromkeys(fields.values(), 0)
    for finding in findings:
        counts[fields[finding.severity]] += not finding.waiver
    return counts
