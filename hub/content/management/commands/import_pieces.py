"""`manage.py import_pieces FILES... --campaign SLUG`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from hub.content.campaigns import Campaign
from hub.content.errors import PublishRefusedError
from hub.content.importing import import_pieces
from renderers.markdown import PieceError


class Command(BaseCommand):
    """Brings Markdown pieces into a campaign."""

    help = "Import Markdown pieces as drafts of a campaign. Importing the same files again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Files, the campaign, and whether to publish."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.md")
        parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign's short name in addresses")
        parser.add_argument("--brand", default="", metavar="KEY", help="its brand, where several have such a campaign")
        parser.add_argument("--publish", action="store_true", help="publish the pieces, too")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import all or nothing."""
        campaign = self._campaign(options["campaign"], options["brand"])
        try:
            imported = import_pieces(options["files"], campaign=campaign, publish=options["publish"])
        except PieceError as error:
            raise CommandError(f"Nothing was imported:\n{error}") from error
        except PublishRefusedError as error:
            raise CommandError("Nothing was imported:\n" + "\n".join(error.shown())) from error
        except ValidationError as error:
            raise CommandError("Nothing was imported:\n" + "\n".join(error.messages)) from error
        for entry in imported:
            self.stdout.write(f"{entry.outcome:<9}  {entry.piece.locale_code}  {entry.piece.slug}  ({entry.file})")

    def _campaign(self, slug: str, brand: str) -> Campaign:
        campaigns = Campaign.objects.filter(slug=slug).select_related("brand")
        if brand:
            campaigns = campaigns.filter(brand__key=brand)
        found = list(campaigns[:2])
        if not found:
            known = ", ".join(Campaign.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"There is no campaign “{slug}”. There are: {known}.")
        if len(found) > 1:
            raise CommandError(f"Several brands have a campaign “{slug}”; name the brand with --brand KEY.")
        return found[0]
