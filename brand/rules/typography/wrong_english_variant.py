"""The rule `typography/wrong-english-variant`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from brand.compiled import once_per
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Setting, TermKind
from brand.language.lists import rows
from brand.language.locales import region_of
from brand.prose import BRAND_VOICE, Passage, passages, quoted
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject
from brand.termbase import like
from renderers.contract.message import Message

_WORD = re.compile(r"[A-Za-z]+")
_VARIANTS = {"US": "us", "GB": "gb", "UK": "gb", "IE": "gb", "AU": "gb", "NZ": "gb", "ZA": "gb", "IN": "gb"}
# Words of which names are made, in either spelling: Pearl Harbor, Kennedy Center, Labour Party, Earl Grey, Tyre.
_NAMES_TOO = frozenset(
    {
        *("harbor", "harbour", "center", "centers", "centre", "centres", "theater", "theaters", "theatre", "theatres"),
        *("labor", "labour", "defense", "defence", "grey", "gray", "armor", "armour", "tyre", "honor", "honour"),
        *("color", "colour", "colors", "colours", "neighbor", "neighbour", "program", "programme", "savior", "saviour"),
        *("parlor", "parlour", "counselor", "counsellor", "jeweler", "jeweller", "traveler", "traveller", "travelers"),
        *("travellers", "organisation", "organisations", "pediatric", "paediatric", "orthopedic", "orthopaedic"),
    }
)
# The British noun has a c. Behind these words stands a noun.
_LICENSE = re.compile(
    r"\b(?:an?|the|your|our|their|my|his|her|this|that|driving|software|TV|fishing|trade|under)\s(?P<noun>licenses?)\b"
    r"(?!\s(?:plate|key))",
    re.IGNORECASE,
)
_CAPITAL_BESIDE = re.compile(r"(?:^|[^\w.!?:…“”‘])(?:[A-Z][\w’'.-]*|&|of)\s$")
_BRITISH = Guideline(settings=(Setting("typography/wrong-english-variant", options=(("variant", "gb"),)),))


class WrongEnglishVariant(Rule):
    """British spelling in an American text, or the reverse.

    ## Why it matters
    Readers notice the other side's spelling at once: it says that the text was not written for them.

    ## How to put it right
    Take the fix. Which variant is meant is said by the locale's region (`en-US`, `en-GB`) or by the option; an `en`
    without either is not judged. British English has -ize as well as -ise, so -ize is left alone there. Names, what
    stands in quotation marks, and small print keep their spelling.
    """

    id = "typography/wrong-english-variant"
    severity = Severity.WARNING
    languages = frozenset({"en"})
    not_channels = frozenset({"sms"})
    options = (
        Option("variant", "", "us or gb: the variant of English, where the locale does not say it", ("us", "gb")),
    )
    source = "The words were listed for Einklang in November 2026; compare Vale's Google.Spelling"
    examples = (
        Good("The colour of the theatre’s programme is grey, and the travellers organise it.", locale="en-GB"),
        Good("The color of the theater’s program is gray, and the travelers organize it.", locale="en-US"),
        Good("We organize and recognize it: Oxford does so as well.", locale="en-GB"),
        Good("Save the program, check the meter and tire of no story.", locale="en-GB"),
        Good("We met at Rockefeller Center and sailed to Pearl Harbor on Labor Day.", locale="en-GB"),
        Good("He quoted the Labour Party: “Our colours, our honour.”", locale="en-US"),
        Good("The colour and the color.", note="No variant is asked for."),
        Bad(
            "Favourite colours, organised in a new catalogue of travelling theatres.",
            locale="en-US",
            flags=("Favourite", "colours", "organised", "travelling", "theatres"),
            fixed="Favorite colors, organized in a new catalogue of traveling theaters.",
        ),
        Bad(
            "Our favorite color travels by the liter, under a license.",
            locale="en-GB",
            flags=("favorite", "color", "liter", "license"),
            fixed="Our favourite colour travels by the litre, under a licence.",
        ),
        Bad("The color fades.", guideline=_BRITISH, flags=("color",), fixed="The colour fades."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each word of the other variant."""
        wanted = str(self.option(guideline, subject, "variant")).lower()
        names = _names(guideline)
        for passage in passages(subject, kinds=BRAND_VOICE, languages=("en",)):
            variant = wanted or _VARIANTS.get(region_of(passage.locale), "")
            words = _words(variant)
            for match in _WORD.finditer(passage.text) if words else ():
                right = words.get(match[0].lower())
                if right is not None and match[0].lower() not in names and not _is_named(passage, match):
                    yield self._flag(passage, match.span(), like(match[0], right), FixKind.SAFE)
            if variant == "gb":
                yield from self._licenses(passage)

    def _licenses(self, passage: Passage) -> Iterator[Finding]:
        for match in _LICENSE.finditer(passage.text):
            if not _is_quoted(passage, *match.span("noun")):
                right = match["noun"].replace("ens", "enc").replace("ENS", "ENC")
                yield self._flag(passage, match.span("noun"), right, FixKind.SUGGEST)

    def _flag(self, passage: Passage, span: tuple[int, int], right: str, kind: FixKind) -> Finding:
        wrong = passage.text[span[0] : span[1]]
        message = Message("“{wrong}” is the other English; here it is “{right}”.", wrong=wrong, right=right)
        return self.at(passage.run, *span, message, fix=Fix(kind, right))


@lru_cache(maxsize=4)
def _words(variant: str) -> Mapping[str, str]:
    """The words that are wrong in a variant, in lower case, each with the right one."""
    found: dict[str, str] = {}
    for who, british, american, endings in rows("english_variants"):
        for ending in endings.split():
            tail = "" if ending == "-" else ending
            if variant == "us":
                found[british + tail] = american + tail
            elif variant == "gb" and who == "both":
                found[american + tail] = british + tail
    return found


@once_per
def _names(guideline: Guideline) -> frozenset[str]:
    """The words of the brand's names, and every word that the guideline itself prefers."""
    sender = guideline.tokens.sender
    own = (sender.name, sender.company, *sender.address)
    terms = [(term.word, *term.forms) for term in guideline.terms if term.kind in {TermKind.NAME, TermKind.COMPETITOR}]
    texts = [*own, *(form for forms in terms for form in forms), *(term.instead for term in guideline.terms)]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _is_named(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a word is likely to be part of a name or of somebody else's words."""
    start, end = match.span()
    if _is_quoted(passage, start, end):
        return True
    if not match[0][0].isupper() or match[0].isupper():
        return False
    if passage.run.kind in {RunKind.HEADING, RunKind.TITLE, RunKind.SUBJECT_LINE, RunKind.ACTION}:
        return match[0].lower() in _NAMES_TOO and start > 0
    before, after = passage.text[:start], passage.text[end:]
    beside = _CAPITAL_BESIDE.search(before) is not None or re.match(r"\s(?:[A-Z]|of\s[A-Z])", after) is not None
    begins = not before.strip() or before.rstrip()[-1] in ".!?:…\n"
    return beside or (match[0].lower() in _NAMES_TOO and not begins)


def _is_quoted(passage: Passage, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in quoted(passage.text))


plugin = WrongEnglishVariant()
