"""Where a picture was taken is nobody's business: coordinates leave the file, everything else of it stays as it is.

Nothing is decoded or compressed anew. Only the few bytes that hold the coordinates change: those of EXIF are zeroed in
place, so that nothing else in it moves; those of XMP are cut out. What follows the end of a JPEG or PNG goes, too: it
is no part of the picture (a phone's video, a second file that only some programs see).
"""

import re
import struct
import zlib
from collections.abc import Iterator

_GPS_TAG = 0x8825
#: Bytes of a value of each EXIF type, by its number.
_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_MULTI_PICTURE = b"MPF\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_XMP = b"XML:com.adobe.xmp\0"
_PNG_TEXTS = (b"iTXt", b"tEXt", b"zTXt")
#: As EXIF and XMP name coordinates.
_MARK = b"GPS"
_MOST_TEXT = 1 << 20
#: How ImageMagick keeps EXIF and XMP in a PNG's text, compressed or as hexadecimal digits.
_PNG_RAW = re.compile(rb"Raw profile type (?:exif|APP1|xmp)\0")
_XMP_LOCATION = re.compile(
    rb"""\s+[\w-]+:GPS\w+\s*=\s*(?:"[^"]*"|'[^']*')|<([\w-]+:GPS\w+)\b[^>]*(?:/>|>.*?</\1\s*>)""", re.DOTALL
)


def without_location(data: bytes) -> bytes:
    """The picture without coordinates; the same object if it holds none. Sound JPEG, PNG, WebP and GIF only."""
    if data.startswith(b"\xff\xd8"):
        cleaned = b"".join(_jpeg(data))
    elif data.startswith(_PNG):
        cleaned = b"".join(_png(data))
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        body = b"".join(_webp(data))
        cleaned = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    elif data.startswith((b"GIF87a", b"GIF89a")):
        cleaned = b"".join(_gif(data))
    else:
        return data
    return data if cleaned == data else cleaned


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments of the first picture, up to its end."""
    yield data[:2]
    at = 2
    while at + 4 <= len(data):
        begin, marker = at, data[at + 1]
        if data[at] != 0xFF or marker == 0xFF:
            # Fill bytes between segments.
            yield data[at : at + 1]
            at += 1
            continue
        if marker == 0xD9:
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        yield _segment(marker, data[begin:at])
        if marker == 0xDA:
            begin, at = at, _end_of_scan(data, at)
            yield data[begin:at]
    yield b"\xff\xd9"


def _segment(marker: int, segment: bytes) -> bytes:
    """A segment of a JPEG, as it may stay; nothing for one that points to what follows the picture."""
    payload = segment[4:]
    if marker == 0xE1 and payload.startswith(_EXIF):
        return segment[:4] + _EXIF + _exif(payload[len(_EXIF) :])
    if marker == 0xE1 and payload.startswith((_XMP, _XMP_MORE)):
        kept = _xmp(payload)
        return b"\xff\xe1" + struct.pack(">H", len(kept) + 2) + kept if kept else b""
    return b"" if marker == 0xE2 and payload.startswith(_MULTI_PICTURE) else segment


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the compressed data ends: before the first marker that is neither an escape nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1
    return len(data)


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks up to the end."""
    yield _PNG
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        kept = _chunk_content(kind, content)
        if kept == content:
            yield data[at : at + 12 + size]
        elif kept:
            yield struct.pack(">I", len(kept)) + kind + kept + struct.pack(">I", zlib.crc32(kind + kept))
        if kind == b"IEND":
            return
        at += 12 + size


def _chunk_content(kind: bytes, content: bytes) -> bytes:
    if kind == b"eXIf":
        return _exif(content)
    if kind in _PNG_TEXTS and _PNG_RAW.match(content):
        return b""
    if kind == b"iTXt" and content.startswith(_PNG_XMP):
        is_compressed = content[len(_PNG_XMP) : len(_PNG_XMP) + 1] != b"\0"
        return b"" if is_compressed else _xmp(content)
    return b"" if kind in _PNG_TEXTS and _MARK in _read_text(kind, content) else content


def _read_text(kind: bytes, content: bytes) -> bytes:
    """A text chunk as far as it can be read: programs write EXIF as texts, too (`exif:GPSLatitude`)."""
    keyword, _, rest = content.partition(b"\0")
    packed = rest[1:] if kind == b"zTXt" else rest[2:].split(b"\0", 2)[-1] if rest[:1] == b"\1" else b""
    try:
        read = zlib.decompressobj().decompress(packed, _MOST_TEXT) if packed else b""
    except zlib.error:
        return content
    return keyword + b"\0" + (read or rest)


def _gif(data: bytes) -> Iterator[bytes]:
    """The blocks up to the end, without extensions that hold coordinates: XMP, comments."""
    at = _after_palette(data, 10, 13)
    yield data[:at]
    while at < len(data) and data[at] in (0x21, 0x2C):
        begin = at
        at = at + 2 if data[at] == 0x21 else _after_palette(data, at + 9, at + 10) + 1
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
        block = data[begin:at]
        if block[0] == 0x2C or not (_MARK in block or _MARK in _joined(block)):
            yield block
    yield b"\x3b"


def _after_palette(data: bytes, flags: int, at: int) -> int:
    """Where it goes on after the colors that a byte of flags announces, if it does."""
    return at + 3 * 2 ** ((data[flags] & 7) + 1) if data[flags] & 0x80 else at


def _joined(block: bytes) -> bytes:
    """What stands in the parts of an extension: a word may be cut in two by the count of the next part."""
    at, found = 2, []
    while at < len(block) and block[at]:
        found.append(block[at + 1 : at + 1 + block[at]])
        at += 1 + block[at]
    return b"".join(found)


def _webp(data: bytes) -> Iterator[bytes]:
    """The chunks of a WebP; each is padded to an even length."""
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            content = content[:6] + _exif(content[6:]) if content.startswith(_EXIF) else _exif(content)
        elif kind == b"XMP ":
            content = _xmp(content)
        yield kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        at += 8 + size + size % 2


def _xmp(packet: bytes) -> bytes:
    """The packet without coordinates; nothing, if they stand in it in a way not known here."""
    kept = _XMP_LOCATION.sub(b"", packet)
    return b"" if _MARK in kept or b"G\0P\0S" in kept else kept


def _exif(tiff: bytes) -> bytes:
    """The same bytes, those of coordinates zeroed; all of them, where the block cannot be read."""
    try:
        return _zeroed(tiff)
    except (struct.error, IndexError, KeyError):
        return b"\0" * len(tiff)


def _zeroed(tiff: bytes) -> bytes:
    order = {b"II": "<", b"MM": ">"}[tiff[:2]]
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    cleaned, seen = bytearray(tiff), set()
    while first and first not in seen:
        seen.add(first)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(first + 2, first + 2 + 12 * count, 12):
            tag, _type, _count, value = struct.unpack_from(f"{order}HHII", tiff, entry)
            if tag == _GPS_TAG:
                _zero_directory(cleaned, tiff, value, order)
        (first,) = struct.unpack_from(f"{order}I", tiff, first + 2 + 12 * count)
    return bytes(cleaned)


def _zero_directory(cleaned: bytearray, tiff: bytes, at: int, order: str) -> None:
    """Zero a directory, and the values that it keeps elsewhere."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        _tag, kind, many, value = struct.unpack_from(f"{order}HHII", tiff, entry)
        size = _TYPE_SIZES.get(kind, 1) * many
        if size > 4:
            _zero(cleaned, value, size)
        _zero(cleaned, entry, 12)
    _zero(cleaned, at, 2)


def _zero(cleaned: bytearray, at: int, size: int) -> None:
    """Zero a stretch, which must lie inside."""
    if at + size > len(cleaned):
        raise IndexError(at)
    cleaned[at : at + size] = b"\0" * size
