"""`python -m brand`: lint files and addresses, read the rules, bring tokens and styles in. No Django."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from brand.audit import audit
from brand.baseline import baseline_of, read_baseline, write_baseline
from brand.catalogue import find, overview, page_of
from brand.conflicts import conflicts
from brand.conflicts.report import conflicts_as_json, conflicts_as_text
from brand.errors import BrandError, GuidelineError
from brand.fetch import fetch
from brand.finding import Finding
from brand.gathering import About, gather
from brand.guideline import Guideline
from brand.keeping import FolderKeeper
from brand.own import own_rules
from brand.portable import (
    Skipped,
    import_tokens,
    import_vale,
    read_guideline_file,
    read_waivers,
    write_guideline,
)
from brand.portable.files import read_file
from brand.report import Report
from brand.report.choices import FAIL_ON, REPORTS
from brand.report.text import text_report
from brand.subject import Subject
from brand.waiver import Waiver
from brand.writeback import fix_files
from renderers.contract.artifact import Meter
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.message import Message, Translator, translator, untranslated
from renderers.contract.renderer import Limit
from renderers.contract.tokens import Tokens

CLEAN, FOUND, FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; answers its exit code: 0 clean, 1 findings at or over the threshold, 2 could not run."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BrandError as error:
        _complain(error.show(_translate(arguments)))
    except RendererError as error:
        _complain(error.message.show(_translate(arguments)))
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """Exits with 2 on a wrong call."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m brand", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    _lint_arguments(commands.add_parser("lint", help="check files, folders and addresses", description=_lint.__doc__))
    rules = commands.add_parser("rules", help="list the rules, or show the page of one", description=_rules.__doc__)
    rules.add_argument("id", nargs="?", metavar="ID", help="such as terms/banned-word")
    rules.set_defaults(run=_rules)
    check = commands.add_parser(
        "check-guideline", help="find contradictions in a guideline", description=_check.__doc__
    )
    check.add_argument("file", metavar="FILE", help="guideline.yaml")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    check.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="judge as on this day")
    check.set_defaults(run=_check)
    tokens = commands.add_parser("import-tokens", help="design tokens (DTCG) in", description=_tokens.__doc__)
    tokens.add_argument("file", metavar="FILE", help="a JSON file of design tokens")
    tokens.set_defaults(run=_tokens)
    vale = commands.add_parser("import-vale", help="Vale styles in", description=_vale.__doc__)
    vale.add_argument("folder", metavar="DIR", help="a folder of Vale rules (*.yml)")
    vale.add_argument("--term-language", default="en", metavar="L", help="the language of its words (default: en)")
    vale.set_defaults(run=_vale)
    for command in commands.choices.values():
        command.add_argument("--language", choices=("de", "en"), default=_own_language(), help="language of messages")
    return parser


def _lint_arguments(lint: argparse.ArgumentParser) -> None:
    kinds = ".md .txt .html .eml .pdf .png .jpg, a folder of these or a rendered one, an address, - for standard input"
    lint.add_argument("targets", nargs="+", metavar="PATH|URL|-", help=kinds)
    lint.add_argument("--guideline", metavar="FILE", help="guideline.yaml; without it nothing of a brand is known")
    lint.add_argument("--channel", default="", help="what the material is for: email, social, web, sms, print")
    lint.add_argument("--format-key", default="", metavar="F", help="the channel's format: newsletter, x-post ...")
    lint.add_argument("--locale", default="", metavar="L", help="language and region: de, en, de-AT ...")
    lint.add_argument("--format", choices=tuple(REPORTS), default="text", help="how to report (default: text)")
    lint.add_argument(
        "--fail-on", choices=tuple(FAIL_ON), default="error", help="exit 1 from there on (default: error)"
    )
    lint.add_argument("--output", metavar="FILE", help="write the report to a file")
    lint.add_argument("--waivers", metavar="FILE", help="leave for findings: id, rule or fingerprint, reason, expires")
    lint.add_argument("--baseline", metavar="FILE", help="findings of an earlier run; only new ones make the run fail")
    lint.add_argument("--write-baseline", metavar="FILE", help="note down the open findings of this run, and exit 0")
    lint.add_argument(
        "--one-piece", action="store_true", help="all that is named is of one piece: compare its prices, dates, codes"
    )
    lint.add_argument("--fix", action="store_true", help="put the safe fixes into .md and .txt files, then check")
    lint.add_argument("--cache", metavar="DIR", help="keep findings here; what has not changed is not judged again")
    lint.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="judge as on this day")
    lint.set_defaults(run=_lint)


def _own_language() -> str:
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if wanted.lower().startswith("de") else "en"


def _translate(arguments: argparse.Namespace) -> Translator:
    return untranslated if arguments.language == "en" else translator(arguments.language)


# --- lint


def _lint(arguments: argparse.Namespace) -> int:
    """Check material against a guideline. Exit 0: clean; 1: findings at or over the threshold; 2: could not run."""
    guideline = read_guideline_file(Path(arguments.guideline)) if arguments.guideline else Guideline()
    _require_known(arguments.channel, arguments.format_key)
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
        read_piece=_piece,
        measure=_meters,
        limits=_limits,
        get=fetch,
        one_piece=arguments.one_piece,
    )
    keeper = FolderKeeper(Path(arguments.cache), today) if arguments.cache else None
    unwritten = _fix(arguments, about, guideline, waivers) if arguments.fix else []
    gathered = gather(arguments.targets, about, stdin=sys.stdin.buffer.read, progress=_progress)
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
        _write_file(arguments.write_baseline, write_baseline(baseline_of(result.findings)))
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
    translate = _translate(arguments)
    for one in written:
        _complain(Message("{file}: mended {count}.", file=one.file, count=len(one.mended)).show(translate))
    return troubles


def _require_known(channel: str, format_key: str) -> None:
    """Refuse a channel or format that nothing renders, before any work is done.

    Raises:
        RendererError: with those there are.
    """
    from renderers import registry

    if channel and format_key:
        registry.get(channel).format(format_key)
    elif channel:
        registry.get(channel)
    elif format_key:
        raise GuidelineError(Message("Say which channel the format “{format}” is of: --channel.", format=format_key))


def _meters(text: str, channel: str, format_key: str) -> Sequence[Meter]:
    from renderers import registry

    renderer = registry.get(channel)
    if not format_key and len(renderer.formats) > 1:
        return ()
    return renderer.measure(text, format_key or renderer.formats[0].key)


def _limits(channel: str, format_key: str) -> Sequence[Limit]:
    """What a channel allows in a format; nothing where no renderer of that channel is installed."""
    from renderers import registry
    from renderers.contract.errors import RendererError

    try:
        return registry.get(channel).limits_of(format_key)
    except RendererError:
        return ()


def _piece(file: Path, locale: str) -> Document | None:
    """The document of a Markdown piece, so that rules know its facts; None of any other Markdown file."""
    from renderers.markdown import PieceError, read_piece

    try:
        return read_piece(file, locale=locale or None).document
    except PieceError:
        return None


def _progress(name: str) -> None:
    """Show what is being looked at, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{name[:100]}", end="", file=sys.stderr, flush=True)


def _write(report: Report, arguments: argparse.Namespace) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if arguments.format == "text":
        color = not arguments.output and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = text_report(report, color=color)
    else:
        text = REPORTS[arguments.format](report)
    if not arguments.output:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    _write_file(arguments.output, text)


def _write_file(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        message = Message("The file cannot be written: {problem}.", problem=error.strerror or str(error))
        raise BrandError(message, file=file) from error


# --- rules


def _rules(arguments: argparse.Namespace) -> int:
    """List all rules with severity and title, or show one rule's page: why, how to mend it, options, examples."""
    translate = _translate(arguments)
    sys.stdout.write(page_of(find(arguments.id), translate) if arguments.id else overview(translate))
    sys.stdout.flush()
    return CLEAN


# --- check-guideline


def _check(arguments: argparse.Namespace) -> int:
    """Read a guideline, run the tests in it, and find settings that contradict each other. Exit 1: there are some."""
    from renderers import registry

    guideline = read_guideline_file(Path(arguments.file))
    limits = {renderer.key: renderer.limits for renderer in registry.all_renderers()}
    found = conflicts(guideline, today=arguments.today or date.today(), limits=limits)  # noqa: DTZ011 -- the user's own
    make = conflicts_as_json if arguments.format == "json" else conflicts_as_text
    sys.stdout.write(make(found, _translate(arguments)))
    sys.stdout.flush()
    return FOUND if found else CLEAN


# --- import


def _tokens(arguments: argparse.Namespace) -> int:
    """Read design tokens and write the guideline they make to standard output; what was left aside goes to stderr."""
    found = import_tokens(read_file(Path(arguments.file)), file=arguments.file)
    guideline = Guideline(tokens=Tokens(colors=found.colors, typography=found.typography), deprecated=found.deprecated)
    return _imported(guideline, found.skipped, arguments)


def _vale(arguments: argparse.Namespace) -> int:
    """Read Vale styles and write the guideline they make to standard output; what was left aside goes to stderr."""
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise GuidelineError(Message("There is no such folder."), file=arguments.folder)
    files = {file.relative_to(folder).as_posix(): read_file(file) for file in sorted(folder.rglob("*.yml"))}
    found = import_vale(files, language=arguments.term_language)
    return _imported(Guideline(patterns=found.patterns), found.skipped, arguments)


def _imported(guideline: Guideline, skipped: Iterable[Skipped], arguments: argparse.Namespace) -> int:
    sys.stdout.write(write_guideline(guideline).text)
    sys.stdout.flush()
    translate = _translate(arguments)
    for one in skipped:
        why = one.reason.show(translate)
        _complain(Message("not imported: {name}. {reason}", name=one.name, reason=why).show(translate))
    return CLEAN
