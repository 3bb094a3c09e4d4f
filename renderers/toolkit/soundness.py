"""Whether an artifact that a stranger's renderer made may be stored, served and written into a folder."""

import hashlib
import re
from collections.abc import Iterator

from renderers.contract.artifact import Artifact, Media, Part
from renderers.contract.renderer import Format

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9.+-]+)*")


def faults(artifact: Artifact, form: Format) -> list[str]:
    """What is wrong with the parts and pictures, in English, for the people who write the renderer; empty if nothing.

    Names become file names and parts of addresses, media types become headers: both are plain, or refused.
    """
    names = [part.name for part in artifact.parts]
    return [
        *(f"the part {name!r} stands twice" for name in sorted({name for name in names if names.count(name) > 1})),
        *(f"the part {name!r} is missing" for name in form.parts if name not in names),
        *(fault for part in artifact.parts for fault in _of_part(part)),
        *(fault for media in artifact.media for fault in _of_media(media)),
    ]


def _of_part(part: Part) -> Iterator[str]:
    if not _NAME.fullmatch(part.name):
        yield f"the part {part.name!r} has no plain file name"
    if not _MEDIA_TYPE.fullmatch(part.media_type):
        yield f"the part {part.name!r} is of no media type: {part.media_type!r}"
    elif part.is_text and not _is_utf8(part.data):
        yield f"the part {part.name!r} is no UTF-8"


def _of_media(media: Media) -> Iterator[str]:
    if hashlib.sha256(media.data).hexdigest() != media.sha256:
        yield f"the picture {media.sha256!r} is not what its digest says"
    if not _MEDIA_TYPE.fullmatch(media.media_type):
        yield f"the picture {media.sha256!r} is of no media type: {media.media_type!r}"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
