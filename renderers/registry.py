"""All channels there are, and the one way to render."""

from dataclasses import dataclass
from functools import lru_cache

from renderers import channels
from renderers.contract.artifact import Artifact
from renderers.contract.discovery import Broken, Discovered, discover
from renderers.contract.document import Document
from renderers.contract.errors import UnknownChannelError
from renderers.contract.renderer import AssetSource, Renderer, complaints
from renderers.contract.request import RenderRequest
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput, render_key, trace_origins, view


@lru_cache(maxsize=1)
def _discovered() -> Discovered[Renderer]:
    return discover(
        channels,
        group="renderers.channels",
        kind=Renderer,  # type: ignore[type-abstract]  # only asked by isinstance
        key=lambda renderer: renderer.key,
        check=complaints,
    )


def all_renderers() -> tuple[Renderer, ...]:
    """Every renderer, ours and installed ones, sorted by key."""
    return tuple(_discovered().plugins.values())


def broken_plugins() -> tuple[Broken, ...]:
    """Installed channel plug-ins that could not be loaded, and why."""
    return _discovered().broken


def get(channel: str) -> Renderer:
    """The renderer of a channel.

    Raises:
        UnknownChannelError: there is none; the message names those there are.
    """
    plugins = _discovered().plugins
    if channel not in plugins:
        raise UnknownChannelError(channel, plugins)
    return plugins[channel]


@dataclass(frozen=True, slots=True)
class Rendered:
    """An artifact with its channel, the input it was made of and the key of both."""

    channel: str
    key: str
    source: RenderInput
    artifact: Artifact


def render(
    renderer: Renderer, document: Document, tokens: Tokens, request: RenderRequest, assets: AssetSource
) -> Rendered:
    """Reduce the document to what the renderer may see, and render it.

    Raises:
        RendererError: unknown format or dialect, or an asset that is missing or unusable.
    """
    source = view(document, tokens, request, renderer)
    artifact = trace_origins(renderer.render(source, assets), source)
    return Rendered(renderer.key, render_key(source, renderer), source, artifact)
