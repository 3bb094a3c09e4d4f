"""`manage.py export_guideline BRAND [--version N] [--output DIR]`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.guidelines.files import FILE, export_files
from hub.guidelines.models import GuidelineVersion
from renderers.contract.errors import MissingAssetError


class Command(BaseCommand):
    """Writes a published guideline as files that can be imported again."""

    help = "Write a version of a brand's guideline as guideline.yaml, with its logos and fonts in assets/."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """`--version` is ours here; Django's own prints its version."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The brand, the version, the folder."""
        parser.add_argument("brand", metavar="BRAND", help="the brand's key")
        parser.add_argument("--version", type=int, metavar="N", help="the version's number (default: the newest)")
        parser.add_argument("--output", type=Path, default=Path(), metavar="DIR", help="the folder (default: here)")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write all files, `guideline.yaml` last: it refers to the others."""
        versions = GuidelineVersion.objects.filter(brand__key=options["brand"]).select_related("brand")
        if options["version"] is not None:
            chosen = versions.filter(number=options["version"]).first()
        else:
            chosen = versions.order_by("-number").first()
        if chosen is None:
            numbers = ", ".join(map(str, versions.order_by("number").values_list("number", flat=True))) or "none"
            raise CommandError(
                f"The brand “{options['brand']}” has no such guideline. Published versions: {numbers}.", returncode=2
            )
        try:
            files = export_files(chosen)
            folder: Path = options["output"]
            for path in sorted(files, key=lambda path: path == FILE):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(files[path])
        except (MissingAssetError, OSError) as error:
            raise CommandError(f"The guideline cannot be written. {error}", returncode=2) from error
        self.stdout.write(f"{folder / FILE}: {chosen}, {len(files) - 1} files beside it")
