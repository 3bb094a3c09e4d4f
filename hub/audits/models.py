"""Verdicts: the findings of a variant under one guideline version, rule set and day. (Waivers are in `waiver.py`.)"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.audits.brand_check import BrandCheck, BrandCheckState
from hub.audits.runs import AuditRun
from hub.audits.waiver import Waiver
from hub.guidelines.models import GuidelineVersion
from hub.variants.models import Variant

__all__ = ["AuditRun", "BrandCheck", "BrandCheckState", "Verdict", "Waiver"]


class Verdict(models.Model):
    """What the rules found in a variant; computed once for each combination, never edited."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="verdicts")
    guideline_version = models.ForeignKey(GuidelineVersion, on_delete=models.CASCADE, null=True, related_name="+")
    rule_set = models.CharField(_("digest of the rules"), max_length=64)
    day = models.DateField(_("day"))
    findings = models.JSONField(default=list)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["variant", "guideline_version", "rule_set", "day"], name="verdict_once"),
            # Before the first guideline; SQLite knows no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["variant", "rule_set", "day"],
                condition=models.Q(guideline_version=None),
                name="verdict_once_without_guideline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant} {self.day}"

    @property
    def counts(self) -> dict[str, int]:
        """Open findings by severity."""
        return {"error": self.errors, "warning": self.warnings, "note": self.notes}
