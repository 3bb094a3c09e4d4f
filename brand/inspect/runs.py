"""Gathers the words of one block of a page, white space collapsed, into a run with stretches and lines."""

import re

from brand.finding import Where
from brand.inspect.lines import Finder
from brand.inspect.look import Look
from brand.inspect.raised import raised
from brand.subject import OBJECT, Anchor, RunKind, Stretch, TextRun

_SPACE = re.compile(r"[ \t\n\r\f]+")
#: Invisible characters with which mails keep other words out of the preview line.
_PADDING = " \n\xa0\u00ad\u034f\u2000\u2001\u2002\u2003\u2007\u200b\u200c\u200d\u2060\ufeff"


class RunBuilder:
    """One run at a time: `add` words, then `finish`."""

    def __init__(self, part: str, finder: Finder) -> None:
        self._part, self._finder = part, finder
        self._seen_words = False
        self._clear()

    def _clear(self) -> None:
        self._text = ""
        self._stretches: list[Stretch] = []
        self._anchors: list[Anchor] = []
        self._kind, self._level = RunKind.PARAGRAPH, 0
        self._path: tuple[str, ...] = ()
        self._hidden = False

    def add(self, words: str, look: Look, kind: RunKind, level: int, path: tuple[str, ...]) -> None:
        """Add a text node; hidden ones count only before anything visible, as a mail's preheader."""
        if look.hidden and self._seen_words:
            self._skip(words)
            return
        collapsed = words if look.preformatted else _SPACE.sub(" ", words)
        if not self._text or self._text.endswith((" ", "\n")):
            collapsed = collapsed.lstrip(" ") if not look.preformatted else collapsed
        if not collapsed:
            return
        self._begin(collapsed, look, kind, level, path)
        self._anchor(words, collapsed, look)
        start = len(self._text)
        self._text += raised(collapsed) if look.raised else collapsed
        self._stretch(Stretch(start, len(self._text), look.style, look.url))

    def line_break(self) -> None:
        """A `<br>`."""
        if self._text:
            self._text = self._text.rstrip(" ") + "\n"

    def object(self) -> None:
        """A picture among the words."""
        if self._text.strip():
            self._text += OBJECT

    def finish(self) -> TextRun | None:
        """The run, if any words came together; then begin a new one."""
        hidden = self._hidden
        text = self._text.strip(_PADDING) if hidden else self._text.rstrip(" \n" + OBJECT)
        if not text.strip():
            self._clear()
            return None
        anchor = self._anchors[0] if self._anchors else Anchor(0, 0, 0)
        run = TextRun(
            text,
            Where(part=self._part, path=" > ".join(self._path), line=anchor.line, column=anchor.column),
            RunKind.PREHEADER if hidden else self._kind,
            self._level,
            tuple(
                Stretch(one.start, min(one.end, len(text)), one.style, one.url)
                for one in self._stretches
                if one.start < len(text)
            ),
            anchors=tuple(one for one in self._anchors if one.at < len(text)),
        )
        self._seen_words = self._seen_words or not hidden
        self._clear()
        return run

    def _begin(self, words: str, look: Look, kind: RunKind, level: int, path: tuple[str, ...]) -> None:
        """The first words decide what the run is; a button in a longer text makes no button of all of it."""
        if not self._text.strip():
            self._kind, self._level, self._path, self._hidden = kind, level, path, look.hidden
        elif words.strip() and kind is not self._kind and RunKind.ACTION in {kind, self._kind}:
            self._kind = RunKind.PARAGRAPH if self._kind is RunKind.ACTION else self._kind

    def _anchor(self, words: str, collapsed: str, look: Look) -> None:
        """Look up each line of a text node in the page's source."""
        reached = 0
        for line in words.splitlines():
            shown = line if look.preformatted else _SPACE.sub(" ", line).strip(" ")
            at = collapsed.find(shown, reached) if shown.strip() else -1
            if at < 0:
                continue
            reached = at + len(shown)
            spot = self._finder.words(line.strip())
            if spot is not None:
                indent = len(shown) - len(shown.lstrip())
                self._anchors.append(Anchor(len(self._text) + at + indent, *spot))

    def _skip(self, words: str) -> None:
        """Words nobody sees still move the search on."""
        if words.strip():
            self._finder.words(words.strip().splitlines()[0])

    def _stretch(self, new: Stretch) -> None:
        last = self._stretches[-1] if self._stretches else None
        if last is not None and last.end == new.start and (last.style, last.url) == (new.style, new.url):
            self._stretches[-1] = Stretch(last.start, new.end, new.style, new.url)
        else:
            self._stretches.append(new)
