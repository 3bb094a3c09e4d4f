"""Draws the corpus's pictures: flat shapes, so that their files are small and a crop can be told by its colors."""

import hashlib
import io
from pathlib import Path

from PIL import Image, ImageDraw

from renderers.contract.document import AssetRef

SKY, WATER, SAND, SUN, BOAT = "#bfe3f2", "#1f6f8b", "#e9d8a6", "#f4a261", "#9b2226"

#: name -> (size, focal point, alternative text, credit)
KNOWN = {
    "fluss.jpg": ((1800, 1200), (0.75, 0.4), "Ein rotes Kanu liegt am Ufer eines breiten Flusses.", "Foto: Mara Lind"),
    "kanu.jpg": ((1200, 1600), (0.5, 0.3), "Zwei Paddel lehnen an einem Holzsteg.", "Foto: Jonas Reh"),
    "shop.png": ((900, 900), (0.5, 0.5), "A folded sail bag in orange.", ""),
    "klein.jpg": ((320, 240), (0.2, 0.2), "Ein winziges Boot am Horizont.", ""),
    "logo.png": ((640, 240), (0.5, 0.5), "Flusslicht", ""),
}
TYPES = {"jpg": ("JPEG", "image/jpeg"), "png": ("PNG", "image/png")}


def draw(name: str) -> bytes:
    """The bytes of one picture."""
    size, focal, _, _ = KNOWN[name]
    picture = Image.new("RGB", size, SKY)
    pen = ImageDraw.Draw(picture)
    width, height = size
    pen.rectangle((0, height * 0.55, width, height), fill=WATER)
    pen.polygon([(0, height), (width * 0.5, height * 0.8), (width, height)], fill=SAND)
    pen.ellipse((width * 0.08, height * 0.1, width * 0.08 + height * 0.2, height * 0.3), fill=SUN)
    x, y = focal[0] * width, focal[1] * height
    pen.ellipse((x - width * 0.09, y - height * 0.04, x + width * 0.09, y + height * 0.04), fill=BOAT)
    stream = io.BytesIO()
    picture.save(stream, TYPES[name.rpartition(".")[2]][0], quality=80, optimize=True)
    return stream.getvalue()


def ref(folder: Path, name: str, *, alt: str | None = None) -> AssetRef:
    """The picture as a document refers to it."""
    size, focal, description, credit = KNOWN[name]
    data = (folder / name).read_bytes()
    return AssetRef(
        id=name,
        sha256=hashlib.sha256(data).hexdigest(),
        alt=description if alt is None else alt,
        focal=focal,
        width=size[0],
        height=size[1],
        credit=credit,
        media_type=TYPES[name.rpartition(".")[2]][1],
    )
