"""Quoted-printable (RFC 2045) piece by piece, so that a layout is encoded once and only its words every time."""

import re
from binascii import b2a_qp
from collections.abc import Iterable
from typing import Final

_PRINTABLE: Final = bytes(range(32, 127))
_LONGEST: Final = 75
#: A line's first 75 characters, or fewer where that would cut "=3D" in two; at its end what is left.
_STRETCH: Final = re.compile(rb"(?s).{1,73}[^=]{0,2}")


def quoted(data: bytes) -> bytes:
    """Words as lines of at most 76 characters; the last has at most 75, so that a mark can follow that it goes on."""
    if data.isascii() and not data.translate(None, _PRINTABLE):  # to see that there is little to do is quick
        written = data.replace(b"=", b"=3D")
        return written if len(written) <= _LONGEST else b"=\r\n".join(_STRETCH.findall(written))
    if data.find(b"\n") < 0:  # `in` would ask first whether it is given a number
        return _encoded(data)
    data = data.replace(b"\r\n", b"\n")
    # No line may end in a space. The encoder sees to that when the line is full, and makes it too long; control
    # characters, which are in no words, are encoded in time and stand in for it.
    data = data.replace(b" \n", b"\x00\n").replace(b"\t\n", b"\x01\n")
    return _encoded(data).replace(b"=00\r\n", b"=20\r\n").replace(b"=01\r\n", b"=09\r\n")


def _encoded(data: bytes) -> bytes:
    return b2a_qp(data + b"x")[:-1].replace(b"\n", b"\r\n")  # with an x behind it, a space is none at the end


def joined(pieces: Iterable[bytes]) -> bytes:
    """Encoded pieces as one: each begins on a line of its own, which readers do not see."""
    return b"=\r\n".join(pieces)
