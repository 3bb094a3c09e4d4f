"""The rule `terms/misplaced-trademark-sign`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.compiled import once_per
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Term, TermKind
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.samples import GUIDELINE
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

#: Where a reader reads: titles of windows, subject lines, alternative texts and small print count for themselves.
_BODY = frozenset(
    {
        RunKind.HEADING,
        RunKind.PARAGRAPH,
        RunKind.LIST_ITEM,
        RunKind.QUOTE,
        RunKind.CELL,
        RunKind.CAPTION,
        RunKind.ACTION,
    }
)
_SIGN = r"(?P<sign>\s?(?:[®™℠]|\((?:R|TM|SM|r|tm|sm)\)))?"
_SIGNED = replace(
    GUIDELINE,
    terms=(
        *(term for term in GUIDELINE.terms if term.word != "GlowOne"),
        Term("GlowOne", TermKind.NAME, sign="®"),
        Term("GlowOne Mini", TermKind.NAME),
        Term("DimWell", TermKind.NAME, sign="™"),
    ),
)


class MisplacedTrademarkSign(Rule):
    """A trademark lacks its sign at the first mention, or carries it again and again.

    ## Why it matters
    The sign tells once that the name is protected. At every mention it only disturbs; and the wrong sign is worse than
    none: ® stands for registered marks only.

    ## How to put it right
    Take the fix: the sign stands right behind the name where it is first read, and nowhere else. Which names carry
    which sign is said by the guideline's terms (`sign`). Where a mark is not registered in the country of a locale,
    switch the rule off for that locale. Text messages are left alone: the sign would cost a second message.
    """

    id = "terms/misplaced-trademark-sign"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    source = (
        "The guideline’s terms; no law asks for a sign, and ® on a mark one does not own misleads (BGH, 26 February "
        "2009, I ZR 219/06, headnote read on 22 November 2026)"
    )
    examples = (
        Good("Meet the GlowOne®. The GlowOne shines for 25 years.", guideline=_SIGNED),
        Good("Der GlowOne®-Akku hält lange, und der GlowOne leuchtet weit.", locale="de", guideline=_SIGNED),
        Good("Mehr auf www.lumora.example/GlowOne und unter #GlowOne.", locale="de", guideline=_SIGNED),
        Good("The GlowOne Mini is small.", guideline=_SIGNED, note="Another name."),
        Good("GlowOne is here.", note="The guideline names no sign for it."),
        Bad(
            "Meet the GlowOne. The GlowOne® shines, and GlowOne® lasts.",
            guideline=_SIGNED,
            flags=("GlowOne", "GlowOne®", "GlowOne®"),
            fixed="Meet the GlowOne®. The GlowOne shines, and GlowOne lasts.",
        ),
        Bad(
            "Der GlowOne-Akku hält. DimWell(TM) dimmt ihn.",
            locale="de",
            guideline=_SIGNED,
            flags=("GlowOne", "DimWell(TM)"),
            fixed="Der GlowOne®-Akku hält. DimWell™ dimmt ihn.",
        ),
        Bad(
            "Der GlowOne™ ist da.",
            locale="de",
            guideline=_SIGNED,
            flags=("GlowOne™",),
            fixed="Der GlowOne® ist da.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Go through the mentions of each name as one reads: the first carries the sign, the others do not."""
        if subject.kind is SubjectKind.SOURCE and subject.channel:
            return  # words of an override alone: what stands before them is not known
        signed = _patterns(guideline.terms)
        met: set[str] = set()
        for passage in passages(subject, kinds=_BODY) if signed else ():
            for term, match in _mentions(passage, signed):
                yield from self._judge(passage, term, match, first=term.word not in met)
                met.add(term.word)

    def _judge(self, passage: Passage, term: Term, match: re.Match[str], *, first: bool) -> Iterator[Finding]:
        sign = match["sign"] or ""
        wanted = term.sign if first else ""
        if sign == wanted:
            return
        right = term.word + wanted
        if not first:
            message = Message("“{name}” carries its sign at the first mention only.", name=term.word)
        elif sign:
            message = Message("The sign is written “{right}”, not “{found}”.", right=right, found=match[0])
        else:
            message = Message("At its first mention the name is written “{right}”.", right=right)
        yield self.at(passage.run, *match.span(), message, fix=Fix(FixKind.SAFE, right))


_Signed = tuple[tuple[Term, re.Pattern[str]], ...]


@once_per
def _patterns(terms: tuple[Term, ...]) -> _Signed:
    """The names that carry a sign, each with a pattern that leaves longer names alone."""
    names = [form for term in terms if term.kind is TermKind.NAME for form in (term.word, *term.forms)]
    found = []
    for term in terms:
        if term.kind is not TermKind.NAME or not term.sign:
            continue
        tails = {name[len(term.word) :] for name in names if name.startswith(term.word + " ")}
        longer = "".join(f"(?!{re.escape(tail)}(?!\\w))" for tail in sorted(tails))
        found.append((term, re.compile(rf"(?<![\w-]){re.escape(term.word)}(?!\w){longer}{_SIGN}")))
    return tuple(found)


def _mentions(passage: Passage, signed: _Signed) -> list[tuple[Term, re.Match[str]]]:
    found = [
        (term, match)
        for term, pattern in signed
        if term.language in ("", passage.language) and term.word in passage.text
        for match in pattern.finditer(passage.text)
    ]
    return sorted(found, key=lambda one: one[1].start())


plugin = MisplacedTrademarkSign()
