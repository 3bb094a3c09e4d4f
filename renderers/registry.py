"""All channels there are, and the one way to render."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from renderers import channels
from renderers.contract import codec
from renderers.contract.artifact import Artifact, Meter
from renderers.contract.discovery import Broken, Discovered, discover
from renderers.contract.document import Document
from renderers.contract.errors import UnknownChannelError
from renderers.contract.renderer import AssetSource, Reads, Renderer, complaints
from renderers.contract.request import RenderRequest
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput, fingerprint, render_key, trace_origins, view
from renderers.toolkit.remote import measure_guarded, render_guarded


def _complaints(renderer: Renderer) -> list[str]:
    """What is wrong with a plug-in, in English: its facts, or that no guarded child could be given it.

    Whatever of it is read later in the hub's own process is read here first: what raises, raises now.
    """
    found = complaints(renderer)
    fingerprint(renderer)
    codec.plain([renderer.formats, renderer.dialects, renderer.override_fields, renderer.limits, renderer.replacements])
    found += [f"it reads {what!r}, which is nothing there is" for what in renderer.reads if what not in set(Reads)]
    try:
        pickle.dumps(renderer)
    except Exception as error:  # noqa: BLE001 -- a stranger's object may fail in any way
        found.append(f"it cannot be sent to a guarded child ({error}); define its class at the top of a module")
    return found


@lru_cache(maxsize=1)
def _discovered() -> Discovered[Renderer]:
    return discover(
        channels,
        group="renderers.channels",
        kind=Renderer,  # type: ignore[type-abstract]  # only asked by isinstance
        key=lambda renderer: renderer.key,
        check=_complaints,
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


def is_guarded(renderer: Renderer) -> bool:
    """Whether a renderer runs in a guarded child: because it asks for it, or because it is not ours."""
    return renderer.isolated or not type(renderer).__module__.startswith(f"{channels.__name__}.")


def make(renderer: Renderer, source: RenderInput, assets: AssetSource) -> Artifact:
    """Make the artifact of an input, in this process or, for a renderer that is not ours, in a guarded child.

    Raises:
        RendererError: an asset is missing or unusable; or a guarded renderer failed, in whatever way.
    """
    artifact = render_guarded(renderer, source, assets) if is_guarded(renderer) else renderer.render(source, assets)
    return trace_origins(artifact, source)


def measure(renderer: Renderer, text: str, format_key: str) -> Sequence[Meter]:
    """The meters of a text of a channel that no renderer made; a renderer that is not ours measures in a guarded child.

    Raises:
        RendererError: it knows no such format, or is guarded and failed, in whatever way.
    """
    if is_guarded(renderer):
        return measure_guarded(renderer, text, format_key)
    return renderer.measure(text, format_key)


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
    return Rendered(renderer.key, render_key(source, renderer), source, make(renderer, source, assets))
