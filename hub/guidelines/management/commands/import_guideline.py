"""`manage.py import_guideline FILE [--brand KEY] [--publish]`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brand.errors import BrandError
from brand.portable import read_guideline_file
from hub.accounts.models import Brand
from hub.guidelines.files import import_file
from hub.guidelines.selectors import version_in_force


class Command(BaseCommand):
    """Brings a guideline in, with the logos and fonts beside it."""

    help = "Import guideline.yaml and the files it names as a brand's draft. The same file again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file, the brand, and whether to publish."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--brand", default="", metavar="KEY", help="default: the brand that the file names")
        parser.add_argument("--publish", action="store_true", help="put it in force at once, as a new version")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import all or nothing."""
        file: Path = options["file"]
        try:
            brand = _brand(options["brand"] or read_guideline_file(file).brand)
            before = version_in_force(brand)
            import_file(brand, file, publish=options["publish"])
        except BrandError as error:
            raise CommandError(f"Nothing was imported. {error}", returncode=2) from error
        after = version_in_force(brand)
        if not options["publish"]:
            self.stdout.write(f"{brand.key}: draft written. Publish it in the admin, or import it with --publish.")
        elif after == before:
            self.stdout.write(f"{brand.key}: version {after.number if after else '-'} says the same already.")
        else:
            self.stdout.write(f"{brand.key}: version {after.number if after else '-'} is in force.")


def _brand(key: str) -> Brand:
    brand = Brand.objects.filter(key=key).first()
    if brand is not None:
        return brand
    known = ", ".join(Brand.objects.order_by("key").values_list("key", flat=True)) or "none yet; make one in the admin"
    said = f"There is no brand “{key}”." if key else "The file names no brand: name one with --brand KEY."
    raise CommandError(f"{said} There are: {known}.", returncode=2)
