"""`manage.py render PIECE|FILE.md`: a piece as files, channel by channel."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.accounts.models import Brand, User
from hub.content.campaigns import Campaign
from hub.content.convert import arm_keys
from hub.content.errors import PublishRefusedError
from hub.content.exporting import Manuscript, manuscript_of_file, manuscript_of_piece
from hub.content.models import Piece
from hub.content.publishing import unknown_blocks
from hub.content.selectors import find_translations
from renderers import registry
from renderers.contract.dialect import get_dialect
from renderers.contract.errors import RendererError
from renderers.contract.message import untranslated
from renderers.export import require_free, write_folder
from renderers.markdown import PieceError


class Command(BaseCommand):
    """Writes the parts, `media/` and `artifact.json` of every channel and format asked for; all of them or nothing."""

    help = (
        "Render a piece of the hub, or a Markdown file, into a folder: DIR/<channel>/<format>/, or DIR itself where "
        "one channel and format are named."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What, for which channel, where to."""
        parser.add_argument("piece", metavar="PIECE|FILE.md", help="a piece's id, BRAND:SLUG, or a Markdown file")
        parser.add_argument("--channel", default="", metavar="C", help="a channel's key (default: all)")
        parser.add_argument("--format", default="", metavar="F", help="a format of the channel (default: all of it)")
        parser.add_argument("--locale", default="", metavar="L", help="de, en ... (default: the brand's)")
        parser.add_argument(
            "--dialect", default="plain", metavar="D", help="how the sending system writes merge fields (plain)"
        )
        parser.add_argument("--arm", default="", metavar="A", help="an arm of the piece's A/B test")
        parser.add_argument("--draft", action="store_true", help="the newest revision, published or not")
        parser.add_argument("--brand", default="", metavar="KEY", help="whose guideline a Markdown file is rendered by")
        parser.add_argument("--campaign", default="", metavar="SLUG", help="which campaign a Markdown file belongs to")
        parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder to write")

    def handle(self, *_: Any, **options: Any) -> None:
        """Render, then write; exit 2 with the reason where nothing could be rendered."""
        try:
            self._render(options)
        except PieceError as error:
            raise CommandError(f"Nothing was written:\n{error}", returncode=2) from error
        except RendererError as error:
            raise CommandError(f"Nothing was written. {error}", returncode=2) from error

    def _render(self, options: dict[str, Any]) -> None:
        folder: Path = options["output"]
        require_free(folder.resolve())
        get_dialect(options["dialect"])
        if options["format"] and not options["channel"]:
            raise _refused("A format belongs to one channel: name it with --channel.")
        manuscript = _manuscript(options)
        targets = list(_targets(manuscript, options))
        written: dict[str, bytes] = {}
        for channel, format_key in targets:
            renderer = registry.get(channel)
            dialect = options["dialect"]
            if not options["channel"] and dialect not in renderer.dialects:
                self.stderr.write(f"{channel}: written plainly, since it has no “{dialect}”.")
                dialect = "plain"
            rendered, files = manuscript.render(renderer, format_key, dialect)
            place = "" if options["channel"] and options["format"] else f"{channel}/{format_key}/"
            written |= {place + name: data for name, data in files.items()}
            losses = len(rendered.artifact.losses)
            self.stdout.write(f"{channel}/{format_key}  {rendered.key[:12]}  {losses} left out or changed")
        write_folder(folder, written)
        self.stdout.write(str(folder))


def _targets(manuscript: Manuscript, options: dict[str, Any]) -> Iterator[tuple[str, str]]:
    channel, format_key = options["channel"], options["format"]
    if not channel:
        yield from manuscript.formats
        return
    renderer = registry.get(channel)
    if channel not in {key for key, _ in manuscript.formats}:
        raise _refused(f"The piece does not go to the channel “{channel}”.")
    forms = [renderer.format(format_key)] if format_key else renderer.formats
    yield from ((channel, form.key) for form in forms)


def _manuscript(options: dict[str, Any]) -> Manuscript:
    name = options["piece"]
    if name.lower().endswith((".md", ".markdown")):
        brand, campaign = _brand(options["brand"]), options["campaign"]
        if campaign and not Campaign.objects.filter(brand=brand, slug=campaign).exists():
            raise _refused(f"The brand “{brand.key}” has no campaign “{campaign}”.")
        return manuscript_of_file(Path(name), brand, locale=options["locale"], campaign_slug=campaign)
    piece = _piece(name, options["locale"], draft=options["draft"])
    if options["arm"] not in arm_keys(piece):
        known = ", ".join(filter(None, arm_keys(piece))) or "none"
        raise _refused(f"The piece has no arm “{options['arm']}”. There are: {known}.")
    if missing := tuple(unknown_blocks(piece)):
        raise _refused(" ".join(PublishRefusedError(missing).shown(untranslated)))
    return manuscript_of_piece(piece, arm=options["arm"])


def _piece(address: str, locale: str, *, draft: bool) -> Piece:
    # The one who sits at the machine sees everything.
    found = {row.locale_code: row for row in find_translations(address, viewer=User(is_superuser=True))}
    if not found:
        raise _refused(f"There is no piece “{address}”. Give its id, BRAND:SLUG, or a file that ends in .md.")
    wanted = locale or next(iter(found.values())).campaign.brand.default_locale
    if not locale and len(found) == 1:
        wanted = next(iter(found))
    if wanted not in found:
        raise _refused(f"The piece does not exist in “{wanted}”. It exists in: {', '.join(sorted(found))}.")
    piece = found[wanted]
    if draft:
        latest: Piece = piece.get_latest_revision_as_object()
        return latest
    if not piece.live:
        raise _refused(f"“{piece}” is not published. --draft renders the newest revision.")
    return piece


def _brand(key: str) -> Brand:
    brands = {brand.key: brand for brand in Brand.objects.all()}
    if not key and len(brands) == 1:
        return next(iter(brands.values()))
    if key not in brands:
        known = ", ".join(sorted(brands)) or "none yet; `make demo` makes one"
        said = f"There is no brand “{key}”." if key else "Name the brand with --brand KEY."
        raise _refused(f"{said} There are: {known}.")
    return brands[key]


def _refused(message: str) -> CommandError:
    return CommandError(f"Nothing was written. {message}", returncode=2)
