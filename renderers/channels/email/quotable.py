"""Quoted-printable (RFC 2045) piece by piece, so that a layout is encoded once and only its words every time."""

import re
from binascii import b2a_qp
from collections.abc import Iterable
from typing import Final

_PRINTABLE: Final = bytes(range(32, 127))
_NO_CONTROLS: Final = bytes(byte for byte in range(32, 256) if byte != 127)
_LONGEST: Final = 75
#: A line's first 75 characters, or fewer where that would cut "=3D" in two; at its end what is left.
_STRETCH: Final = re.compile(rb"(?s).{1,73}[^=]{0,2}")
#: The same where a line break follows: then there may be one character more, since no mark comes behind it.
_STRETCH_OF_LINE: Final = re.compile(rb"(?s).{76}(?<!=3D)\Z|.{1,73}[^=]{0,2}")


def quoted(data: bytes) -> bytes:
    """Words as lines of at most 76 characters; the last has at most 75, so that a mark can follow that it goes on."""
    if data.isascii():  # to see that there is little to do is quick
        odd = data.translate(None, _PRINTABLE)
        if not odd:
            return _cut(data.replace(b"=", b"=3D"), _STRETCH)
        if not odd.strip(b"\n") and (lines := _lines(data)):
            return lines
    if data.find(b"\n") < 0:  # `in` would ask first whether it is given a number
        return _encoded(data)
    data = data.replace(b"\r\n", b"\n")
    # No line may end in a space. The encoder sees to that when the line is full, and makes it too long; control
    # characters, which are in no words, are encoded in time and stand in for it.
    data = data.replace(b" \n", b"\x00\n").replace(b"\t\n", b"\x01\n")
    return _encoded(data).replace(b"=00\r\n", b"=20\r\n").replace(b"=01\r\n", b"=09\r\n")


def all_quoted(pieces: tuple[bytes, ...]) -> Iterable[bytes]:
    """Many pieces, each as `quoted` writes it; most of a mail's are short words in which there is nothing to encode."""
    if b"".join(pieces).translate(None, _NO_CONTROLS):
        return map(quoted, pieces)
    return [_cut(data.replace(b"=", b"=3D"), _STRETCH) if data.isascii() else _encoded(data) for data in pieces]


def _cut(line: bytes, stretch: re.Pattern[bytes]) -> bytes:
    return line if len(line) <= _LONGEST else b"=\r\n".join(stretch.findall(line))


def _lines(data: bytes) -> bytes | None:
    """Lines of letters, digits and marks; None where one ends in a space or is a mere dot, which no line may be."""
    *lines, last = data.replace(b"=", b"=3D").split(b"\n")
    if data.find(b" \n") >= 0 or b"." in lines:
        return None
    lines = [line if len(line) <= _LONGEST else _cut(line, _STRETCH_OF_LINE) for line in lines]
    return b"\r\n".join([*lines, _cut(last, _STRETCH)])


def _encoded(data: bytes) -> bytes:
    return b2a_qp(data + b"x")[:-1].replace(b"\n", b"\r\n")  # with an x behind it, a space is none at the end


def joined(pieces: Iterable[bytes]) -> bytes:
    """Encoded pieces as one: each begins on a line of its own, which readers do not see."""
    return b"=\r\n".join(pieces)
