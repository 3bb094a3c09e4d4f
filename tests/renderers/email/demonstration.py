"""The demonstration's pieces as mails, made without the hub."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from brand.portable import read_guideline_file
from hub.demo.loading import FILES, write_files
from renderers.assets import Joined
from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import AssetRef, Fact, FactType
from renderers.contract.request import RenderRequest
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.display import dates
from renderers.display.locales import babel_locale
from renderers.markdown.piece import read_piece
from tests import corpus


def campaign(locale: str) -> tuple[Fact, ...]:
    """What the campaign says once for all of its pieces."""
    last = "2026-12-24"
    return (Fact("ends", FactType.DATE, last, display=dates.write(last, babel_locale(locale))),)


class Files:
    """The demonstration's own files by their digest."""

    def read(self, ref: AssetRef) -> bytes:
        files = (file.read_bytes() for file in FILES.iterdir() if file.name.endswith(".svg"))
        return next(data for data in files if hashlib.sha256(data).hexdigest() == ref.sha256)


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """Of the demonstration's brand."""
    return read_guideline_file(Path(str(FILES.joinpath("guideline.yaml")))).tokens


@lru_cache(maxsize=1)
def artifacts() -> dict[str, Artifact]:
    """Every piece in both formats, by name: `laternen.de as announcement`."""
    with TemporaryDirectory() as folder:
        return dict(_made(Path(folder)))


def _made(folder: Path) -> Iterator[tuple[str, Artifact]]:
    for file in write_files(folder):
        piece = read_piece(file, fields=tokens().fields)
        for form in plugin.formats:
            document = replace(piece.document, facts=(*piece.document.facts, *campaign(piece.document.locale)))
            source = view(document, tokens(), request(form.key), plugin)
            yield f"{file.stem} as {form.key}", plugin.render(source, Joined((piece.assets, Files())))


def request(format_key: str, *, dialect: str = "plain") -> RenderRequest:
    """Dated, with campaign parameters."""
    return RenderRequest(format=format_key, dialect=dialect, links=corpus.LINKS, dated=corpus.DATED)
