"""The text of a Markdown piece: read within limits, checked, and able to say where each character stands."""

import re
from bisect import bisect_right
from pathlib import Path

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message

#: About 35,000 words; what is longer is no piece.
MAX_BYTES = 256 * 1024

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
#: Control characters (C0 but tab and line feed, DEL, C1), half characters and noncharacters: no text may hold them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Source:
    """A text, the name of its file, and the way from a character's number to its line and column."""

    def __init__(self, text: str, name: str = "") -> None:
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.name = name
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @property
    def front_matter(self) -> tuple[str, int] | None:
        """The YAML between the first `---` and the next, and where it starts; None where the text has none."""
        match = _FRONT.match(self.text)
        return None if match is None else (match["yaml"], match.start("yaml"))

    @property
    def body(self) -> tuple[str, int]:
        """The Markdown after the front matter, and where it starts."""
        match = _FRONT.match(self.text)
        start = match.end() if match else 0
        return self.text[start:], start

    @property
    def has_open_front_matter(self) -> bool:
        """Whether a front matter is opened that never ends."""
        return bool(re.match(r"---[ \t]*\n\s*[A-Za-z_]+:(\s|$)", self.text)) and _FRONT.match(self.text) is None


def too_long(size: int) -> Message:
    """Why a text of so many bytes is refused."""
    return Message(
        "The file has {size} kB; a piece may have {limit} kB. Split it.", size=size >> 10, limit=MAX_BYTES >> 10
    )


def read_source(path: Path) -> Source:
    """Read a file.

    Raises:
        DocumentError: it is missing, too large, or not UTF-8.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(too_long(size), file=name)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            Message("The file cannot be read: {reason}.", reason=error.strerror or str(error)), file=name
        ) from error
    return decode(data, name)


def decode(data: bytes, name: str = "") -> Source:
    """Read bytes as UTF-8.

    Raises:
        DocumentError: they are not, with the place of the first wrong byte.
    """
    try:
        return Source(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise DocumentError(
            Message("The file is not UTF-8. Save it again with the encoding UTF-8."),
            line=line,
            column=column,
            file=name,
        ) from error
