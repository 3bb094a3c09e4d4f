"""Documents and files that the print tests are made of."""

import hashlib
from dataclasses import replace

from renderers.contract.document import (
    AssetRef,
    Document,
    Paragraph,
)
from tests.renderers.print.printing import rich

SENTENCE = "Der Fluss führt im Mai noch kühles Wasser, das die Paddelnden mit Donaudampfschifffahrtsmützen begrüßt. "


def prose(number: int) -> str:
    """A German article of so many words, no two sentences alike."""
    return "".join(f"Satz {n}: {SENTENCE}" for n in range(1, number // 15 + 1))


def document(**changes) -> Document:
    start = Document(id="0e9d6c5a-5a61-4f6e-9c1c-0f3a0d1d7c11", locale="de", title="Der Fluss ist wieder offen")
    return replace(start, **changes)


def paragraphs(text: str, size: int = 5) -> tuple[Paragraph, ...]:
    sentences = [f"{sentence.strip()}." for sentence in text.split(". ") if sentence.strip()]
    groups = [sentences[start : start + size] for start in range(0, len(sentences), size)]
    return tuple(Paragraph(id=f"p{n}", text=rich(" ".join(group))) for n, group in enumerate(groups))


def losses_of(artifact, field: str):
    return [loss for loss in artifact.losses if loss.source.field == field]


class Files:
    """Assets by the digest of their bytes."""

    def __init__(self, *files: bytes) -> None:
        self._files = {hashlib.sha256(data).hexdigest(): data for data in files}

    def refs(self) -> list[AssetRef]:
        return [AssetRef(id="", sha256=digest) for digest in self._files]

    def read(self, ref: AssetRef) -> bytes:
        return self._files[ref.sha256]
