"""`manage.py demo`: set up, load the demonstration, render every channel, judge, and say how to go on."""

import argparse
import logging
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from hub.demo.export import Export, export
from hub.demo.loading import load, logins
from hub.variants.models import Entry
from hub.variants.rendering import work_off


class Command(BaseCommand):
    """The product in one go."""

    help = "Load the demonstration brand and campaign, render every channel into a folder, and print what was found."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to write."""
        parser.add_argument("--output", type=Path, default=Path("demo-output"), help="the folder (demo-output)")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it; exit 1 if a planted deviation was not found or a clean piece has an error."""
        output: Path = options["output"]
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        self._say("Database ...")
        call_command("migrate", verbosity=0)
        self._say("Brand, guideline, campaign and pieces ...")
        loaded = load(output / "source")
        self._say("Rendering and storing variants ...")
        work_off()
        self._say("Writing and judging every channel ...")
        exported = export(loaded, output)
        self._report(exported)
        self._go_on(exported, logins())
        if not exported.is_right:
            raise CommandError("The demonstration is not as it should be; see above.")

    def _say(self, line: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(line)

    def _report(self, exported: Export) -> None:
        channels = {(card.channel, card.format) for shown in exported.pieces for card in shown.cards}
        files = sum(len(card.links) for shown in exported.pieces for card in shown.cards)
        self.stdout.write(
            f"{len(exported.pieces)} pieces in {len({channel for channel, _ in channels})} channels "
            f"({len(channels)} formats), {files} files, {Entry.objects.count()} stored variants."
        )
        width = max(len(shown.name) for shown in exported.pieces)
        self.stdout.write(f"\n{'Piece':<{width}}  errors  warnings  notes  planted deviations")
        for shown in exported.pieces:
            counts = [
                sum(finding.severity == level for finding in shown.findings) for level in ("error", "warning", "note")
            ]
            planted = (
                f"{len(shown.expected) - len(shown.missed)} of {len(shown.expected)} found"
                if shown.expected
                else "none"
            )
            self.stdout.write(f"{shown.name:<{width}}  {counts[0]:>6}  {counts[1]:>8}  {counts[2]:>5}  {planted}")
            for rule in shown.missed:
                self.stdout.write(self.style.ERROR(f"{'':<{width}}  not found: {rule}"))
            if not shown.expected:
                for finding in shown.findings:
                    if finding.is_open_error:
                        self.stdout.write(self.style.ERROR(f"{'':<{width}}  {finding.rule}: {finding.message.show()}"))

    def _go_on(self, exported: Export, users: list[Any]) -> None:
        self.stdout.write(f"\nLook at it:   {exported.page}")
        self.stdout.write("Go on:        make serve   (the hub at http://localhost:8000/admin/)")
        for user in users:
            if user.password:
                self.stdout.write(f"Sign in as:   {user.name} / {user.password}   ({user.role})")
