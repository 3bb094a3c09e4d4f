"""Draws the pages of a finished print PDF for the screen, each up to its bleed, with the place of its trim."""

import base64
import io
import json
from dataclasses import asdict, dataclass
from functools import partial

import pypdfium2

from renderers.toolkit.isolation import guarded

#: Pixels an inch on the screen: enough to read the small print, a fifth of what is printed.
SCREEN_PPI = 120
#: Sheets that are drawn; a person looks at no more at once.
_MOST_PAGES = 24
#: Pixels of the longer side: a poster is drawn smaller.
_LONGEST = 1600
_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as JPEG. Millimetres; the trim's edges are given from the edges of the picture."""

    data: bytes
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def trimmed(self) -> tuple[float, float]:
        """Width and height after cutting."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


def draw_sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Draw them in a guarded child.

    Raises:
        RendererError: it cannot be read, or takes too long or too much memory.
    """
    drawn = json.loads(guarded(partial(_job, pdf), wall_s=20, memory_mb=768))
    return tuple(Sheet(**{**entry, "data": base64.b64decode(entry["data"])}) for entry in drawn)


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Draw them in this process."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_draw(document[index]) for index in range(min(len(document), _MOST_PAGES)))


def _job(pdf: bytes) -> bytes:
    """The guarded child's job, as bytes: that is what it can hand back."""
    found = [asdict(sheet) | {"data": base64.b64encode(sheet.data).decode()} for sheet in sheets(pdf)]
    return json.dumps(found).encode()


def _draw(page: pypdfium2.PdfPage) -> Sheet:
    trim, bleed = page.get_trimbox(), page.get_bleedbox()
    page.set_mediabox(*bleed)
    width, height = bleed[2] - bleed[0], bleed[3] - bleed[1]
    scale = min(SCREEN_PPI / 72, _LONGEST / max(width, height, 1))
    stream = io.BytesIO()
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(stream, "JPEG", quality=82)
    edges = (trim[0] - bleed[0], bleed[3] - trim[3], bleed[2] - trim[2], trim[1] - bleed[1])
    return Sheet(stream.getvalue(), *(round(points * _MM, 2) for points in (width, height, *edges)))
