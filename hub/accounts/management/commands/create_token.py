"""`manage.py create_token`: a new key to the API, printed once."""

import argparse
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.accounts.models import Brand
from hub.accounts.principal import READING_SCOPES, Scope
from hub.accounts.services import DEMO_BRAND_KEY, issue_token


class Command(BaseCommand):
    """Create an API token and print it: the only time that it is seen."""

    help = "Create an API token and print it once. Without arguments: for the demo brand, with reading rights."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Brands and scopes may be given several times."""
        parser.add_argument("--brand", action="append", default=[], metavar="KEY", help="brand it is for (repeatable)")
        parser.add_argument(
            "--scope",
            action="append",
            default=[],
            metavar="SCOPE",
            help=f"right it carries (repeatable): {' '.join(Scope)}. Default: {' '.join(sorted(READING_SCOPES))}",
        )
        parser.add_argument(
            "--channel",
            action="append",
            default=[],
            metavar="KEY",
            help="channel it may read (repeatable; default: all)",
        )
        parser.add_argument("--name", default="Command line", help="what it is for, as the admin shows it")
        parser.add_argument("--days", type=int, help="days until it ends; default: never")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the token on standard output, nothing else, so that a script can take it."""
        expires_at = timezone.now() + datetime.timedelta(days=options["days"]) if options["days"] is not None else None
        try:
            issued = issue_token(
                name=options["name"],
                brands=[_brand(key) for key in options["brand"] or [_only_brand_key()]],
                scopes=options["scope"] or READING_SCOPES,
                channels=options["channel"],
                expires_at=expires_at,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(issued.text)


def _brand(key: str) -> Brand:
    try:
        return Brand.objects.get(key=key)
    except Brand.DoesNotExist as error:
        known = ", ".join(Brand.objects.values_list("key", flat=True)) or "none yet; `python manage.py demo` makes one"
        raise CommandError(f"There is no brand “{key}”. Known: {known}.") from error


def _only_brand_key() -> str:
    """The demo brand; in a hub with one brand that one, whatever it is called."""
    keys = list(Brand.objects.values_list("key", flat=True))
    return keys[0] if len(keys) == 1 else DEMO_BRAND_KEY
