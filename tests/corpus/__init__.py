"""Neutral documents that every channel must render, the brand they belong to, and their pictures.

`python -m tests.corpus` writes them anew from `drafts/`. Tests read the files, so that a slip in a draft shows as a
difference in a file.
"""

import hashlib
import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from renderers.contract import codec
from renderers.contract.document import AssetRef, Document
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.schemas import DOCUMENT, TOKENS
from renderers.contract.tokens import Tokens

FOLDER = Path(__file__).parent
DOCUMENTS = FOLDER / "documents"
PICTURES = FOLDER / "pictures"

#: The only time a renderer knows.
DATED = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)

LINKS = LinkPolicy(
    utm=(
        ("utm_source", "einklang"),
        ("utm_medium", "{channel}"),
        ("utm_campaign", "sommer-2026"),
        ("utm_content", "{format}"),
    ),
    hosts=("flusslicht.example", "www.flusslicht.example"),
    short=(("https://flusslicht.example/sommer", "https://fl.example/s26"),),
)


class Pictures:
    """The corpus's pictures by their digest."""

    def read(self, ref: AssetRef) -> bytes:
        """The bytes."""
        files = _pictures()
        if ref.sha256 not in files:
            raise MissingAssetError(Message("There is no picture “{name}”.", name=ref.sha256))
        return files[ref.sha256].read_bytes()


@lru_cache(maxsize=1)
def _pictures() -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(PICTURES.iterdir())}


def names() -> list[str]:
    """The documents there are."""
    return sorted(path.stem for path in DOCUMENTS.glob("*.json"))


@lru_cache(maxsize=64)
def document(name: str) -> Document:
    """One document."""
    return codec.load(json.loads((DOCUMENTS / f"{name}.json").read_text("utf-8")), DOCUMENT)


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """The brand's tokens, with every group."""
    return codec.load(json.loads((FOLDER / "tokens.json").read_text("utf-8")), TOKENS)


def request(format_key: str, *, dialect: str = "plain") -> RenderRequest:
    """What every test asks for."""
    return RenderRequest(format=format_key, dialect=dialect, links=LINKS, media_base="media/", dated=DATED)
