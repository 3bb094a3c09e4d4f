"""QR codes as a matrix, for templates that draw them natively in black, and as SVG.

A code is as small as its content allows, at error level M at least: segno raises the level where that costs no size.
"""

import io
from dataclasses import dataclass

import segno

from renderers.contract.errors import RenderFailedError
from renderers.contract.message import Message

#: Modules of white that must stay around a code (ISO/IEC 18004).
QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """The dark modules of a code; `rows` has one tuple a row, without the quiet zone."""

    content: str
    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Modules along one side."""
        return len(self.rows)

    @property
    def runs(self) -> list[tuple[int, int, int]]:
        """The dark modules as (row, first column, length): a quarter of the shapes to draw."""
        return [run for number, row in enumerate(self.rows) for run in _runs(number, row)]

    def svg(self, *, quiet: int = QUIET_MODULES) -> str:
        """An SVG of one path, a unit a module, black on nothing."""
        size = self.modules + 2 * quiet
        path = "".join(f"M{column + quiet} {row + quiet}h{length}v1h-{length}z" for row, column, length in self.runs)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
            f'<path d="{path}"/></svg>'
        )

    def png(self, *, scale: int = 8, quiet: int = QUIET_MODULES) -> bytes:
        """A PNG, black on white, `scale` pixels a module."""
        stream = io.BytesIO()
        _make(self.content).save(stream, kind="png", scale=scale, border=quiet)
        return stream.getvalue()


def qr_code(content: str) -> QrCode:
    """Make the code of an address or text.

    Raises:
        RenderFailedError: it is longer than a QR code can hold.
    """
    return QrCode(content, tuple(tuple(bool(module) for module in row) for row in _make(content).matrix))


def _make(content: str) -> segno.QRCode:
    try:
        return segno.make_qr(content, error="m", boost_error=True)
    except (segno.DataOverflowError, ValueError) as error:
        raise RenderFailedError(
            Message(
                "An address of {length} characters is too long for a QR code. Give it a short link.",
                length=len(content),
            )
        ) from error


def _runs(number: int, row: tuple[bool, ...]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    start = None
    for column, dark in enumerate((*row, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            runs.append((number, start, column - start))
            start = None
    return runs
