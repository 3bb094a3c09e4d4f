"""The rule `claims/unproven-superlative`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import has_footnote, is_approved, is_quoted
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.language.sentences import sentence_at
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject
from renderers.contract.message import Message

# Whom one is compared with: the whole market, a country, the world.
_GERMAN_SCOPE = (
    "(?:Deutschlands|Europas|Österreichs|der Schweiz|der Welt|weltweit|bundesweit|europaweit|landesweit|aller Zeiten|"
    "(?:auf|am) (?:dem )?(?:deutschen |europäischen )?Markt|der Branche|unter allen Anbietern|aller Anbieter|"
    "in (?:ganz )?(?:Deutschland|Europa|Österreich)|im (?:ganzen )?(?:Land|Internet|Netz))"
)
_GERMAN_BEST = (
    "(?:[Bb]est|[Gg]rößt|[Gg]ünstigst|[Bb]illigst|[Pp]reiswertest|[Ss]chnellst|[Ll]eichtest|[Ss]ichersten?|"
    "[Ss]parsamst|[Hh]ellst|[Bb]eliebtest|[Mm]eistverkauft|[Ii]nnovativst|[Ff]ührend|[Ss]tärkst|[Nn]achhaltigst|"
    "[Kk]omfortabelst|[Hh]öchst|[Nn]iedrigst|[Mm]odernst|[Ee]rfolgreichst)(?:e[rmns]?|en)?"
)
_ENGLISH_SCOPE = (
    "(?:in the (?:world|country|market|industry|UK|US)|on the market|on (?:the )?earth|"
    "in (?:Europe|Germany|Britain|its class)|of all time|worldwide)"
)
_ENGLISH_BEST = "(?:best|biggest|largest|fastest|lightest|safest|brightest|cheapest|leading|finest|most \\w+)"
# A position that is claimed whoever is meant.
_POSITION = {
    "de": re.compile(
        r"\b(?:(?:Nr\.|Nummer|No\.)[ \u00a0](?:1|eins)\b(?! (?:bis|und|oder|von)\b)|Marktführer(?:in|s|n)?\b|"
        r"Weltmarktführer\w*|[Mm]arktführend\w*|[Ww]eltbeste\w*|[Kk]onkurrenzlos\w*|[Uu]nschlagbar\w*|"
        r"[Uu]nübertroffen\w*|Bestpreis\w*|Tiefstpreis\w*|Weltneuheit\w*|[Ww]eltweit (?:führend\w*|erste[rns]?\b)|"
        r"(?:als )?[Ee]inzige[rsn]? (?:Anbieter|Hersteller|Marke|Shop)\w*)"
    ),
    "en": re.compile(
        r"(?:\b(?:[Nn]umber one|No\.[ \u00a0]1)\b|(?<![\w&])#1\b)(?! of)|"
        r"\b(?:[Mm]arket[- ][Ll]ead(?:er|ing)|[Uu]nbeatable|[Uu]nrivall?ed|[Uu]nmatched|[Ss]econd to none)\b|"
        r"\b[Bb]est[- ]in[- ]class\b|\b[Tt]he only (?:brand|provider|maker|shop|manufacturer)\b|"
        r"\b[Ll]owest prices?\b(?! (?:of|in|over|during|for) the (?:last|past|previous|preceding)\b)"
    ),
}
# What is counted, and claims no position: "rule no. 1", "Tipp Nr. 1", "process #1".
_COUNTED = re.compile(
    r"\b(?:rule|process|tip|step|reason|lesson|mistake|question|chapter|volume|issue|part|player|room|exit|gate|bus|regel|"
    r"tipp|schritt|grund|fehler|frage|kapitel|band|heft|teil|stufe|gleis|linie|zimmer|haus|tor|halle|saal|artikel|punkt|"
    r"anlage|platz|klausel|absatz|satz)[ \u00a0]$",
    re.IGNORECASE,
)
_COUNTED_REACH = 12
# A superlative with its scope: a claim if it is said of ourselves, otherwise perhaps a fact ("the highest mountain in
# Europe"), so a person has to look.
_SCOPED = {
    "de": re.compile(
        rf"\b(?:{_GERMAN_BEST}(?: [\w-]+){{0,3}} {_GERMAN_SCOPE}|{_GERMAN_SCOPE} {_GERMAN_BEST}(?: [\w-]+)?)\b"
    ),
    "en": re.compile(
        rf"\b(?:[Ww]orld|[Ee]urope|[Bb]ritain|[Gg]ermany|[Aa]merica)['’]s (?:first|favou?rite|{_ENGLISH_BEST})\b|"
        rf"\b{_ENGLISH_BEST}(?: [\w-]+){{0,3}} {_ENGLISH_SCOPE}\b"
    ),
}
# Half words that each of the above holds.
_POSITION_CUES = Cues(
    *(f"{number}{blank}{one}" for number in ("nr.", "nummer", "no.") for blank in " \u00a0" for one in ("1", "eins")),
    *("führer", "führend", "weltbeste", "konkurrenzlos", "unschlagbar", "unübertroffen"),
    *("bestpreis", "tiefstpreis", "weltneuheit", "weltweit", "einzige", "number one", "#1", "market lead"),
    *("market-lead", "unbeatable", "unrival", "unmatched", "second to none", "in-class", "in class", "the only"),
    "lowest price",
)
_SCOPED_CUES = Cues(
    *("deutschlands", "europas", "österreichs", "der schweiz", "der welt", "bundesweit", "europaweit", "landesweit"),
    *("aller zeiten", "markt", "der branche", "anbieter", "in deutschland", "in ganz", "in europa", "in österreich"),
    *("land", "internet", "netz", "world", "europe", "britain", "germany", "america", "country", "market", "industry"),
    *("in the uk", "in the us", "earth", "its class", "all time", "weltweit"),
)
_OURSELVES = re.compile(r"\b(?:wir|uns|unser\w*|we|us|our|ours)\b", re.IGNORECASE)
# Superlatives of price compare with all others even when nobody is named; of anything else they may be a figure of
# speech ("die beste Zeit"), and are left alone.
_LIKELY = {
    "de": re.compile(
        r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Zz]um|zu den|zur|jetzt|immer) "
        r"(?:günstigste|billigste|preiswerteste|niedrigste|kleinste)[nrsm]? "
        r"(?:Preis|Tarif|Angebot|Anbieter|Strom|Zins|Rate|Gebühr)\w*+"
        r"(?! (?:der|in den|innerhalb der) (?:letzten|vergangenen|vorangegangenen)\b)"
    ),
    "en": re.compile(r"\b[Tt]he (?:cheapest|best) (?:price|prices|offer|provider|rate|rates|deal|deals)\b"),
}
_LIKELY_CUES = Cues(
    *("günstigste", "billigste", "preiswerteste", "niedrigste", "kleinste", "the cheapest", "the best"),
)
_ANY = _POSITION_CUES | _SCOPED_CUES | _LIKELY_CUES
#: Where nobody speaks of mountains.
_HEADLINES = frozenset({RunKind.TITLE, RunKind.SUBJECT_LINE, RunKind.ACTION})
_OWN_FEELING = re.compile(r"\b(?:meine?[rnms]?|my|unser (?:bisher|persönlich)\w*|our own)\s+$")


class UnprovenSuperlative(Rule):
    """A superlative or sole position is claimed, and no evidence is linked.

    ## Why it matters
    Who claims to be the best, the cheapest or number one needs a clear and lasting lead over all others; without it
    the claim misleads (in Germany § 5 UWG). Without evidence at hand a competitor's letter is expensive.

    ## How to put it right
    Enter the claim with its evidence into the guideline, set a footnote that names the source, or say what can be
    shown: “among the three lightest in our test”. Whether a claim is allowed is for people to decide; this rule only
    asks for evidence. Superlatives that compare with nobody (*am besten*, *die beste Zeit*) are left alone.
    """

    id = "claims/unproven-superlative"
    severity = Severity.WARNING
    options = (Option("words", "", "More words that need evidence, separated by commas"),)
    source = "UWG § 5 (misleading advertising); courts ask for a clear and lasting lead; read on 21 November 2026"
    examples = (
        Good("Am besten kommen Sie morgens: Das ist die beste Zeit für einen Ausflug. Beste Grüße!", locale="de"),
        Good("Der größte Unterschied liegt im Licht; das Beste daran ist der Preis.", locale="de"),
        Good("Platz Nr. 1 bis 20, Zimmer Nummer 12, unser bestes Rad.", locale="de"),
        Good("Der niedrigste Preis der letzten 30 Tage betrug 24 €.", locale="de"),
        Good("Tipp Nr. 1: Licht an. Unser Fehler Nummer 1 war Eile.", locale="de"),
        Good("Rule No. 1: keep our lamps dry. Process #1 starts first."),
        Good("Der Marktführer* empfiehlt Licht.\n\n* Laut Handelsblatt 5/2026.", locale="de"),
        Good("The best part is the light, at best a friend in the dark. Our best lamp so far."),
        Good("Our lowest price of the last 30 days was €39."),
        Good("Unser niedrigster Preis der letzten 30 Tage war 39 €.", locale="de"),
        Good("Eine Leserin schrieb: „Das beste Rad der Welt!“", locale="de"),
        Good("Unsere GlowOne hält 25 Jahre.", locale="de", note="An approved claim."),
        Bad("Wir sind Marktführer bei Leuchten.", locale="de", flags=("Marktführer",)),
        Bad("Unser Licht ist das hellste der Welt.", locale="de", flags=("hellste der Welt",)),
        Bad(
            "Der höchste Berg Europas liegt woanders.",
            locale="de",
            flags=("höchste Berg Europas",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad("Wir zeigen Deutschlands beliebteste Leuchte.", locale="de", flags=("Deutschlands beliebteste Leuchte",)),
        Bad("Die weltweit erste Leuchte ohne Schalter.", locale="de", flags=("weltweit erste",)),
        Bad(
            "Das günstigste Angebot finden Sie hier.",
            locale="de",
            flags=("Das günstigste Angebot",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "Our lamp is the world’s best, and we sell the brightest light on the market.",
            flags=("world’s best", "brightest light on the market"),
        ),
        Bad("We are number one in Berlin.", flags=("number one",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag claims of a leading position unless an approved claim covers them or a footnote goes with them."""
        more = [word.strip() for word in str(self.option(guideline, subject, "words")).split(",") if word.strip()]
        own = re.compile(rf"\b(?:{'|'.join(map(re.escape, more))})\b", re.IGNORECASE) if more else None
        for passage in passages(subject, kinds=BRAND_VOICE, cues=None if own else _ANY):
            found = [
                (match, sure)
                for match, sure in _claims(passage, own)
                if not _proven(passage, match, subject, guideline)
            ]
            last = 0
            for match, sure in sorted(found, key=lambda pair: pair[0].start()):
                if match.start() >= last:
                    last = match.end()
                    yield self._flag(passage, match, sure=sure)

    def _flag(self, passage: Passage, match: re.Match[str], *, sure: bool) -> Finding:
        return self.at(
            passage.run,
            match.start(),
            match.end(),
            Message("“{claim}” needs evidence: no approved claim or footnote goes with it.", claim=match[0]),
            verdict=Verdict.FAIL if sure else Verdict.NEEDS_REVIEW,
        )


def _claims(passage: Passage, own: re.Pattern[str] | None) -> Iterator[tuple[re.Match[str], bool]]:
    """Everything that reads like a claim, and whether it is sure to be one."""
    if own is not None:
        yield from ((match, True) for match in own.finditer(passage.text))
    if _POSITION_CUES.are_in(passage.text):
        yield from (
            (match, True)
            for match in _POSITION[passage.language].finditer(passage.text)
            if not _COUNTED.search(passage.text, max(0, match.start() - _COUNTED_REACH), match.start())
        )
    for match in _SCOPED[passage.language].finditer(passage.text) if _SCOPED_CUES.are_in(passage.text) else ():
        sentence = sentence_at(passage.text, match.start(), passage.locale)
        about_us = sentence is not None and _OURSELVES.search(sentence.text) is not None
        yield match, about_us or passage.run.kind in _HEADLINES
    if _LIKELY_CUES.are_in(passage.text):
        yield from ((match, False) for match in _LIKELY[passage.language].finditer(passage.text))


def _proven(passage: Passage, match: re.Match[str], subject: Subject, guideline: Guideline) -> bool:
    """Quoted speech, a feeling of one's own, a footnote in the same sentence, or an approved claim with evidence."""
    if is_quoted(passage, match.start(), match.end()) or _OWN_FEELING.search(passage.text[: match.start()]):
        return True
    return has_footnote(passage, match.end()) or is_approved(passage, match.start(), match.end(), subject, guideline)


plugin = UnprovenSuperlative()
