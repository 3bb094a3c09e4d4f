"""Golden files: expected parts, losses and meters as plain files that a person can open.

Text parts are kept as they are. Mails, PDFs and pictures are kept as descriptions: a mail's structure, a PDF's boxes
and text, a picture's size and a coarse grid of its colors, which survives another version of the encoder.
"""

import email
import hashlib
import io
from collections.abc import Iterable
from email.policy import default as mail_policy
from pathlib import Path

import pypdfium2
from PIL import Image

from renderers.contract import codec
from renderers.contract.artifact import Artifact, Part
from renderers.contract.schemas import ARTIFACT
from tests.contracts.cases import Case, made

_GRID = 4
_TOLERANCE = 12


def write(artifact: Artifact, folder: Path) -> None:
    """Write the golden files anew."""
    folder.mkdir(parents=True, exist_ok=True)
    files = described(artifact)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def differences(artifact: Artifact, folder: Path) -> list[str]:
    """What differs from the golden files."""
    if not folder.is_dir():
        return [f"there are no golden files in {folder.name}: read what is made, then run with --update-golden"]
    files = described(artifact)
    expected = {path.name: path.read_bytes().decode() for path in folder.iterdir()}
    found = [f"{name} is new" for name in files if name not in expected]
    found += [f"{name} is gone" for name in expected if name not in files]
    return found + [
        f"{name}: {_first_difference(expected[name], text)}"
        for name, text in files.items()
        if name in expected and not _equal(name, expected[name], text)
    ]


def described(artifact: Artifact) -> dict[str, str]:
    """File name -> what it holds."""
    files = dict(_described(part) for part in artifact.parts)
    for media in artifact.media:
        files[f"media-{media.sha256[:8]}.picture"] = _picture(media.data)
    # Names of media follow the encoder's bytes: number them, so that a new version of it changes no text.
    order = {media.sha256: f"picture-{index}" for index, media in enumerate(artifact.media, start=1)}
    files = {_numbered(name, order): _numbered(text, order) for name, text in files.items()}
    files["losses.txt"] = "".join(
        f"{loss.kind.value} {loss.source} | {loss.why}\n    {loss.what!r}\n" for loss in artifact.losses
    )
    files["meters.txt"] = "".join(
        f"{meter.name} {meter.used:g} of {meter.limit:g} {meter.unit} ({meter.kind.value})\n"
        for meter in artifact.meters
    )
    return files


def _numbered(text: str, order: dict[str, str]) -> str:
    for digest, number in order.items():
        text = text.replace(digest, number).replace(f"media-{digest[:8]}.", f"{number}.")
    return text


def _described(part: Part) -> tuple[str, str]:
    if part.media_type == "message/rfc822":
        return f"{part.name}.structure", _mail(part.data)
    if part.media_type == "application/pdf":
        return f"{part.name}.txt", _pdf(part.data)
    if part.media_type.startswith("image/"):
        return f"{part.name}.picture", _picture(part.data)
    if part.is_text:
        return part.name, part.text
    return f"{part.name}.sha256", hashlib.sha256(part.data).hexdigest() + "\n"


def _mail(data: bytes) -> str:
    mail = email.message_from_bytes(data, policy=mail_policy)
    lines = [f"{name}: {value}" for name, value in mail.items()]
    for inner in mail.walk():
        depth = 0 if inner is mail else 2
        lines.append(f"{' ' * depth}{inner.get_content_type()} {inner.get_content_disposition() or ''}".rstrip())
    return "\n".join(lines) + "\n"


def _pdf(data: bytes) -> str:
    lines: list[str] = []
    for number, page in enumerate(pypdfium2.PdfDocument(data), start=1):
        boxes = {"media": page.get_mediabox(), "bleed": page.get_bleedbox(), "trim": page.get_trimbox()}
        shown = ", ".join(f"{name} {' '.join(f'{value:.1f}' for value in box)}" for name, box in boxes.items())
        lines += [f"page {number}: {shown}", page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip(), ""]
    return "\n".join(lines)


def _picture(data: bytes) -> str:
    """Format and size, then the average colors of a grid."""
    with Image.open(io.BytesIO(data)) as picture:
        grid = picture.convert("RGBA").resize((_GRID, _GRID), Image.Resampling.BOX)
        pixels = grid.tobytes()
        colors = [pixels[index : index + 4].hex() for index in range(0, len(pixels), 4)]
        rows = [" ".join(colors[row : row + _GRID]) for row in range(0, len(colors), _GRID)]
        return "\n".join([f"{picture.format} {picture.width} × {picture.height}", *rows]) + "\n"


def _equal(name: str, expected: str, text: str) -> bool:
    if not name.endswith(".picture"):
        return expected == text
    (head, *rows), (other_head, *other_rows) = expected.splitlines(), text.splitlines()
    one, other = bytes.fromhex("".join(rows).replace(" ", "")), bytes.fromhex("".join(other_rows).replace(" ", ""))
    return head == other_head and all(abs(a - b) <= _TOLERANCE for a, b in zip(one, other, strict=True))


def _first_difference(expected: str, text: str) -> str:
    for number, (old, new) in enumerate(zip(expected.splitlines(), text.splitlines(), strict=False), start=1):
        if old != new:
            at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
            start = max(0, at - 30)
            return f"line {number}: {old[start : at + 50]!r} became {new[start : at + 50]!r}"
    return f"{len(expected.splitlines())} lines became {len(text.splitlines())}"


def digests(cases: Iterable[Case]) -> dict[str, str]:
    """The digest of everything that is made of a case, losses and traces included."""
    return {
        str(case): hashlib.sha256(codec.canonical(codec.dump(made(case).artifact, ARTIFACT))).hexdigest()
        + made(case).key
        for case in cases
    }
