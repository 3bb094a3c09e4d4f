"""How much outside material is taken in: bounded by counts, not by a clock, so that equal input ends equally."""

from brand.errors import InspectError
from renderers.contract.message import Message

MEGABYTE = 1 << 20

#: The most bytes of each kind of material.
BYTES = {
    "text": 5 * MEGABYTE,
    "html": 10 * MEGABYTE,
    "mail": 40 * MEGABYTE,
    "pdf": 100 * MEGABYTE,
    "picture": 50 * MEGABYTE,
}
#: The most elements of a page; deeper ones than DEPTH are read as if they stood at that depth.
NODES = 200_000
DEPTH = 256
#: The most pages of a PDF, drawing operators on one page, and nested forms.
PAGES = 400
OPERATORS = 1_000_000
FORMS = 16
#: The most pixels of a picture, checked before it is decoded.
PIXELS = 50_000_000
#: The most pictures and parts of one mail, and how deeply mails may hold mails.
PARTS = 500


def require_bytes(data: bytes, kind: str, name: str) -> None:
    """Refuse material that is too large to be read.

    Raises:
        InspectError: with the size and the limit.
    """
    limit = BYTES[kind]
    if len(data) > limit:
        raise InspectError(
            Message(
                "The file has {size} MB; at most {limit} MB of this kind are read. Split or shrink it.",
                size=round(len(data) / MEGABYTE),
                limit=limit // MEGABYTE,
            ),
            file=name,
        )


def decoded(data: bytes, name: str, charset: str = "") -> str:
    """Read bytes as text: the charset that was declared, UTF-8 with or without a mark, UTF-16 with one.

    Raises:
        InspectError: it is no text in any of them; names the first byte that is not.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    for candidate in filter(None, (charset, "utf-8-sig")):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError) as error:
            trouble = error
    at = trouble.start if isinstance(trouble, UnicodeDecodeError) else 0
    raise InspectError(
        Message("The text is not UTF-8: byte {byte} cannot be read. Save the file as UTF-8.", byte=at + 1),
        file=name,
        line=data.count(b"\n", 0, at) + 1,
    )
