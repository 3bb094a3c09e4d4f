"""`python -m brand`: lint files and addresses, read the rules, bring tokens and styles in. No Django."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from brand.cli.console import FAILED, complain, own_language, translate_for
from brand.cli.guidelines import bring_tokens, bring_vale, check_guideline, show_rules
from brand.cli.linting import add_arguments, lint
from brand.errors import BrandError
from renderers.contract.errors import RendererError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; answers its exit code: 0 clean, 1 findings at or over the threshold, 2 could not run."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BrandError as error:
        complain(error.show(translate_for(arguments)))
    except RendererError as error:
        complain(error.message.show(translate_for(arguments)))
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


class _Parser(argparse.ArgumentParser):
    """Exits with 2 on a wrong call."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m brand", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    add_arguments(commands.add_parser("lint", help="check files, folders and addresses", description=lint.__doc__))
    rules = commands.add_parser("rules", help="list the rules, or show the page of one", description=show_rules.__doc__)
    rules.add_argument("id", nargs="?", metavar="ID", help="such as terms/banned-word")
    rules.set_defaults(run=show_rules)
    check = commands.add_parser(
        "check-guideline", help="find contradictions in a guideline", description=check_guideline.__doc__
    )
    check.add_argument("file", metavar="FILE", help="guideline.yaml")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    check.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="judge as on this day")
    check.set_defaults(run=check_guideline)
    tokens = commands.add_parser("import-tokens", help="design tokens (DTCG) in", description=bring_tokens.__doc__)
    tokens.add_argument("file", metavar="FILE", help="a JSON file of design tokens")
    tokens.set_defaults(run=bring_tokens)
    vale = commands.add_parser("import-vale", help="Vale styles in", description=bring_vale.__doc__)
    vale.add_argument("folder", metavar="DIR", help="a folder of Vale rules (*.yml)")
    vale.add_argument("--term-language", default="en", metavar="L", help="the language of its words (default: en)")
    vale.set_defaults(run=bring_vale)
    for command in commands.choices.values():
        command.add_argument("--language", choices=("de", "en"), default=own_language(), help="language of messages")
    return parser
