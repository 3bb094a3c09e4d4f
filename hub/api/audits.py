"""Audits that were run: what was judged, and everything that was found, in the forms that other tools read."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Path, Router, Schema

from brand.report import Report
from brand.report.json import json_report
from brand.report.sarif import sarif_report
from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import require
from hub.api.errors import PROBLEMS, not_found, problems
from hub.api.paging import PAGE, page
from hub.audits.models import AuditRun
from hub.audits.runs import counts_of, report_of
from hub.audits.spreadsheet import csv_report

router = Router(tags=["Audits"])

FORMS: dict[str, tuple[Callable[[Report], str], str]] = {
    "json": (json_report, "application/json"),
    "sarif": (sarif_report, "application/sarif+json"),
    "csv": (csv_report, "text/csv; charset=utf-8"),
}
Key = Annotated[int, Path(ge=1, le=2**63 - 1)]


class AuditOut(Schema):
    """One audit of a brand. `counts` are the open findings by severity, of the channels that the token has."""

    id: int
    brand: str
    campaign: str
    created_at: datetime
    guideline_version: int | None
    rule_set: str
    subjects: int
    counts: dict[str, int]
    findings: str


class AuditPage(Schema):
    """A page of audits, the newest first."""

    items: list[AuditOut]
    next: str | None


@router.get("/audits", response=AuditPage, operation_id="list_audits", openapi_extra=PROBLEMS, url_name="audits")
def list_audits(request: HttpRequest, brand: str = "", cursor: str = "", limit: int = PAGE) -> Any:
    """The audits of the token's brands, the newest first."""
    principal = require(request, Scope.AUDITS_READ)
    unread = ("files", "waivers") if principal.channels is not None else ("findings", "files", "waivers")
    rows = AuditRun.objects.visible_to(principal).select_related("brand").defer(*unread)
    if brand:
        rows = rows.filter(brand__key=brand)
    return page(
        rows,
        lambda found: [_audit(row, request, principal) for row in found],
        cursor=cursor,
        limit=limit,
        newest_first=True,
    )


_REPORTS = {
    "responses": {
        200: {
            "description": "The findings, waived ones included, in the form that was asked for.",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "application/sarif+json": {"schema": {"type": "object"}},
                "text/csv": {"schema": {"type": "string"}},
            },
        },
        **problems()["responses"],
    }
}


@router.get(
    "/audits/{audit_id}/findings",
    operation_id="list_audit_findings",
    openapi_extra=_REPORTS,
    url_name="audit_findings",
)
def list_findings(request: HttpRequest, audit_id: Key, format: Literal["json", "sarif", "csv"] = "json") -> Any:
    """What an audit found. CSV is safe to open: no cell is a formula."""
    principal = require(request, Scope.AUDITS_READ)
    run = AuditRun.objects.visible_to(principal).filter(pk=audit_id).first()
    if run is None:
        raise not_found(_("There is no such audit."))
    write, media_type = FORMS[format]
    report = report_of(run, language=(get_language() or "en")[:2], channels=principal.channels)
    answer = HttpResponse(write(report), content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(answer, ["Authorization", "Accept-Language"])
    return answer


def _audit(run: AuditRun, request: HttpRequest, principal: Principal) -> dict[str, Any]:
    return {
        "id": run.pk,
        "brand": run.brand.key,
        "campaign": run.campaign,
        "created_at": run.created_at,
        "guideline_version": run.guideline_version,
        "rule_set": run.rule_set,
        "subjects": run.subjects,
        "counts": counts_of(run, principal.channels),
        "findings": show.absolute(request, "api-1:audit_findings", audit_id=str(run.pk)),
    }
