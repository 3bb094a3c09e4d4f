"""A tiny CMYK output profile, made up for tests: no print shop's, since none may be shipped."""

import itertools
import struct


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _text(kind: bytes, text: str) -> bytes:
    if kind == b"text":
        return b"text\0\0\0\0" + text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text.encode() + b"\0" + bytes(78)


def _lut(inputs: int, outputs: int, corners) -> bytes:
    """A lut8 with two grid points a side; `corners` gives the output bytes of each corner."""
    identity = bytes(range(256))
    head = b"mft1\0\0\0\0" + bytes([inputs, outputs, 2, 0])
    matrix = b"".join(_fixed(value) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    table = b"".join(bytes(corners(corner)) for corner in itertools.product((0, 1), repeat=inputs))
    return head + matrix + identity * inputs + table + identity * outputs


def _ink(corner) -> tuple[int, int, int, int]:
    """Lab to ink: darkness as black, green-to-red as magenta, blue-to-yellow as yellow, their opposites as cyan."""
    light, a, b = corner
    return (90 * (1 - a), 90 * a, 90 * b, 255 * (1 - light))


def _lab(corner) -> tuple[int, int, int]:
    cyan, magenta, yellow, black = corner
    light = 255 * (1 - black) - 40 * (cyan + magenta + yellow)
    return (max(0, light), 128 + 60 * magenta - 60 * cyan, 128 + 60 * yellow - 30 * cyan)


def cmyk_profile() -> bytes:
    """The profile."""
    forward, back = _lut(4, 3, _lab), _lut(3, 4, _ink)
    tags = {
        b"desc": _text(b"desc", "Einklang test inks"),
        b"cprt": _text(b"text", "Public domain"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(0.9642) + _fixed(1.0) + _fixed(0.8249),
        **dict.fromkeys((b"A2B0", b"A2B1", b"A2B2"), forward),
        **dict.fromkeys((b"B2A0", b"B2A1", b"B2A2"), back),
    }
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI", size, b"lcms", 0x02400000) + b"prtrCMYKLab " + struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head += b"acsp" + bytes(24) + struct.pack(">I", 1)
    head += _fixed(0.9642) + _fixed(1.0) + _fixed(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
