"""Audit runs that were kept: when, of what, and everything that was found."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brand.audit import Audit
from brand.errors import BrandError
from brand.finding import Finding
from brand.report import Report
from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned
from hub.guidelines.selectors import version_in_force
from renderers.contract import codec


class AuditRun(BrandOwned):
    """One audit of one brand. `findings` are the contract's own JSON; the newest are kept, older ones pruned."""

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="audit_runs")
    campaign = models.CharField(_("campaign"), max_length=100, blank=True)
    rule_set = models.CharField(_("digest of the rules"), max_length=64)
    guideline_version = models.PositiveIntegerField(_("guideline version"), null=True)
    subjects = models.PositiveIntegerField(_("judged"))
    files = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    waivers = models.JSONField(default=dict)
    troubles = models.JSONField(default=list)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")

    def __str__(self) -> str:
        return f"{self.brand} {self.created_at}"

    @property
    def counts(self) -> dict[str, int]:
        """Open findings by severity."""
        return {"error": self.errors, "warning": self.warnings, "note": self.notes}


#: So many runs of a brand are kept.
KEPT = 100


def keep(
    brand: Brand,
    audit: Audit,
    *,
    campaign: str = "",
    guideline_version: int | None,
    files: Iterable[str] = (),
    waivers: dict[str, str] | None = None,
    troubles: Iterable[BrandError] = (),
) -> AuditRun:
    """Keep an audit of a brand, and forget the oldest ones."""
    counts = {severity.value: count for severity, count in audit.counts.items()}
    run = AuditRun.objects.create(
        brand=brand,
        campaign=campaign,
        rule_set=audit.rule_set,
        guideline_version=guideline_version,
        subjects=audit.subjects,
        files=list(files),
        findings=[codec.plain(found) for found in audit.findings],
        waivers=waivers or {},
        troubles=[{"message": codec.plain(one.message), "file": one.file} for one in troubles],
        errors=counts.get("error", 0),
        warnings=counts.get("warning", 0),
        notes=counts.get("note", 0),
    )
    old = AuditRun.objects.filter(brand=brand).order_by("-pk").values_list("pk", flat=True)[KEPT:]
    AuditRun.objects.filter(pk__in=list(old)).delete()
    return run


def keep_by_brand(audit: Audit, *, campaign: str = "", files: Iterable[str] = (), waivers: dict[str, str]) -> int:
    """Keep an audit of several brands, each brand's share as a run of its own; how many those are.

    What is found is said of `brand/piece`, and so are the files called.
    """
    count, names = 0, list(files)
    for brand in Brand.objects.order_by("pk"):
        own = f"{brand.key}/"
        mine = [name for name in names if name.startswith(own)]
        found = tuple(one for one in audit.findings if (one.subject or one.where.part).startswith(own))
        if mine or found:
            version = version_in_force(brand)
            keep(
                brand,
                Audit(found, len(mine), audit.rule_set),
                campaign=campaign,
                guideline_version=version.number if version is not None else None,
                files=mine,
                waivers={key: reason for key, reason in waivers.items() if key in {one.waiver for one in found}},
            )
            count += 1
    return count


def report_of(run: AuditRun, *, language: str, channels: Collection[str] | None = None) -> Report:
    """A kept audit as a report, in whichever language; of these channels only (None = all)."""
    found = (_finding(record) for record in run.findings)
    shown = tuple(one for one in found if channels is None or not one.channel or one.channel in channels)
    used = {one.waiver for one in shown}
    return Report(
        audit=Audit(shown, run.subjects, run.rule_set),
        files=tuple(run.files),
        waivers=run.waivers if channels is None else {key: why for key, why in run.waivers.items() if key in used},
        language=language,
    )


def counts_of(run: AuditRun, channels: Collection[str] | None) -> dict[str, int]:
    """How many open findings there are by severity, of these channels only (None = all)."""
    if channels is None:
        return run.counts
    found = [_finding(record) for record in run.findings if record.get("channel", "") in {"", *channels}]
    return {severity.value: count for severity, count in Audit(tuple(found)).counts.items()}


def _finding(record: dict[str, Any]) -> Finding:
    found: Finding = codec.read(Finding, record, "")
    return found
