"""Runs a whole renderer in a guarded child: for renderers that are not ours, or that ask for it (`isolated`).

What goes down is the renderer and its input; the files it may ask for are read before, since the child has no hub to
ask. What comes up is JSON, never a pickle: what a stranger's code made is read and checked like any other file.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial

from renderers.contract import codec
from renderers.contract.artifact import Artifact, Meter
from renderers.contract.document import AssetRef
from renderers.contract.errors import (
    MissingAssetError,
    RendererError,
    RenderFailedError,
    UnusableAssetError,
)
from renderers.contract.message import Message
from renderers.contract.renderer import AssetSource, Renderer
from renderers.contract.schemas import ARTIFACT
from renderers.contract.view import RenderInput
from renderers.toolkit.isolation import guarded
from renderers.toolkit.soundness import faults

#: Seconds. Somebody may be waiting for a preview, and the lease of a worker's job (five minutes) must never run out;
#: our own slowest channel, print, takes less than ten.
WALL_S = 30.0
#: Megabytes of memory on top of what the libraries take: a picture of 50 megapixels, decoded, four times over.
MEMORY_MB = 1024
#: Megabytes of the answer, and of everything written meanwhile: the largest sheets of print stay below a tenth of it.
OUTPUT_MB = 100

#: Seconds for measuring a text: somebody is typing it.
MEASURE_S = 3.0

#: What the input is to blame for, and another attempt would not change.
_AT_FAULT: tuple[type[RendererError], ...] = (MissingAssetError, UnusableAssetError)


def render_guarded(
    renderer: Renderer,
    source: RenderInput,
    assets: AssetSource,
    *,
    wall_s: float = WALL_S,
    memory_mb: int = MEMORY_MB,
    output_mb: int = OUTPUT_MB,
) -> Artifact:
    """Render in a guarded child.

    Raises:
        GuardedJobError: it failed, hung, crashed, or asked for too much.
        RenderFailedError: it cannot be sent to a child, or what it returned is no sound artifact.
        MissingAssetError, UnusableAssetError: a file is missing or broken, as the renderer itself said.
    """
    job = partial(_render, renderer, source, _held(source, assets))
    name = f"“{renderer.key}”"
    try:
        answer = guarded(job, wall_s=wall_s, memory_mb=memory_mb, output_mb=output_mb, name=name)
    except TypeError as error:
        raise _refused(renderer, str(error)) from error
    made = _read(renderer, answer)
    if isinstance(made, RendererError):
        raise made
    if found := faults(made, renderer.format(source.request.format)):
        raise _refused(renderer, "; ".join(found))
    return made


def measure_guarded(renderer: Renderer, text: str, format_key: str) -> tuple[Meter, ...]:
    """Measure a text in a guarded child.

    Raises:
        GuardedJobError: it failed, hung, crashed, or asked for too much.
        RenderFailedError: it cannot be sent to a child, or what it returned are no meters.
    """
    job = partial(_measure, renderer, text, format_key)
    try:
        answer = guarded(job, wall_s=MEASURE_S, memory_mb=MEMORY_MB, output_mb=1, name=f"“{renderer.key}”")
        meters: tuple[Meter, ...] = codec.read(tuple[Meter, ...], json.loads(answer), "meters")
    except (TypeError, ValueError, RecursionError) as error:
        raise RenderFailedError(
            Message("The renderer “{key}” could not measure a text ({error}).", key=renderer.key, error=str(error))
        ) from error
    return meters


def _read(renderer: Renderer, answer: bytes) -> Artifact | RendererError:
    """What the child made, or what its renderer raised."""
    try:
        body = json.loads(answer)
        if "refusal" in body:
            kinds = {kind.__name__: kind for kind in _AT_FAULT}
            message: Message = codec.read(Message, body["message"], "message")
            return kinds.get(str(body["refusal"]), RenderFailedError)(message)
        return codec.load(body, ARTIFACT)
    except (ValueError, RecursionError) as error:  # of a SchemaError, too
        raise _refused(renderer, str(error)) from error


def _refused(renderer: Renderer, reason: str) -> RenderFailedError:
    return RenderFailedError(
        Message("The renderer “{key}” returned no artifact ({error}).", key=renderer.key, error=reason)
    )


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
    """The guarded child's job: the artifact, or the message of a renderer that refuses its input."""
    try:
        artifact = renderer.render(source, assets)
    except RendererError as error:
        return codec.canonical({"refusal": _kind_of(error), "message": codec.plain(error.message)})
    if not isinstance(artifact, Artifact):
        raise TypeError(f"{type(renderer).__name__}.render returned {type(artifact).__name__}, no Artifact")
    return codec.canonical(codec.dump(artifact, ARTIFACT))


def _measure(renderer: Renderer, text: str, format_key: str) -> bytes:
    """The other job of a guarded child."""
    return codec.canonical(codec.plain(tuple(renderer.measure(text, format_key))))


def _kind_of(error: RendererError) -> str:
    return next((kind.__name__ for kind in _AT_FAULT if isinstance(error, kind)), RenderFailedError.__name__)
