"""The rule `terms/altered-name`."""

import re
from collections.abc import Iterator
from itertools import product

from brand.compiled import once_per
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline, Term, TermKind
from brand.language.folding import unify
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from brand.terms import Hit, TermEntry, TermMatcher, term_matcher
from renderers.contract.message import Message

# GlowOne, E-Bike, Trail500: where a name falls into parts.
_PART = re.compile(r"[A-ZÄÖÜ]{2,}(?![a-zäöüß])|[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]|[0-9]+")
#: Names of more parts are only compared by their capitals.
MOST_PARTS = 4
_SHORTEST = 3
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_BARE = str.maketrans("äöüÄÖÜ", "aouAOU")
_APOSTROPHE_S = re.compile(r"['’`´]s\b")

_UMLAUT = Guideline(terms=(Term("Grünlicht", TermKind.NAME),))


class AlteredName(Rule):
    """A brand or product name is not written as it should be.

    ## Why it matters
    The name is what customers remember, search for and recognize. Each variant of it is a small stranger, and a
    trademark that its owner writes in five ways is hard to defend.

    ## How to put it right
    Write the name exactly as the guideline has it, capitals and hyphens included. A German genitive takes an s without
    an apostrophe. Further spellings that are right belong into the guideline's list of forms.
    """

    id = "terms/altered-name"
    severity = Severity.ERROR
    examples = (
        Good("GlowOne is here, and GlowOne's beam is wide."),
        Good("Der GlowOne leuchtet weit. Das Licht des GlowOnes reicht bis zum Wald.", locale="de"),
        Good("Mit dem GlowOne-Set sieht man alles.", locale="de"),
        Good("Mehr auf www.glowone.example und unter #glowone.", locale="de"),
        Good("NEU: DER GLOWONE IST DA", locale="de", note="A line in capitals is no spelling of its own."),
        Bad(
            "Meet the new Glowone, our brightest lamp.",
            flags=("Glowone",),
            fixed="Meet the new GlowOne, our brightest lamp.",
        ),
        Bad(
            "Der Glow-One und der Glow One sind dieselbe Lampe.",
            locale="de",
            flags=("Glow-One", "Glow One"),
            fixed="Der GlowOne und der GlowOne sind dieselbe Lampe.",
        ),
        Bad(
            "GlowOne's Licht reicht bis zum Wald.",
            locale="de",
            flags=("GlowOne's",),
            fixed="GlowOnes Licht reicht bis zum Wald.",
        ),
        Bad("Made by Gruenlicht.", flags=("Gruenlicht",), guideline=_UMLAUT, fixed="Made by Grünlicht."),
        Bad("We saw a glow one in the fog.", flags=("glow one",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag what has the letters of a name and is not written like it."""
        for passage in passages(subject):
            names, matcher = _names(guideline.terms, passage.language)
            for hit in matcher.hits(passage.text):
                yield from self._judge(passage, names[int(hit.entry.name)], hit)

    def _judge(self, passage: Passage, name: Term, hit: Hit) -> Iterator[Finding]:
        allowed = {unify(form) for form in (name.word, *name.forms)}
        quote, end = hit.quote, hit.end
        wrong = unify(quote) not in {*allowed, *(f"{form}s" for form in allowed)}
        right = _right(name.word, hit.quote)
        if passage.language == "de" and (match := _APOSTROPHE_S.match(passage.text, end)):
            wrong, end = True, match.end()
            right = (quote if unify(quote) in allowed else name.word) + ("’" if name.word[-1] in "sxzß" else "s")
            quote = passage.text[hit.start : end]
        if not wrong or _all_capitals(passage.text, hit):
            return
        chance = quote.islower() and " " in quote.strip() and not name.word.islower()
        yield self.at(
            passage.run,
            hit.start,
            end,
            Message("The name is written “{name}”, not “{found}”.", name=right, found=quote),
            fix=Fix(FixKind.SUGGEST if chance else FixKind.SAFE, right),
            verdict=Verdict.NEEDS_REVIEW if chance else Verdict.FAIL,
        )


@once_per
def _names(terms: tuple[Term, ...], language: str) -> tuple[tuple[Term, ...], TermMatcher]:
    names = tuple(term for term in terms if term.kind is TermKind.NAME and term.language in ("", language))
    return names, term_matcher(
        tuple(
            TermEntry(str(index), _variants(name.word), exceptions=(*name.exceptions, *_longer(name, names)))
            for index, name in enumerate(names)
        )
    )


def _longer(name: Term, names: tuple[Term, ...]) -> tuple[str, ...]:
    """Names that hold this one: inside "GlowOne Pro" the name "GlowOne" is no business of its own."""
    return tuple(
        form
        for other in names
        for form in (other.word, *other.forms)
        if other is not name and name.word.casefold() in form.casefold() and name.word.casefold() != form.casefold()
    )


def _variants(name: str) -> tuple[str, ...]:
    """The name with its parts joined, parted by a hyphen and by a blank; without umlauts; each also with an s."""
    parts = _PART.findall(name)
    joined = [name]
    if 1 < len(parts) <= MOST_PARTS and len(name) >= _SHORTEST:
        joined = [
            "".join(f"{part}{glue}" for part, glue in zip(parts, (*glues, ""), strict=True))
            for glues in product(("", "-", " "), repeat=len(parts) - 1)
        ]
    spelled = dict.fromkeys(each for variant in joined for each in (variant, *_without_umlauts(variant)))
    return (*spelled, *(f"{variant}s" for variant in spelled))


def _without_umlauts(name: str) -> tuple[str, ...]:
    """What becomes of a name on a foreign keyboard: Kupfergruen, Kupfergrun."""
    return name.translate(_WRITTEN_OUT), name.translate(_BARE)


def _right(name: str, quote: str) -> str:
    """The name, with the s of a genitive or plural where the variant has one."""
    inflected = quote.casefold().endswith("s") and not name.casefold().endswith("s")
    return f"{name}s" if inflected else name


def _all_capitals(text: str, hit: Hit) -> bool:
    """Whether the whole line is in capitals: then those of the name say nothing."""
    rest = text[: hit.start] + text[hit.end :]
    return hit.quote.isupper() and rest.upper() == rest and any(map(str.isalpha, rest))


plugin = AlteredName()
