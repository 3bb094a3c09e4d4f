"""The command `lint`: gather what is named, judge it, report."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from brand.audit import audit
from brand.baseline import baseline_of, read_baseline, write_baseline
from brand.cli.channels import limits, meters, piece, require_known, run_apart
from brand.cli.console import CLEAN, FAILED, FOUND, complain, show, show_progress, translate_for, write_file
from brand.errors import BrandError
from brand.fetch import fetch
from brand.finding import Finding
from brand.gathering import About, gather
from brand.guideline import Guideline
from brand.keeping import FolderKeeper
from brand.own import own_rules
from brand.portable import read_guideline_file, read_waivers
from brand.portable.files import read_file
from brand.report import Report
from brand.report.choices import FAIL_ON, REPORTS
from brand.report.text import text_report
from brand.subject import Subject
from brand.waiver import Waiver
from brand.writeback import fix_files
from renderers.contract.message import Message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    kinds = ".md .txt .html .eml .pdf .png .jpg, a folder of these or a rendered one, an address, - for standard input"
    parser.add_argument("targets", nargs="+", metavar="PATH|URL|-", help=kinds)
    parser.add_argument("--guideline", metavar="FILE", help="guideline.yaml; without it nothing of a brand is known")
    parser.add_argument("--channel", default="", help="what the material is for: email, social, web, sms, print")
    parser.add_argument("--format-key", default="", metavar="F", help="the channel's format: newsletter, x-post ...")
    parser.add_argument("--locale", default="", metavar="L", help="language and region: de, en, de-AT ...")
    parser.add_argument("--format", choices=tuple(REPORTS), default="text", help="how to report (default: text)")
    parser.add_argument(
        "--fail-on", choices=tuple(FAIL_ON), default="error", help="exit 1 from there on (default: error)"
    )
    parser.add_argument("--output", metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--waivers", metavar="FILE", help="leave for findings: id, rule or fingerprint, reason, expires"
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="findings of an earlier run; only new ones make the run fail"
    )
    parser.add_argument("--write-baseline", metavar="FILE", help="note down the open findings of this run, and exit 0")
    parser.add_argument(
        "--one-piece", action="store_true", help="all that is named is of one piece: compare its prices, dates, codes"
    )
    parser.add_argument("--fix", action="store_true", help="put the safe fixes into .md and .txt files, then check")
    parser.add_argument("--cache", metavar="DIR", help="keep findings here; what has not changed is not judged again")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="judge as on this day")
    parser.set_defaults(run=lint)


def lint(arguments: argparse.Namespace) -> int:
    """Check material against a guideline. Exit 0: clean; 1: findings at or over the threshold; 2: could not run."""
    guideline = read_guideline_file(Path(arguments.guideline)) if arguments.guideline else Guideline()
    require_known(arguments.channel, arguments.format_key)
    waivers = read_waivers(read_file(Path(arguments.waivers)), file=arguments.waivers) if arguments.waivers else ()
    baseline = (
        read_baseline(read_file(Path(arguments.baseline)), file=arguments.baseline) if arguments.baseline else None
    )
    today = arguments.today or date.today()  # noqa: DTZ011 -- the user's own day
    about = About(
        channel=arguments.channel,
        format=arguments.format_key,
        locale=arguments.locale,
        default_locale=next(iter(guideline.locales), "de"),
        today=today,
        read_piece=piece,
        measure=meters,
        limits=limits,
        get=fetch,
        run=run_apart,
        one_piece=arguments.one_piece,
    )
    keeper = FolderKeeper(Path(arguments.cache), today) if arguments.cache else None
    unwritten = _fix(arguments, about, guideline, waivers) if arguments.fix else []
    gathered = gather(arguments.targets, about, stdin=sys.stdin.buffer.read, progress=show_progress)
    gathered.troubles += unwritten
    result = audit(gathered.subjects, guideline, waivers=waivers, today=today, keeper=keeper)
    report = Report(
        audit=result,
        troubles=tuple(gathered.troubles),
        files=tuple(gathered.files),
        sources=gathered.sources,
        waivers={waiver.id: waiver.reason for waiver in waivers},
        fail_on=FAIL_ON[arguments.fail_on],
        baseline=baseline,
        subjects=frozenset(subject.name for subject in gathered.subjects),
        own=own_rules(guideline),
        language=arguments.language,
    )
    _write(report, arguments)
    if arguments.write_baseline:
        write_file(arguments.write_baseline, write_baseline(baseline_of(result.findings)))
    if gathered.troubles:
        return FAILED
    noted = arguments.write_baseline and not arguments.baseline
    return FOUND if report.failing and not noted else CLEAN


def _fix(
    arguments: argparse.Namespace, about: About, guideline: Guideline, waivers: Sequence[Waiver]
) -> list[BrandError]:
    """Mend the files, tell how much was mended in each, and answer what cannot be written."""

    def judge(subjects: Sequence[Subject]) -> Sequence[Finding]:
        today = about.today or date.min
        return audit(subjects, guideline, waivers=waivers, today=today, sets=False, police=False).findings

    written, troubles = fix_files(arguments.targets, about, judge)
    translate = translate_for(arguments)
    for one in written:
        complain(Message("{file}: mended {count}.", file=one.file, count=len(one.mended)).show(translate))
    return troubles


def _write(report: Report, arguments: argparse.Namespace) -> None:
    show_progress("")
    if arguments.format == "text":
        color = not arguments.output and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = text_report(report, color=color)
    else:
        text = REPORTS[arguments.format](report)
    if not arguments.output:
        show(text)
        return
    write_file(arguments.output, text)
