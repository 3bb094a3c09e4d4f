"""Ids that are the same whenever the same file is read."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from renderers.contract.document import Block, Columns
from renderers.contract.walk import block_texts

#: The name space of piece ids made of brand and slug; made once, never to be changed.
_PIECES = UUID("6f0e2f3c-6d0b-5c07-9d3e-0c1b7b0a8a11")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def piece_id(brand: str, slug: str) -> str:
    """The public id of a piece that comes from a file."""
    return str(uuid5(_PIECES, f"{brand}:{slug}"))


def slugify(text: str) -> str:
    """A slug of any words: "Über uns" is "ueber-uns"; of words without Latin letters a digest."""
    latin = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).lower().translate(_GERMAN))
    slug = re.sub(r"[^a-z0-9]+", "-", latin.encode("ascii", "ignore").decode()).strip("-")
    return slug[:100].rstrip("-") or f"piece-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def identified(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give every block its id: a digest of its kind, its words and how often both came before."""
    return _identified(blocks, Counter())


def _identified(blocks: Iterable[Block], seen: "Counter[str]") -> tuple[Block, ...]:
    found = []
    for block in blocks:
        said = _said(block)
        number, seen[said] = seen[said], seen[said] + 1
        digest = hashlib.sha256(f"{said}\x00{number}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if isinstance(block, Columns):
            block = replace(block, columns=tuple(_identified(column, seen) for column in block.columns))
        found.append(replace(block, id=digest))
    return tuple(found)


def _said(block: Block) -> str:
    """Kind and words. A picture is known by its file's name, so that a better version of it keeps the id."""
    words = [text.source for _, text in block_texts(block)]
    asset = getattr(block, "asset", None) or getattr(block, "poster", None)
    if asset is not None:
        words.append(asset.id)
    if isinstance(block, Columns):
        words += [_said(inner) for column in block.columns for inner in column]
    return "\x00".join([type(block).__name__, *words])
