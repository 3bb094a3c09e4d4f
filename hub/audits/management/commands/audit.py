"""`manage.py audit [--brand KEY] [--campaign SLUG] [--format ...] [--output FILE] [--fail-on ...]`."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brand.report import Report
from brand.report.choices import FAIL_ON, REPORTS
from brand.report.text import text_report
from hub.accounts.language import terminal_language
from hub.accounts.models import Brand
from hub.audits.auditing import audit_live
from hub.audits.runs import keep_by_brand
from hub.audits.spreadsheet import csv_report
from hub.content.campaigns import Campaign

FORMS: dict[str, Callable[[Report], str]] = {**REPORTS, "csv": csv_report}


class Command(BaseCommand):
    """Judges everything that is live, as it is delivered."""

    help = (
        "Judge the live variants by their brand's guideline. Exit 0: nothing at or over the threshold; 1: findings; "
        "2: it could not be done."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Of what, in which form, and when to fail."""
        parser.add_argument("--brand", default="", metavar="KEY", help="only this brand's")
        parser.add_argument("--campaign", default="", metavar="SLUG", help="only this campaign's")
        parser.add_argument("--format", choices=tuple(FORMS), default="text", help="how to report (text)")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write the report to a file")
        parser.add_argument("--fail-on", choices=tuple(FAIL_ON), default="error", help="exit 1 from there on (error)")
        parser.add_argument(
            "--language", choices=("de", "en"), default=terminal_language(), help="language of the report"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Judge, report, and exit with 1 where the threshold is reached."""
        _require(options["brand"], options["campaign"])
        audited = audit_live(brand=options["brand"], campaign=options["campaign"], progress=self._progress)
        self._progress("")
        keep_by_brand(audited.audit, campaign=options["campaign"], files=audited.files, waivers=audited.waivers)
        threshold = FAIL_ON[options["fail_on"]]
        report = Report(
            audit=audited.audit,
            troubles=tuple(audited.troubles),
            files=tuple(audited.files),
            waivers=audited.waivers,
            fail_on=threshold,
            language=options["language"],
        )
        self._write(report, options["format"], options["output"])
        if audited.troubles:
            sys.exit(2)
        if threshold is not None and audited.audit.at_least(threshold):
            sys.exit(1)

    def _write(self, report: Report, form: str, output: Path | None) -> None:
        color = output is None and self.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = text_report(report, color=color) if form == "text" else FORMS[form](report)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"The report cannot be written: {error}.", returncode=2) from error

    def _progress(self, name: str) -> None:
        """What is being judged, on a terminal; nothing in a pipe."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{name[:100]}", ending="")


def _require(brand: str, campaign: str) -> None:
    """Refuse names of nothing: an audit of nothing would look clean."""
    brands, campaigns = Brand.objects.all(), Campaign.objects.all()
    if brand and not brands.filter(key=brand).exists():
        known = ", ".join(brands.order_by("key").values_list("key", flat=True)) or "none yet"
        raise CommandError(f"There is no brand “{brand}”. There are: {known}.", returncode=2)
    if brand:
        campaigns = campaigns.filter(brand__key=brand)
    if campaign and not campaigns.filter(slug=campaign).exists():
        known = ", ".join(sorted(set(campaigns.values_list("slug", flat=True)))) or "none yet"
        raise CommandError(f"There is no campaign “{campaign}”. There are: {known}.", returncode=2)
