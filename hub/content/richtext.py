"""Between the rich text an editor types and the runs of a document."""

from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from renderers.contract import grammar
from renderers.contract.text import Inline, Link, Mark, RichText, Text, Word

_MARKS = {"b": Mark.BOLD, "strong": Mark.BOLD, "i": Mark.ITALIC, "em": Mark.ITALIC}
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "hr", "ul", "ol"})


@dataclass
class _Collector(HTMLParser):
    """Collects paragraphs of runs. Tags it does not know leave their words."""

    paragraphs: list[list[Inline]] = field(default_factory=lambda: [[]])
    marks: list[Mark] = field(default_factory=list)
    url: str | None = None
    linked: list[Word] = field(default_factory=list)
    waiting: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a mark, a link, a line break or a new paragraph."""
        if tag == "br":
            self.waiting += "\n"
            return
        self.flush()
        if tag in _BLOCKS:
            self.close_link()
            self.paragraphs.append([])
        elif tag in _MARKS:
            self.marks.append(_MARKS[tag])
        elif tag == "a":
            self.close_link()
            self.url = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """End a mark or a link."""
        if tag == "br":
            return
        self.flush()
        if tag in _MARKS and _MARKS[tag] in self.marks:
            self.marks.reverse()
            self.marks.remove(_MARKS[tag])
            self.marks.reverse()
        elif tag == "a" or tag in _BLOCKS:
            self.close_link()

    def handle_data(self, data: str) -> None:
        """Keep words until the next tag: a field may stand in several pieces of data."""
        self.waiting += data.replace("\n", " ")

    def flush(self) -> None:
        """Turn the waiting words into runs."""
        words = grammar.parse(self.waiting, marks=tuple(sorted(set(self.marks)))).runs if self.waiting else ()
        self.waiting = ""
        if self.url is None:
            self.paragraphs[-1].extend(words)
        else:
            self.linked.extend(words)

    def close_link(self) -> None:
        """Put the link's words in place."""
        if self.url and self.linked:
            self.paragraphs[-1].append(Link(self.url, tuple(self.linked)))
        else:
            self.paragraphs[-1].extend(self.linked)
        self.url, self.linked = None, []


@lru_cache(maxsize=4096)
def read_html(html: str) -> tuple[RichText, ...]:
    """Read rich text as stored by the editor; one text a paragraph, empty ones left out.

    Remembered: while somebody types, all but one of a piece's texts are read again and again.
    """
    collector = _Collector()
    collector.feed(html)
    collector.close()
    collector.flush()
    collector.close_link()
    texts = (RichText(tuple(_trimmed(runs))) for runs in collector.paragraphs)
    return tuple(text for text in texts if text)


def _trimmed(runs: list[Inline]) -> list[Inline]:
    """Without white space at either end."""
    if runs and isinstance(runs[0], Text):
        runs[0] = Text(runs[0].text.lstrip(), runs[0].marks)
    if runs and isinstance(runs[-1], Text):
        runs[-1] = Text(runs[-1].text.rstrip(), runs[-1].marks)
    return [run for run in runs if not isinstance(run, Text) or run.text]


def write_html(text: RichText) -> str:
    """Write runs as the rich text the editor stores: one paragraph."""
    return f"<p>{''.join(_written(run) for run in text.runs)}</p>"


def _written(run: Inline) -> str:
    if isinstance(run, Link):
        return f'<a href="{escape(run.url, quote=True)}">{"".join(_written(word) for word in run.runs)}</a>'
    words = escape(run.source, quote=False).replace("\n", "<br/>")
    for mark in run.marks:
        tag = "b" if mark is Mark.BOLD else "i"
        words = f"<{tag}>{words}</{tag}>"
    return words
