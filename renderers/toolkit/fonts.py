"""The typefaces that ship with the product, and which characters a font file has."""

import struct
from functools import lru_cache
from importlib import resources
from pathlib import Path

#: Distributions that hold the shipped fonts, by family. Their files are read directly, never through the base
#: package's own interface, which holds a downloader.
_PACKAGES = {"Source Sans 3": "fontpkg_source_sans_3", "Source Serif 4": "fontpkg_source_serif_4"}
#: Their distribution names, for a renderer's `engine`.
DISTRIBUTIONS = ("fontpkg-source-sans-3", "fontpkg-source-serif-4")

SANS = "Source Sans 3"
SERIF = "Source Serif 4"
SHIPPED_FAMILIES = tuple(_PACKAGES)


@lru_cache(maxsize=1)
def shipped_folders() -> tuple[Path, ...]:
    """The folders with the shipped font files (variable TTFs, SIL Open Font License)."""
    return tuple(Path(str(resources.files(package).joinpath("files"))) for package in _PACKAGES.values())


def shipped_file(family: str, *, italic: bool = False) -> Path:
    """The variable font file of a shipped family.

    Raises:
        LookupError: the family is not one of ours.
    """
    if family not in _PACKAGES:
        raise LookupError(f"“{family}” does not ship with the product; it has {', '.join(SHIPPED_FAMILIES)}.")
    folder = shipped_folders()[SHIPPED_FAMILIES.index(family)]
    return next(file for file in sorted(folder.glob("*.ttf")) if ("Italic" in file.name) is italic)


@lru_cache(maxsize=4)
def shipped_characters(family: str) -> frozenset[int]:
    """The code points a shipped family can draw, upright and italic alike."""
    return characters(shipped_file(family).read_bytes()) & characters(shipped_file(family, italic=True).read_bytes())


def characters(font: bytes) -> frozenset[int]:
    """The code points that a TrueType or OpenType file maps to a glyph (its `cmap`); empty for anything else.

    Formats 4 and 12, which cover every Unicode font in use, as the OpenType specification lays them out.
    """
    try:
        cmap = _table(font, b"cmap")
        count = struct.unpack_from(">H", cmap, 2)[0]
        offsets = {struct.unpack_from(">HHI", cmap, 4 + 8 * index)[2] for index in range(count)}
        return frozenset().union(*(_subtable(cmap[offset:]) for offset in offsets))
    except (struct.error, LookupError):
        return frozenset()


def _table(font: bytes, tag: bytes) -> bytes:
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise LookupError(tag)


def _subtable(table: bytes) -> set[int]:
    kind = struct.unpack_from(">H", table)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", table, 12)[0]
        spans = (struct.unpack_from(">III", table, 16 + 12 * index) for index in range(groups))
        return {code for first, last, _ in spans for code in range(first, min(last, 0x10FFFF) + 1)}
    if kind == 4:
        return _segments(table)
    return set()


def _segments(table: bytes) -> set[int]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    return {code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1) if code != 0xFFFF}
