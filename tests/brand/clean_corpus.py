"""The clean corpus read: its texts with what their headers say, and the guideline each is judged by."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from brand import samples
from brand.guideline import Address, Guideline, Setting
from brand.inspect.html import inspect_html
from brand.inspect.text import inspect_text
from brand.language.gender import GenderStyle
from brand.portable import read_guideline_file
from brand.subject import RunKind, Subject

CORPUS = Path(__file__).parent / "clean" / "corpus"
HEADERS = {
    "locale",
    "address",
    "gender",
    "channel",
    "kind",
    "genre",
    "source",
    "quotes",
    "reading",
    "sentence_words",
    "spelling",
}


@dataclass(frozen=True, slots=True)
class CleanText:
    """One file: its header, and its paragraphs, each of which is a piece."""

    name: str
    header: dict[str, str]
    paragraphs: tuple[str, ...]

    @property
    def language(self) -> str:
        """German or English."""
        return self.header["locale"][:2]

    @property
    def words(self) -> int:
        """How many words there are, parted by any white space."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    @property
    def guideline(self) -> Guideline:
        """The brand's guideline with the settings of the header."""
        return _guideline(
            self.header["address"],
            self.header.get("gender", "none"),
            self.header.get("quotes", ""),
            self.header.get("reading", ""),
            self.header.get("sentence_words", ""),
            self.header.get("spelling", ""),
        )

    @property
    def is_headings(self) -> bool:
        """Whether every line is a heading of its own."""
        return self.header.get("kind") == "heading"

    def subject(self, paragraphs: Sequence[str], name: str, *, page: bool = False) -> Subject:
        """A piece as the linter sees it: plain text in its channel, or a page."""
        locale, today = self.header["locale"], samples.TODAY
        lines = [line for paragraph in paragraphs for line in paragraph.split("\n")]
        if page:
            tag = "h2" if self.is_headings else "p"
            body = "\n".join(f"<{tag}>{html.escape(line)}</{tag}>" for line in lines)
            return inspect_html(body, name=name, channel="web", locale=locale, today=today)
        kind = RunKind.HEADING if self.is_headings else RunKind.PARAGRAPH
        body = "\n\n".join(lines)
        return inspect_text(body, name=name, channel=self.header["channel"], locale=locale, today=today, kind=kind)

    def pieces(self, *, page: bool = False) -> Iterator[Subject]:
        """Every paragraph as a piece of its own."""
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield self.subject([paragraph], f"{self.name} {number}", page=page)


def read(file: Path) -> CleanText:
    """One file of the corpus."""
    head, body = file.read_text(encoding="utf-8").split("\n---\n", 1)
    header = dict(line.split(": ", 1) for line in head.splitlines())
    paragraphs = tuple(paragraph.strip() for paragraph in body.strip().split("\n\n"))
    return CleanText(f"{file.parent.name}/{file.stem}", header, paragraphs)


@cache
def texts() -> tuple[CleanText, ...]:
    """All files, in order."""
    return tuple(read(file) for file in sorted(CORPUS.glob("??/*.txt")))


@cache
def _guideline(address: str, gender: str, quotes: str, reading: str, sentence_words: str, spelling: str) -> Guideline:
    base = read_guideline_file(CORPUS / "guideline.yaml")
    voice = replace(
        base.voice,
        address=Address.NONE if address == "none" else Address(address),
        gender=GenderStyle.NONE if gender == "none" else GenderStyle(gender),
        reading=None if reading == "none" else base.voice.reading,
        sentence_words=_number(sentence_words, base.voice.sentence_words),
    )
    marks = (Setting("typography/wrong-quotation-marks", options=((quotes, True),)),) if quotes else ()
    old = (Setting("typography/wrong-eszett", enabled=False),) if spelling == "before 1996" else ()
    return replace(base, voice=voice, settings=base.settings + marks + old)


def _number(given: str, otherwise: int | None) -> int | None:
    if given == "none":
        return None
    return int(given) if given else otherwise
