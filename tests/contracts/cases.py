"""Every renderer, every format, every document; rendered once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from renderers import registry
from renderers.contract.artifact import Artifact
from renderers.contract.document import AssetRef, Document
from renderers.contract.renderer import AssetSource, Renderer
from renderers.contract.view import RenderInput, render_key, trace_origins, view
from tests import corpus


class Watched:
    """An asset source that remembers what was read."""

    def __init__(self, inner: AssetSource) -> None:
        self._inner = inner
        self.read_digests: set[str] = set()

    def read(self, ref: AssetRef) -> bytes:
        self.read_digests.add(ref.sha256)
        return self._inner.read(ref)


@dataclass(frozen=True)
class Case:
    """One document in one format."""

    channel: str
    format: str
    document: str

    def __str__(self) -> str:
        return f"{self.channel}-{self.format}-{self.document}"


@dataclass(frozen=True)
class Made:
    """What was made of a case, and of what."""

    renderer: Renderer
    document: Document
    source: RenderInput
    artifact: Artifact
    read_digests: frozenset[str]
    key: str


def cases() -> Iterator[Case]:
    """All of them."""
    for renderer in registry.all_renderers():
        for format_ in renderer.formats:
            for name in corpus.names():
                yield Case(renderer.key, format_.key, name)


def make(renderer: Renderer, format_key: str, document: Document) -> Made:
    """Render a document anew; in this process always, to see what the renderer itself reads."""
    assets = Watched(corpus.Pictures())
    source = view(document, corpus.tokens(), corpus.request(format_key), renderer)
    artifact = trace_origins(renderer.render(source, assets), source)
    return Made(renderer, document, source, artifact, frozenset(assets.read_digests), render_key(source, renderer))


@lru_cache(maxsize=1024)
def made(case: Case) -> Made:
    """What is made of a case, kept for every test."""
    return make(registry.get(case.channel), case.format, corpus.document(case.document))
