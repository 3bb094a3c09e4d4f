"""Quoted-printable (RFC 2045) in two steps: its characters, which a layout needs once, and its lines.

Together they write what Python's `binascii` writes, in a fraction of the time.
"""

import re
from binascii import b2a_qp
from typing import Final

#: Bytes that stand for themselves, but for the equals sign: to see that there are no others is quicker than to encode.
_THEMSELVES: Final = bytes({9, 10, 13, *range(32, 127)})
#: With these a line must not end; a line that is a full stop alone ends a mail on its way (RFC 5321).
_UNSAFE_ENDS: Final = (b" ", b"\t", b".")
_LINE: Final = 75
#: A line's first 75 characters, or fewer where that would cut "=C3" in two; at its end what is left.
_STRETCH: Final = re.compile(rb"(?s).{73}[^=]{0,2}|.+")
#: The very last line may be longer by one, since no mark of a break follows it.
_LAST_STRETCH: Final = re.compile(rb"(?s).{73}[^=]{0,2}+(?=..)|.+")


def quoted(data: bytes) -> bytes:
    """Bytes in characters that every system passes on; lines end in LF and are as long as they were."""
    data = data.replace(b"\r\n", b"\n")
    if not data.translate(None, _THEMSELVES):
        return data.replace(b"=", b"=3D")
    return b2a_qp(data + b"x")[:-1].replace(b"=\n", b"")  # a space before an x is none at the end


def wrapped(data: bytes) -> bytes:
    """What `quoted` wrote in lines of at most 76 characters that end in CRLF, with no space at the end of any."""
    *lines, last = data.split(b"\n")
    written = [_broken(line, _STRETCH) if len(line) > _LINE or line.endswith(_UNSAFE_ENDS) else line for line in lines]
    return b"\r\n".join([*written, _broken(last, _LAST_STRETCH)])


def _broken(line: bytes, stretch: re.Pattern[bytes]) -> bytes:
    if line.endswith(_UNSAFE_ENDS[:2]) or line == b".":
        line = line[:-1] + b"=%02X" % line[-1]
    return b"=\r\n".join(stretch.findall(line))
