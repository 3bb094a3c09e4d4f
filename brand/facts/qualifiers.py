"""Reads the words around a value: ab, bis zu, nur, statt, UVP, from, up to, was, RRP, and footnote marks."""

import re

from brand.facts.found import FactKind, FoundQualifier
from brand.language.locales import language_of
from brand.language.shapes import Shapes
from brand.language.vocabulary import word_set

_REACH = 40  # characters looked back; the longest qualifier and a filler fit
# Between the qualifier and the value, meaning nothing: "statt bisher nur 59 €", "up to a massive 20%".
_FILLER = r"""
    (?:\s*(?:nur|noch|schon|jetzt|bisher|vorher|früher|regulär|ehemals|zuletzt|(?:unglaublich|satt|voll|ganz|sensationell)e[nr]?
        |den|dem|der|a|an|the|just|only|now|previously|massive|whopping|full)\b)*
    \s*\*?\s*[:=(]?\s*[-–−+]?\s*$
"""

Table = tuple[tuple[FoundQualifier, str], ...]

# In small letters, as the text is when it is asked: `re` skips no wrong choice when case is to be ignored.
# In this order: of "statt nur 59 €" the past matters more.
_WORDS: Table = (
    (
        FoundQualifier.LIST_PRICE,
        r"""\b(?:uvp|upe|rrp|msrp|srp|unverbindlichen?\spreisempfehlung|listenpreis|list\sprice|recommended\sretail\sprice)
        (?:\s(?:des|vom|of\sthe)\s\w+|\svon|\sof)?""",
    ),
    (
        FoundQualifier.OLD,
        r"""\b(?:statt|anstatt|anstelle\svon|bisher(?:iger\spreis)?|vorher|früher|ehemals|ursprünglich|zuvor|instead\sof
        |(?:reduziert|herabgesetzt|heruntergesetzt|rabattiert)\svon|previously|formerly|originally|regularly|usually|rather\sthan
        |(?:down|reduced|cut|slashed|lowered|discounted)\sfrom)""",
    ),
    (
        FoundQualifier.UP_TO,  # but not the second number of "39 bis 59 €"
        r"\b(?:bis\szu|(?<![0-9€%$£]\s)bis|up\sto|as\smuch\sas|max\.|maximal|höchstens|maximum)",
    ),
    (
        FoundQualifier.FROM,
        r"\b(?:ab|from|starting\s(?:at|from)|starts\sat|as\slow\sas|mindestens|min\.|at\sleast)",
    ),
    (FoundQualifier.ABOUT, r"(?:\b(?:ca\.|circa|etwa|rund|ungefähr|about|around|approx\.|approximately|roughly)|≈|~)"),
    (FoundQualifier.ONLY, r"\b(?:nur|lediglich|bloß|only|just)"),
)
_ENGLISH_WORDS: Table = ((FoundQualifier.OLD, r"\b(?:was|were|regular|before)"),)  # German has a "was" of its own
_WORDS_BEFORE_DAYS: Table = (
    (
        FoundQualifier.UNTIL,
        r"""\b(?:bis(?:\s(?:zum|einschließlich|inkl\.|spätestens))?|until|till|til|through|by|before|no\slater\sthan
        |ends?(?:\son)?|endet\sam)""",
    ),
    (FoundQualifier.FROM, r"\b(?:ab|vom|seit|from|since|starting(?:\son)?|as\sof)(?:\sdem)?"),
    (FoundQualifier.ONLY, r"\b(?:nur|only)(?:\s(?:am|on))?"),
)


#: A word with which each of them begins, or that it is; the others are signs. Most values have none before them.
_BEGINNINGS = frozenset(
    word.encode("latin-1")
    for word in word_set("""
    uvp upe rrp msrp srp unverbindliche unverbindlichen listenpreis list recommended
    statt anstatt anstelle bisher bisheriger vorher früher ehemals ursprünglich zuvor instead previously formerly
    originally regularly usually rather reduziert herabgesetzt heruntergesetzt rabattiert down reduced cut slashed
    lowered discounted was were regular before
    bis up as max maximal höchstens maximum ab from starting starts mindestens min at ca circa etwa rund ungefähr about
    around approx approximately roughly nur lediglich bloß only just
    until till til through by no end ends endet vom seit since
    """)
)
_SIGNS = ("≈", "~")
_LETTERS = Shapes({letter: letter for letter in "abcdefghijklmnopqrstuvwxyzäöüß"})


class _Words:
    """The patterns of a table, and one for all of them."""

    def __init__(self, table: Table) -> None:
        self._any = re.compile(f"(?:{'|'.join(words for _, words in table)})" + _FILLER, re.VERBOSE)
        self._each = tuple((name, re.compile(words + _FILLER, re.VERBOSE)) for name, words in table)

    def first(self, before: str) -> FoundQualifier:
        """The first of the table that ends the words before a value."""
        if _BEGINNINGS.isdisjoint(_LETTERS.of(before).split()) and not any(sign in before for sign in _SIGNS):
            return FoundQualifier.NONE
        if self._any.search(before) is None:
            return FoundQualifier.NONE
        return next((name for name, pattern in self._each if pattern.search(before)), FoundQualifier.NONE)


_GERMAN = _Words(_WORDS)
_ENGLISH = _Words(_ENGLISH_WORDS + _WORDS)
_DAYS = _Words(_WORDS_BEFORE_DAYS)
_LIST_PRICE_AFTER = re.compile(r"\s*\*?\s*\(?\s*(?:UVP|UPE|RRP|MSRP)\b")
# "von 120 € auf 89 € reduziert": what is said behind the second price.
_REDUCED_AFTER = re.compile(
    r"\*?\s+auf\s+(?:nur\s+|jetzt\s+)*[0-9€][0-9.,]*[^.!?\n]{0,12}?\b(?:reduziert|herabgesetzt|heruntergesetzt|rabattiert)"
)
_FOOTNOTE = re.compile(r"\*+|[¹²³⁴-⁹]+\)?|[0-9]\)|[†‡]")
_UNQUALIFIED = frozenset({FactKind.CODE, FactKind.PHONE, FactKind.URL, FactKind.EMAIL})


def qualifier_of(text: str, start: int, end: int, *, kind: FactKind, locale: str) -> FoundQualifier:
    """Return what narrows the value at start..end; of several the one that matters most (statt before nur)."""
    if kind in _UNQUALIFIED:
        return FoundQualifier.NONE
    if kind is FactKind.PRICE and _LIST_PRICE_AFTER.match(text, end):
        return FoundQualifier.LIST_PRICE
    before = text[max(0, start - _REACH) : start].lower()
    if kind is FactKind.PRICE and before.endswith("von ") and _REDUCED_AFTER.match(text, end):
        return FoundQualifier.OLD
    if kind in {FactKind.DATE, FactKind.TIME}:
        return _DAYS.first(before)
    return (_GERMAN if language_of(locale) == "de" else _ENGLISH).first(before)


def footnote_at(text: str, end: int) -> str:
    """Return the footnote mark that stands right behind a value, "" if there is none."""
    match = _FOOTNOTE.match(text, end)
    return match.group() if match else ""
