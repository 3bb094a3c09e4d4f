"""Regular expressions in linear time (RE2), with words and blanks of every alphabet."""

import re
from collections.abc import Iterator
from functools import lru_cache

import re2

from renderers.contract.message import Message

#: The most hits of one expression in one text; a text with more is told as such.
MOST = 100
#: The longest expression, in characters: a word list of some thousands of words.
LONGEST = 200_000

_WORD = r"\pL\pM\pN_"
_BLANK = r"\s\x{a0}\x{2009}\x{202f}"
#: RE2 knows the letters of English only; these are everybody's. Inside of [...] and outside.
_CLASSES = {
    r"\w": (_WORD, f"[{_WORD}]"),
    r"\W": (r"\W", f"[^{_WORD}]"),
    r"\s": (_BLANK, f"[{_BLANK}]"),
    r"\S": (r"\S", f"[^{_BLANK}]"),
}
_TOKEN = re.compile(r"\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\Q.*?(?:\\E|$)|\\.|\[\^?\]?|\[:\^?\w+:\]|.", re.DOTALL)
#: What ties an expression to the ends of a text.
_ANCHORS = ("^", "$", r"\A", r"\z", r"\B")
_FLAGS = re.compile(r"\(\?[imsU]+\)")


class ExpressionError(ValueError):
    """An expression that RE2 does not take: why, and at which character (from 1; 0 = not known)."""

    def __init__(self, message: Message, position: int = 0) -> None:
        super().__init__(message.show())
        self.message, self.position = message, position


class Expression:
    """A compiled expression. Hits do not overlap: the leftmost wins, then the order of the alternatives."""

    def __init__(self, source: str, *, words: bool = False, ignore_case: bool = False) -> None:
        if len(source) > LONGEST:
            raise ExpressionError(Message("It has more than {limit} characters.", limit=LONGEST))
        flags, core = _split_flags(source)
        starts, core, ends = (words, core, words) if words else _edges(core)
        left = rf"(?:\A|[^{_WORD}])" if starts else ""
        right = rf"(?:\z|[^{_WORD}])" if ends else ""
        flags += "(?i)" if ignore_case else ""
        _compiled(translated(source), source)  # what is wrong is told of the expression as written
        self._regex = _compiled(f"{left}({flags}{translated(core)}){right}", source)
        self.groups = self._regex.groups - 1
        self._anchored = any(sign in source for sign in _ANCHORS)

    def hits(self, text: str, most: int = MOST) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The hits: start, end, and the words of the expression's own groups."""
        data = text.encode("utf-8", "replace")
        plain = len(data) == len(text)
        position = found = seen = count = 0
        while found < most and position <= len(data):
            match = self._regex.search(data, position)
            if match is None:
                return
            start, end = match.span(1)
            position = max(end, match.start() + 1)
            if end > start:
                found += 1
                count += 0 if plain else len(data[seen:start].decode("utf-8", "ignore"))
                words = data[start:end].decode("utf-8", "ignore")
                first = start if plain else count
                yield first, first + len(words), tuple((group or b"").decode() for group in match.groups()[1:])
                if not plain:
                    count, seen = count + len(words), end

    def is_in(self, text: str) -> bool:
        """Whether there is a hit."""
        return next(self.hits(text, 1), None) is not None

    def may_be_in(self, texts: str) -> bool:
        """Whether one of several texts, joined by blank lines, can have a hit: asked once, it spares asking each."""
        return self._anchored or self._regex.search(texts.encode("utf-8", "replace")) is not None

    def is_all_of(self, text: str) -> bool:
        """Whether a text is one hit from end to end."""
        data = text.encode("utf-8", "replace")
        match = self._regex.fullmatch(data)
        return match is not None and match.span(1) == (0, len(data))

    def expanded(self, template: str, groups: tuple[str, ...], found: str) -> str:
        r"""A replacement with `\1` and so on filled in; `\0` is the hit itself."""
        words = (found, *groups)
        return re.sub(
            r"\\(\d)", lambda match: words[int(match[1])] if int(match[1]) < len(words) else match[0], template
        )


@lru_cache(maxsize=4096)
def expression(source: str, *, words: bool = False, ignore_case: bool = False) -> Expression:
    """Compile an expression, once.

    Raises:
        ExpressionError: RE2 does not take it.
    """
    return Expression(source, words=words, ignore_case=ignore_case)


def translated(source: str) -> str:
    r"""The same expression for RE2, with `\w` and `\s` meaning the letters and blanks of every language."""
    out: list[str] = []
    inside = False
    for match in _TOKEN.finditer(source):
        piece = match[0]
        if piece in _CLASSES:
            piece = _CLASSES[piece][0 if inside else 1]
        elif not inside and piece.startswith("["):
            inside = not piece.startswith("[:")
        elif inside and piece == "]":
            inside = False
        out.append(piece)
    return "".join(out)


def _split_flags(source: str) -> tuple[str, str]:
    match = _FLAGS.match(source)
    return (match[0], source[match.end() :]) if match else ("", source)


def _edges(core: str) -> tuple[bool, str, bool]:
    r"""Whether an expression begins and ends with `\b`, and what stands between.

    RE2's own `\b` takes ü for a blank; at the edges of an expression we know better.
    """
    starts = core.startswith(r"\b")
    ends = len(core) > 3 and core.endswith(r"\b") and not core.endswith(r"\\b")
    if not (starts or ends) or _has_alternatives(core):
        return False, core, False
    return starts, core[2 if starts else 0 : len(core) - (2 if ends else 0)], ends


def _has_alternatives(core: str) -> bool:
    depth, inside = 0, False
    for match in _TOKEN.finditer(core):
        piece = match[0]
        if inside:
            inside = piece != "]"
        elif piece.startswith("[") and not piece.startswith("[:"):
            inside = True
        elif piece in "()":
            depth += 1 if piece == "(" else -1
        elif piece == "|" and depth == 0:
            return True
    return False


def _compiled(source: str, written: str) -> "re2._Regexp":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    try:
        regex = re2.compile(source.encode("utf-8", "replace"), options)
    except re2.error as error:
        raise _explained(error, written) from error
    if regex.search(b"") is not None:
        raise ExpressionError(Message("It matches nothing at all, so it would be found everywhere."))
    return regex


def _explained(error: Exception, written: str) -> ExpressionError:
    raw = error.args[0] if error.args else b""
    why = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    problem, _, part = why.rpartition(": ")
    if not problem:
        problem, part = why, ""
    if part.startswith(("(?=", "(?!", "(?<")):
        message = Message("RE2 does not look around (“{part}”): write what may stand there, or use “words”.", part=part)
    else:
        message = Message("RE2 does not take it: {problem}.", problem=f"{problem} {part}".strip()[:120])
    # RE2 names the part at fault, but of a group without an end it names all there is.
    position = _unclosed(written) if problem == "missing )" else written.find(part) + 1 if part else len(written)
    return ExpressionError(message, position)


def _unclosed(written: str) -> int:
    """Where the last group begins that does not end, from 1; 0 = nowhere."""
    opened: list[int] = []
    inside = False
    for match in _TOKEN.finditer(written):
        piece = match[0]
        if inside or piece.startswith("["):
            inside = piece != "]"
        elif piece == "(":
            opened.append(match.start() + 1)
        elif piece == ")" and opened:
            opened.pop()
    return opened[-1] if opened else 0
