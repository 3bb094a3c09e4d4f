"""What the renderers lend to the linter: channels, meters, limits, pieces read as documents, and a guarded process."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from brand.errors import GuidelineError, InspectError
from renderers.contract.artifact import Meter
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.renderer import Limit

#: What a file may take that is taken apart in a guarded child; what is read of it is bounded by counts long before.
WALL_S = 120.0
MEMORY_MB = 1536
OUTPUT_MB = 200


def require_known(channel: str, format_key: str) -> None:
    """Refuse a channel or format that nothing renders, before any work is done.

    Raises:
        RendererError: with those there are.
    """
    from renderers import registry

    if channel and format_key:
        registry.get(channel).format(format_key)
    elif channel:
        registry.get(channel)
    elif format_key:
        raise GuidelineError(Message("Say which channel the format “{format}” is of: --channel.", format=format_key))


def meters(text: str, channel: str, format_key: str) -> Sequence[Meter]:
    """How much of the limits of a channel a text uses; nothing where it has several formats and none was named."""
    from renderers import registry

    renderer = registry.get(channel)
    if not format_key and len(renderer.formats) > 1:
        return ()
    return registry.measure(renderer, text, format_key or renderer.formats[0].key)


def limits(channel: str, format_key: str) -> Sequence[Limit]:
    """What a channel allows in a format; nothing where no renderer of that channel is installed."""
    from renderers import registry

    try:
        return registry.get(channel).limits_of(format_key)
    except RendererError:
        return ()


def piece(file: Path, locale: str) -> Document | None:
    """The document of a Markdown piece, so that rules know its facts; None of any other Markdown file."""
    from renderers.markdown import PieceError, read_piece

    try:
        return read_piece(file, locale=locale or None).document
    except PieceError:
        return None


def run_apart(job: Callable[[], bytes], name: str) -> bytes:
    """Run a job in a guarded child, as renderers of strangers are; here, where the system knows no such thing.

    Raises:
        InspectError: it hung, crashed, or asked for too much.
    """
    from renderers.toolkit.isolation import GuardedJobError, guarded

    if not hasattr(os, "fork"):
        return job()
    try:
        return guarded(job, wall_s=WALL_S, memory_mb=MEMORY_MB, output_mb=OUTPUT_MB, name=name)
    except GuardedJobError as error:
        raise InspectError(error.message, file=name) from error


def all_limits() -> dict[str, Sequence[Limit]]:
    """What each channel allows."""
    from renderers import registry

    return {renderer.key: renderer.limits for renderer in registry.all_renderers()}
