"""Sets the words of one sheet as data for the template, and keeps where each came from and what could not be set."""

import contextlib
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.escape import clean
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.request import LinkPolicy
from renderers.contract.text import Link, Mark, MergeField, RichText, Word
from renderers.toolkit.html import safe_url
from renderers.toolkit.sentences import grapheme_ends

NO_GLYPH: Final = "The typeface has no such characters."
NO_DEFAULT: Final = "A printed sheet knows no recipient, and this merge field has no default."
NO_CLICK: Final = "On paper nobody can click, and the address is too long to be printed. A short link helps."
REFUSED_LINK: Final = "“{url}” is no address that readers can be sent to. Links lead to http, https, mailto or tel."

#: The longest address that is printed behind the words of a link.
_ADDRESS_CHARACTERS = 40
_BREAK = "\u200b"
#: Has no glyph and needs none.
_ALWAYS = frozenset("\n\u200b\u200c\u200d\u00ad\u2060")
#: The space before what was taken out.
_NO_GAP = re.compile(r" +(?=[ ,.;:!?])")

Run = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SetText:
    """A text as the template gets it: an id to find it by, and runs; `plain` is the same in one piece."""

    id: str
    runs: tuple[Run, ...]
    plain: str

    def data(self) -> dict[str, Any]:
        """For the template."""
        longest = max(map(len, self.plain.split()), default=0)
        return {"id": self.id, "runs": list(self.runs), "longest": longest}

    def split_at(self, offsets: Sequence[int]) -> "SetText":
        """The same text with its runs cut at these offsets."""
        pieces: list[Run] = []
        position = 0
        for run in self.runs:
            inner = [offset - position for offset in offsets if position < offset < position + len(run["t"])]
            bounds = [0, *inner, len(run["t"])]
            pieces += [{**run, "t": run["t"][a:b]} for a, b in itertools.pairwise(bounds)]
            position += len(run["t"])
        return SetText(self.id, tuple(pieces), self.plain)

    def until(self, offset: int, dots: str = "") -> "SetText":
        """The text up to an offset, with an ellipsis if one is given."""
        runs: list[Run] = []
        position = 0
        for run in self.split_at([offset]).runs:
            if position >= offset:
                break
            runs.append(run)
            position += len(run["t"])
        return SetText(self.id, (*runs, {"t": dots}) if dots else tuple(runs), self.plain[:offset] + dots)


class Galley:
    """Collects what is set on one sheet."""

    def __init__(self, characters: frozenset[int], links: LinkPolicy) -> None:
        self._characters = characters
        self._links = links
        self.losses: list[Loss] = []
        self.sources: dict[str, tuple[Place, str]] = {}

    def text(self, rich: RichText, place: Place, *, name: str = "") -> SetText | None:
        """Set a text; None where nothing of it can be."""
        runs: list[Run] = []
        for inline in rich.runs:
            runs += self._link(inline, place) if isinstance(inline, Link) else [self._word(inline, place)]
        written = "".join(run["t"] for run in runs)
        missing = self._strip_unknown(runs)
        if sum(map(str.isalpha, missing)) > len(written) / 4:  # what is left of the sentence would be a riddle
            self.losses.append(Loss(LossKind.DROPPED, written.strip(), Message(NO_GLYPH), place))
            return None
        if missing:
            self.losses.append(Loss(LossKind.DROPPED, missing, Message(NO_GLYPH), place))
        return self._keep([run for run in runs if run["t"]], place, name)

    def words(self, text: str, place: Place, *, name: str = "") -> SetText | None:
        """Set plain words."""
        return self.text(RichText.of(text), place, name=name)

    def required(self, text: str, place: Place) -> SetText:
        """Set plain words that have something to be set: addresses, for instance."""
        return self.words(text, place) or self._keep([{"t": "–"}], place, "") or SetText("", (), "")

    def mark(self, text: str, place: Place, *, name: str = "") -> str:
        """Keep the source of something that is no text (a picture, by its description); returns its id."""
        identity = name or f"t{len(self.sources)}"
        self.sources[identity] = (place, text)
        return identity

    def address(self, url: str, place: Place) -> str | None:
        """An address that readers may be sent to, or None and a loss."""
        safe = safe_url(url)
        if safe is None:
            self.losses.append(Loss(LossKind.DROPPED, url, Message(REFUSED_LINK, url=url), place))
        return safe

    def printed(self, url: str) -> str:
        """How an address is printed: the short link if there is one, else without what nobody types."""
        return breakable(readable(dict(self._links.short).get(url, url)))

    def _word(self, word: Word, place: Place) -> Run:
        if isinstance(word, MergeField) and word.default is None:
            self.losses.append(Loss(LossKind.DROPPED, word.source, Message(NO_DEFAULT), place))
        run: Run = {"t": _tidy(word.plain)}
        if Mark.BOLD in word.marks:
            run["b"] = True
        if Mark.ITALIC in word.marks:
            run["i"] = True
        return run

    def _link(self, link: Link, place: Place) -> list[Run]:
        runs = [{**self._word(word, place), "u": True} for word in link.runs]
        url = self.address(link.url, place)
        if url is None:
            return [{**run, "u": False} for run in runs]
        shown = readable(dict(self._links.short).get(link.url, url))
        if shown.casefold() in link.plain.casefold():
            return runs
        if len(shown) > _ADDRESS_CHARACTERS:
            self.losses.append(Loss(LossKind.DEGRADED, link.url, Message(NO_CLICK), place))
            return [{**run, "u": False} for run in runs]
        return [*runs, {"t": f" ({shown})"}]

    def _strip_unknown(self, runs: list[Run]) -> str:
        """Take the characters out that no typeface has; returns them, what stood together together."""
        missing: list[str] = []
        for run in runs:
            kept, before = "", False
            for character in graphemes(run["t"]):
                left = "".join(filter(self._can_set, character)) if self._can_set(character[0]) else ""
                kept += left
                if left != character:
                    cut = character.removeprefix(left)
                    missing[-1:] = [missing[-1] + cut] if before and missing else [*missing[-1:], cut]
                before = left != character
            run["t"] = _NO_GAP.sub("", kept) if missing else kept
        return " ".join(missing)

    def _can_set(self, character: str) -> bool:
        return ord(character) in self._characters or character in _ALWAYS

    def _keep(self, runs: list[Run], place: Place, name: str) -> SetText | None:
        runs = _trimmed(runs)
        plain = "".join(run["t"] for run in runs)
        if not any(character.isprintable() and not character.isspace() for character in plain):
            return None
        return SetText(self.mark(plain, place, name=name), tuple(runs), plain)


def graphemes(text: str) -> list[str]:
    """What readers see as one character each."""
    return [text[start:end] for start, end in itertools.pairwise([0, *grapheme_ends(text)])]


def readable(url: str) -> str:
    """An address as people type it: without scheme, "www.", a slash at the end; umlauts as umlauts."""
    if url.startswith(("mailto:", "tel:")):
        return unquote(url.split(":", 1)[1].split("?", 1)[0])
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    with contextlib.suppress(UnicodeError):
        host = host.encode("ascii").decode("idna") if host.startswith("xn--") or ".xn--" in host else host
    port = f":{parts.port}" if parts.port else ""
    rest = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return _tidy(host + port + _typed(rest) + (f"#{parts.fragment}" if parts.fragment else ""))


def breakable(address: str) -> str:
    """The same address with places to break the line, behind what parts it."""
    if len(address) <= _ADDRESS_CHARACTERS:
        return address
    return re.sub(r"([/?&=._-])", rf"\1{_BREAK}", re.sub(r"(\w{24})(?=\w)", rf"\1{_BREAK}", address))


def without_breaks(text: str) -> str:
    """A text as it is read: without the places to break a line that were added here."""
    return text.replace(_BREAK, "")


def _typed(path: str) -> str:
    """Percent signs decoded where that leaves letters."""
    decoded = unquote(path)
    return decoded if decoded.isprintable() and " " not in decoded else path


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", clean(text)).replace("\t", " ")


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without white space at both ends of the text."""
    runs = [dict(run) for run in runs]
    for ends, strip in ((runs, str.lstrip), (reversed(runs), str.rstrip)):
        _strip_ends(ends, strip)
    return [run for run in runs if run["t"]]


def _strip_ends(runs: Iterable[Run], strip: Callable[[str], str]) -> None:
    for run in runs:
        run["t"] = strip(run["t"])
        if run["t"]:
            return
