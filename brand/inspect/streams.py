"""Reads the drawing operators of a PDF page within bounds: a small file may unpack to gigabytes."""

import zlib
from collections.abc import Iterator

import pikepdf

from brand.errors import InspectError
from brand.inspect.limits import MEGABYTE, OPERATORS
from renderers.contract.message import Message

#: The most bytes of one content stream once it is unpacked.
UNPACKED = 64 * MEGABYTE
_WANTED = (
    "q Q cm gs BT ET Tf Tm Td TD T* TL Tr Ts Tj TJ ' \" k K rg RG g G cs CS sc SC scn SCN "
    "re m l c v y h f F f* B B* b b* S s n W W* Do sh BI"
)

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def instructions(holder: pikepdf.Object, name: str) -> Iterator[Instruction]:
    """The operators of a page or form that matter here.

    Raises:
        InspectError: the stream unpacks to too much, has too many operators, or is broken.
    """
    for stream in _streams(holder):
        _require_bounded(stream, name)
    try:
        found = pikepdf.parse_content_stream(holder, _WANTED)
    except pikepdf.PdfError as error:
        raise InspectError(
            Message("A page of the PDF cannot be read: {problem}. Export it again.", problem=str(error)[:200]),
            file=name,
        ) from error
    if len(found) > OPERATORS:
        raise InspectError(
            Message("A page of the PDF has more than {limit} drawing operators. Simplify it.", limit=OPERATORS),
            file=name,
        )
    return iter(found)


def _streams(holder: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    if isinstance(holder, pikepdf.Stream):
        yield holder
        return
    contents = holder.get("/Contents")
    for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(stream, pikepdf.Stream):
            yield stream


def _require_bounded(stream: pikepdf.Stream, name: str) -> None:
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    packed = [one for one in names if one in {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW"}]
    too_much = len(packed) > 1
    if packed and packed[0] in {"/FlateDecode", "/Fl"} and names[0] == packed[0]:
        unpacker = zlib.decompressobj()
        try:
            too_much = too_much or len(unpacker.decompress(stream.read_raw_bytes(), UNPACKED + 1)) > UNPACKED
        except zlib.error:
            return  # the parser mends what it can, and names what it cannot
    if too_much:
        raise InspectError(
            Message("A page of the PDF unpacks to more than {limit} MB.", limit=UNPACKED // MEGABYTE), file=name
        )
