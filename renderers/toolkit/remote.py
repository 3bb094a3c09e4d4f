"""Runs a whole renderer in a guarded child: for renderers that are not ours, or that ask for it (`isolated`).

What goes down is the renderer and its input; the files it may ask for are read before, since the child has no hub to
ask. What comes up is JSON, never a pickle: what a stranger's code made is read like any other file.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial

from renderers.contract import codec
from renderers.contract.artifact import Artifact
from renderers.contract.document import AssetRef
from renderers.contract.errors import MissingAssetError, RenderFailedError
from renderers.contract.message import Message
from renderers.contract.renderer import AssetSource, Renderer
from renderers.contract.schemas import ARTIFACT
from renderers.contract.view import RenderInput
from renderers.toolkit.isolation import guarded


def render_guarded(
    renderer: Renderer,
    source: RenderInput,
    assets: AssetSource,
    *,
    wall_s: float = 60,
    memory_mb: int = 1024,
    output_mb: int = 100,
) -> Artifact:
    """Render in a guarded child.

    Raises:
        GuardedJobError: it failed, hung, crashed, or asked for too much.
        RenderFailedError: what it returned is no artifact.
    """
    job = partial(_render, renderer, source, _held(source, assets))
    answer = guarded(job, wall_s=wall_s, memory_mb=memory_mb, output_mb=output_mb)
    try:
        return codec.load(json.loads(answer), ARTIFACT)
    except ValueError as error:
        raise RenderFailedError(
            Message("The renderer “{key}” returned no artifact ({error}).", key=renderer.key, error=str(error))
        ) from error


@dataclass(frozen=True, slots=True)
class _Held:
    """The files that were read beforehand; where one could not be had, the message that said why."""

    files: Mapping[str, bytes | Message]

    def read(self, ref: AssetRef) -> bytes:
        """The bytes of an asset."""
        held = self.files.get(ref.sha256, Message("There is no file “{name}”.", name=ref.sha256))
        if isinstance(held, Message):
            raise MissingAssetError(held)
        return held


def _held(source: RenderInput, assets: AssetSource) -> _Held:
    files: dict[str, bytes | Message] = {}
    for ref in _references(source):
        if ref.sha256 and ref.sha256 not in files:
            try:
                files[ref.sha256] = assets.read(ref)
            except MissingAssetError as error:
                files[ref.sha256] = error.message
    return _Held(files)


def _references(value: object) -> Iterator[AssetRef]:
    """Every asset that an input names, wherever it stands."""
    if isinstance(value, AssetRef):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _references(getattr(value, item.name))


def _render(renderer: Renderer, source: RenderInput, assets: _Held) -> bytes:
    """The guarded child's job."""
    artifact = renderer.render(source, assets)
    if not isinstance(artifact, Artifact):
        raise TypeError(f"{type(renderer).__name__}.render returned {type(artifact).__name__}, no Artifact")
    return codec.canonical(codec.dump(artifact, ARTIFACT))
