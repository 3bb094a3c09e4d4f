"""What may stand behind a promise, and whose it is: approved claims, footnotes, the brand's own name, an offer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from brand.compiled import once_per, once_per_subject
from brand.cues import Cues
from brand.facts import PRICES, FactKind, find_facts
from brand.guideline import Claim, Guideline, TermKind
from brand.language.sentences import sentence_at
from brand.language.spans import Span, inside, quoted
from brand.prose import Passage, passages
from brand.subject import RunKind, Subject, TextRun

_FOOTNOTE = re.compile(r"[\w.!?%”“)]\s?(?:\*{1,3}|[¹²³⁴-⁹]|\[[0-9]+\])")
_OURSELVES = re.compile(r"\b(?:wir|uns|unser\w*|we|us|our|ours)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:[Bb]estell(?:e|en|t|bar)?|[Ww]arenkorb|[Kk]aufen|[Kk]aufe|[Ss]ichern|[Ss]ichere|[Aa]ngebot(?:e|s|en)?|[Aa]ktion|"
    r"[Rr]abatt(?:e|s|en)?|[Ss]paren|[Ss]pare|[Ss]ale|[Gg]utschein|[Bb]uy|[Oo]rder (?:now|today|yours|online)|"
    r"[Aa]dd to (?:cart|basket)|[Ss]hop now|[Ss]ave|[Oo]ffers?|[Dd]iscount|[Dd]eals?)\b|"
    r"[0-9][ \u00a0]?% (?:off|weniger|günstiger|auf (?:alle[sn]?|ausgewählte|unsere?|Ihren?|deinen?|das|den|die))\b|"
    r"\b(?:statt|instead of) [€£$]?[0-9]"
)
_ORDER_CUES = Cues(
    *("bestell", "warenkorb", "kauf", "sicher", "angebot", "aktion", "rabatt", "spare", "sale", "gutschein", "buy"),
    *(
        "order",
        "add to",
        "shop",
        "save",
        "offer",
        "discount",
        "deal",
        "% off",
        "% auf",
        "% weniger",
        "% günstiger",
        "statt",
        "instead of",
    ),
)
# As posts and plain texts are struck out: ~~59 €~~, ~59 €~.
_STRUCK = re.compile(r"(?<!~)~{1,2}(?=[^\s~])([^~\n]{1,40}?)(?<=\S)~{1,2}(?!~)")
#: Without one of these no amount is money.
MONEY = Cues(*"€£$", "eur", "gbp", "usd", "chf", "franken", "dollar", "cent", ",-", ",–", ",—", ".-", ".–", "fr.")
#: Where nobody tells what is so in the world: headlines and buttons speak for the brand.
BANNERS = frozenset({RunKind.TITLE, RunKind.SUBJECT_LINE, RunKind.PREHEADER, RunKind.ACTION})


def sentence_of(passage: Passage, at: int) -> Span:
    """The sentence of a passage in which a character stands; the whole passage before the first."""
    return sentence_at(passage.text, at, passage.locale) or Span(0, len(passage.text), passage.text)


def is_quoted(passage: Passage, start: int, end: int) -> bool:
    """Whether the words are somebody else's, in quotation marks."""
    return inside(start, end, quoted(passage.text))


def has_footnote(passage: Passage, end: int) -> bool:
    """Whether a footnote mark stands behind the words, in the same sentence."""
    return _FOOTNOTE.search(passage.text, max(0, end - 1), sentence_of(passage, max(0, end - 1)).end) is not None


def is_approved(passage: Passage, start: int, end: int, subject: Subject, guideline: Guideline) -> bool:
    """Whether the words stand in an approved claim that has evidence and is not past its day."""
    return any(_covers(claim, passage, start, end, subject) for claim in guideline.claims)


def _covers(claim: Claim, passage: Passage, start: int, end: int, subject: Subject) -> bool:
    if not claim.evidence or (claim.expires and subject.today and claim.expires < subject.today):
        return False
    words = passage.text.casefold()
    for locale, text in claim.texts:
        wanted = text.casefold()
        at = words.find(wanted) if wanted and locale[:2] in {"", passage.language} else -1
        while at >= 0:
            if at <= start and end <= at + len(wanted):
                return True
            at = words.find(wanted, at + 1)
    return False


def is_ours(passage: Passage, at: int, guideline: Guideline) -> bool:
    """Whether the sentence speaks of the brand: we, our, a name of its own; or it is a headline or a button."""
    sentence = sentence_of(passage, at).text
    names = _names(guideline)
    return (
        passage.run.kind in BANNERS
        or _OURSELVES.search(sentence) is not None
        or (names is not None and names.search(sentence) is not None)
    )


@once_per
def _names(guideline: Guideline) -> re.Pattern[str] | None:
    own = {term.word for term in guideline.terms if term.kind is TermKind.NAME}
    own |= {guideline.tokens.sender.name, guideline.tokens.sender.company} - {""}
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(own))})\w{{0,2}}\b") if own else None


@once_per_subject
def is_offer(subject: Subject) -> bool:
    """Whether anything is sold here: a price stands in it, or words such as *bestellen* and *discount*."""
    return any(calls_to_buy(passage.text) or has_price(passage.text, passage.locale) for passage in passages(subject))


def calls_to_buy(text: str) -> bool:
    """Whether a text offers something in words: *bestellen*, *Rabatt*, *save*."""
    return _ORDER_CUES.are_in(text) and _ORDER.search(text) is not None


@lru_cache(maxsize=1024)
def has_price(text: str, locale: str) -> bool:
    """Whether a text names an amount of money."""
    return PRICES.are_in(text) and any(fact.kind is FactKind.PRICE for fact in find_facts(text, locale))


def struck(run: TextRun) -> Iterator[tuple[int, int]]:
    """The words of a run with a line through them."""
    for stretch in run.stretches:
        if stretch.style.struck:
            yield stretch.start, stretch.end
    if "~" in run.text:
        yield from (match.span(1) for match in _STRUCK.finditer(run.text))


def old_prices(run: TextRun) -> Iterator[tuple[int, int]]:
    """The words of a run that are struck out, or stand for the old price of an offer (paper shows no marks)."""
    yield from struck(run)
    for origin in run.origins:
        if origin.place.field == "body.old_price":
            yield origin.start, origin.end
