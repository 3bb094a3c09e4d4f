"""The rule `typography/wrong-heading-case`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from brand.compiled import once_per
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Setting, TermKind
from brand.inspect.html import inspect_html
from brand.language.lists import rows
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY
from brand.subject import OBJECT, RunKind, Subject
from renderers.contract.message import Message

_HEADINGS = frozenset({RunKind.HEADING, RunKind.TITLE})
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
# A word begins anew behind these.
_BEGINS = re.compile(r"(?:^|[.!?:…–—|/„“”‘‚»«\"(\[]\s*|\n\s*)$")
_SENTENCE = Guideline(settings=(Setting("typography/wrong-heading-case", options=(("style", "sentence"),)),))
_TITLE = Guideline(settings=(Setting("typography/wrong-heading-case", options=(("style", "title"),)),))
_NO_STOP = Guideline(settings=(Setting("typography/wrong-heading-case", options=(("full_stop", False),)),))


def _page(heading: str, *, locale: str = "en") -> Subject:
    return inspect_html(f"<h2>{heading}</h2><p>x</p>", name="page.html", channel="web", locale=locale, today=TODAY)


class WrongHeadingCase(Rule):
    """A heading has capitals, or a full stop, where the guideline wants none.

    ## Why it matters
    Headings are read at a glance. Two styles on one page look like two authors, and German With Capitals Everywhere
    looks like a bad translation.

    ## How to put it right
    In German only nouns, names and the first word have a capital. In English the guideline chooses: a sentence (“A
    guide to light”) or a title (“A Guide to Light”); without a choice English headings are not judged. Whether a
    heading may end with a full stop is an option as well. Names belong into the guideline's terms or the exceptions.
    """

    id = "typography/wrong-heading-case"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    options = (
        Option("style", "", "English headings: sentence or title; empty = not judged", ("sentence", "title")),
        Option("full_stop", True, "A heading may end with a full stop"),
        Option("exceptions", "", "Words that keep their capitals, separated by blanks"),
    )
    source = (
        "Official German spelling rules, § 53 (first word of a heading) and §§ 55–66; the sections are known, their "
        "text was not read again; Vale’s Microsoft.Headings and Google.Headings"
    )
    examples = (
        Good(subject=_page("Was der Herbst mit uns macht: Die neue Lust am Licht", locale="de")),
        Good(subject=_page("Zu Gast im Hotel Zur Post", locale="de")),
        Good(subject=_page("Licht für Sie und Ihre Familie", locale="de")),
        Good(subject=_page("Light That Stays"), note="The guideline chooses no style."),
        Good(subject=_page("A guide to GlowOne and the NASA archive in Cape Town"), guideline=_SENTENCE),
        Good(subject=_page("A Guide to Light: The Long Way Home"), guideline=_TITLE),
        Good("A text. With sentences. No heading at all.", guideline=_NO_STOP),
        Bad(
            subject=_page("Unsere Neuen Leuchten Für Den Abend", locale="de"),
            flags=("Unsere Neuen Leuchten Für Den Abend",),
        ),
        Bad(
            subject=_page("A Guide to Light and What It Needs"),
            guideline=_SENTENCE,
            flags=("A Guide to Light and What It Needs",),
        ),
        Bad(subject=_page("A guide to light"), guideline=_TITLE, flags=("A guide to light",)),
        Bad(subject=_page("Licht, das bleibt.", locale="de"), guideline=_NO_STOP, flags=(".",)),
        Bad(subject=_page("Light that stays."), guideline=_NO_STOP, flags=(".",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Judge every heading by its language and the guideline's choice."""
        exceptions = str(self.option(guideline, subject, "exceptions")).split()
        names = _names(guideline).union(exceptions) if exceptions else _names(guideline)
        style = str(self.option(guideline, subject, "style")).lower()
        full_stop = self.option(guideline, subject, "full_stop")
        for passage in passages(subject, kinds=_HEADINGS):
            right = _right(passage, style, names)
            if right != passage.run.text:
                yield self._flag(passage, right, style)
            if not full_stop:
                yield from self._stop(passage)

    def _flag(self, passage: Passage, right: str, style: str) -> Finding:
        text = passage.run.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if passage.language == "de":
            message = Message("A German heading has capitals at nouns, names and the first word only.")
        elif style == "title":
            message = Message("The guideline wants headings written as titles: “{right}”.", right=right.strip())
        else:
            message = Message("The guideline wants headings written as sentences: “{right}”.", right=right.strip())
        return self.at(passage.run, start, end, message, fix=Fix(FixKind.SUGGEST, right.strip()))

    def _stop(self, passage: Passage) -> Iterator[Finding]:
        text = passage.run.text.rstrip()
        sentences = re.findall(r"(?<=[^\W\d_]{2})[.!?](?=\s|$)", text)
        if text.endswith(".") and not text.endswith("..") and len(sentences) == 1:
            message = Message("The guideline wants headings without a full stop.")
            yield self.at(passage.run, len(text) - 1, len(text), message, fix=Fix(FixKind.SUGGEST, ""))


def _right(passage: Passage, style: str, names: frozenset[str]) -> str:
    """The heading in the style it should have; as it is where nothing is certainly wrong."""
    text = passage.text
    judged = passage.language == "de" or style
    if not judged or not any(map(str.islower, text)):  # all in capitals says nothing of its style
        return passage.run.text
    inner = [match for match in _WORD.finditer(text) if not _BEGINS.search(text, 0, match.start())]
    inner = [match for match in inner if match[0] not in names and not match[0].startswith(OBJECT)]
    if passage.language == "de":
        return _lowered(passage, inner, names, least=2)
    if style == "sentence":
        return _lowered(passage, inner, names, least=1)
    return _titled(passage, names) if style == "title" else passage.run.text


def _lowered(passage: Passage, inner: list[re.Match[str]], names: frozenset[str], *, least: int) -> str:
    """The heading with common words in small letters, where enough of them have capitals and are part of no name."""
    german = passage.language == "de"
    common = _common("german" if german else "english")
    wrong = [match for match in inner if match[0][0].isupper() and match[0].lower() in common]
    capitals = [match for match in inner if match[0][0].isupper()]
    small = [match for match in inner if match[0][0].islower() and len(match[0]) > 3]
    if len(wrong) < least or (small and len(small) >= len(capitals)):
        return passage.run.text
    text = passage.run.text
    if not german:  # a title: what is no acronym and no known name is taken for a common word
        wrong = [match for match in capitals if not match[0].isupper() and match[0] not in names]
    for match in wrong:
        text = text[: match.start()] + match[0][0].lower() + text[match.start() + 1 :]
    return text


def _titled(passage: Passage, names: frozenset[str]) -> str:
    """The heading with capitals at all but small words; the first, the last and those behind a colon have one, too."""
    text, small = passage.run.text, _common("small")
    words = [match for match in _WORD.finditer(passage.text) if not match[0].startswith(OBJECT)]
    for match in words:
        begins = match is words[-1] or _BEGINS.search(passage.text, 0, match.start()) is not None
        if match[0].islower() and match[0] not in names and (begins or match[0] not in small):
            text = text[: match.start()] + match[0][0].upper() + text[match.start() + 1 :]
    return text


@lru_cache(maxsize=4)
def _common(kind: str) -> frozenset[str]:
    return frozenset(word for named, words in rows("heading_words") if named == kind for word in words.split())


@once_per
def _names(guideline: Guideline) -> frozenset[str]:
    """Every word of the brand's names."""
    sender = guideline.tokens.sender
    named = {TermKind.NAME, TermKind.COMPETITOR}
    forms = [form for term in guideline.terms if term.kind in named for form in (term.word, *term.forms)]
    return frozenset(word for text in (*forms, sender.name, sender.company) for word in _WORD.findall(text))


plugin = WrongHeadingCase()
