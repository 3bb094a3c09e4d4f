"""The rule `claims/unexplained-strike-price`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import has_footnote, has_price, struck
from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.prose import BRAND_VOICE, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind, TextRun
from renderers.contract.message import Message

# What a former price is called: our own one, the manufacturer's, the lowest of late.
_CALLED = re.compile(
    r"\b(?:statt|anstatt|bisher\w*|vorher|früher|ehemal\w*|zuvor|ursprünglich\w*|regulär\w*|Normalpreis|alter Preis|"
    r"UVP|unverbindliche\w*|Listenpreis|Tage|instead of|was|were|before|previous\w*|former\w*|original\w*|usual\w*|"
    r"regular\w*|old price|list price|RRP|MSRP|recommended|days)\b",
    re.IGNORECASE,
)
_LIST_PRICE = {
    "de": re.compile(r"\b(?:UVP|UPE)\b"),
    "en": re.compile(r"\b(?:RRP|MSRP|SRP)\b"),
}
_SPELLED_OUT = {
    "de": re.compile(
        r"unverbindliche\w* (?:Preisempfehlung|Verkaufspreis)\w*|empfohlene\w* (?:verkaufs)?preis", re.IGNORECASE
    ),
    "en": re.compile(r"(?:recommended|suggested) (?:retail )?price", re.IGNORECASE),
}
_CUES = Cues("uvp", "upe", "rrp", "msrp", "srp")
#: How far from the price its name may stand, in characters.
_BEFORE, _AFTER = 60, 40


class UnexplainedStrikePrice(Rule):
    """A price is struck out or called a list price, and what it stands for is not said.

    ## Why it matters
    A struck price may be the shop’s own former one, the manufacturer’s recommendation or a competitor’s. Readers cannot
    tell, and so cannot tell what they save.

    ## How to put it right
    Say what it is: *instead of €59*, *recommended retail price of the manufacturer*. An abbreviation such as UVP or RRP
    is spelled out once, or explained in a footnote.
    """

    id = "claims/unexplained-strike-price"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = "LG Düsseldorf, 4 April 2025, 38 O 284/24; as known on 21 November 2026"
    examples = (
        Good("<p>39 € <span>statt <s>59 €</s></span></p>", locale="de", kind=SubjectKind.HTML),
        Good("<p>Niedrigster Preis der letzten 30 Tage: <s>59 €</s> 39 €</p>", locale="de", kind=SubjectKind.HTML),
        Good("<p>€39 <small>was <del>€59</del></small></p>", kind=SubjectKind.HTML),
        Good("<p>We no longer say <s>cheap</s>, we say affordable.</p>", kind=SubjectKind.HTML, note="No price."),
        Good("UVP 59 €*, bei uns 39 €.\n\n* Unverbindliche Preisempfehlung des Herstellers.", locale="de"),
        Good("Der Ausschuss der Partei UVP tagt. Die Karten kosten 5 €.", locale="de", note="No list price."),
        Good("The recommended retail price (RRP) is £80."),
        Bad("<p><s>59 €</s> 39 € für die Leuchte</p>", locale="de", kind=SubjectKind.HTML, flags=("59 €",)),
        Bad("Die Leuchte kostet ~~59 €~~ 39 € im Mai.", locale="de", flags=("59 €",)),
        Bad(
            '<p>The lamp: <span style="text-decoration: line-through">€59</span> €39</p>',
            kind=SubjectKind.HTML,
            flags=("€59",),
        ),
        Bad("The lamp is ~~€59~~ €39 in May.", flags=("€59",)),
        Bad("Die Leuchte kostet 39 € (UVP 59 €).", locale="de", flags=("UVP",)),
        Bad("The lamp is £60 (RRP £80).", flags=("RRP",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- the words tell
        """Flag struck prices that nothing names, and the first abbreviation that nothing spells out."""
        for run in subject.runs:
            for start, end in struck(run):
                price = run.text[start:end]
                if has_price(price, run.locale or subject.locale) and not _is_named(run, start, end):
                    message = Message("It is not said what the struck price {price} stands for.", price=price.strip())
                    yield self.at(run, start, end, message)
        yield from self._abbreviations(subject)

    def _abbreviations(self, subject: Subject) -> Iterator[Finding]:
        for passage in passages(subject, kinds=BRAND_VOICE, cues=_CUES):
            match = _LIST_PRICE[passage.language].search(passage.text)
            if match is None or not has_price(_around(passage.text, match), passage.locale):
                continue
            spelled = _SPELLED_OUT[passage.language]
            if any(spelled.search(run.text) for run in subject.runs) or has_footnote(passage, match.end()):
                return
            message = Message("“{word}” is not spelled out: whose price is it?", word=match[0])
            yield self.at(passage.run, *match.span(), message)
            return


def _around(text: str, match: re.Match[str]) -> str:
    sentence_end = text.find(". ", match.end())
    return text[
        max(0, match.start() - _AFTER) : min(match.end() + _AFTER, sentence_end if sentence_end > 0 else len(text))
    ]


def _is_named(run: TextRun, start: int, end: int) -> bool:
    after = run.text[end : end + _AFTER].lstrip("~")
    return (
        _CALLED.search(run.text[max(0, start - _BEFORE) : start]) is not None
        or re.match(r"\s?(?:\*|[¹²³]|\((?:UVP|RRP))", after) is not None
    )


plugin = UnexplainedStrikePrice()
