"""The commands about rules and guidelines: list, check for contradictions, bring tokens and styles in."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from brand.catalogue import find, overview, page_of
from brand.cli.channels import all_limits
from brand.cli.console import CLEAN, FOUND, complain, show, translate_for
from brand.conflicts import conflicts
from brand.conflicts.report import conflicts_as_json, conflicts_as_text
from brand.errors import GuidelineError
from brand.guideline import Guideline
from brand.portable import Skipped, import_tokens, import_vale, read_guideline_file, write_guideline
from brand.portable.files import read_file
from renderers.contract.message import Message
from renderers.contract.tokens import Tokens


def show_rules(arguments: argparse.Namespace) -> int:
    """List all rules with severity and title, or show one rule's page: why, how to mend it, options, examples."""
    translate = translate_for(arguments)
    show(page_of(find(arguments.id), translate) if arguments.id else overview(translate))
    return CLEAN


def check_guideline(arguments: argparse.Namespace) -> int:
    """Read a guideline, run the tests in it, and find settings that contradict each other. Exit 1: there are some."""
    guideline = read_guideline_file(Path(arguments.file))
    today = arguments.today or date.today()  # noqa: DTZ011 -- the user's own day
    found = conflicts(guideline, today=today, limits=all_limits())
    make = conflicts_as_json if arguments.format == "json" else conflicts_as_text
    show(make(found, translate_for(arguments)))
    return FOUND if found else CLEAN


def bring_tokens(arguments: argparse.Namespace) -> int:
    """Read design tokens and write the guideline they make to standard output; what was left aside goes to stderr."""
    found = import_tokens(read_file(Path(arguments.file)), file=arguments.file)
    guideline = Guideline(tokens=Tokens(colors=found.colors, typography=found.typography), deprecated=found.deprecated)
    return _imported(guideline, found.skipped, arguments)


def bring_vale(arguments: argparse.Namespace) -> int:
    """Read Vale styles and write the guideline they make to standard output; what was left aside goes to stderr."""
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise GuidelineError(Message("There is no such folder."), file=arguments.folder)
    files = {file.relative_to(folder).as_posix(): read_file(file) for file in sorted(folder.rglob("*.yml"))}
    found = import_vale(files, language=arguments.term_language)
    return _imported(Guideline(patterns=found.patterns), found.skipped, arguments)


def _imported(guideline: Guideline, skipped: Iterable[Skipped], arguments: argparse.Namespace) -> int:
    show(write_guideline(guideline).text)
    translate = translate_for(arguments)
    for one in skipped:
        why = one.reason.show(translate)
        complain(Message("not imported: {name}. {reason}", name=one.name, reason=why).show(translate))
    return CLEAN
