"""The rule `claims/generic-green-claim`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import has_footnote, is_approved, is_offer, is_ours, is_quoted, sentence_of
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Claim, Guideline
from brand.prose import PROSE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.samples import GUIDELINE
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

_GENERIC = {
    "de": re.compile(
        r"\b(?:[Uu]mwelt(?:freundlich|schonend|gerecht|verträglich)\w*|[Kk]lima(?:freundlich|schonend)\w*|"
        r"[Öö]ko(?:logisch|freundlich)\w*|[Rr]essourcenschonend\w*|[Nn]aturfreundlich\w*|[Ee]nergieeffizient\w*|"
        r"[Bb]iologisch abbaubar\w*|[Bb]iobasiert\w*|gut für (?:die Umwelt|das Klima|den Planeten)|"
        r"[Gg]rüne[rsnm]? (?:Produkte?n?|Wahl|Alternativen?|Mode|Energie|Strom|"
        r"Verpackung|Lieferung|Versand|Technik)\b(?! (?:der|des)\b))"
    ),
    "en": re.compile(
        r"\b(?:[Ee]co-?friendly|[Ee]nvironmentally[- ](?:friendly|safe|sound)|[Cc]limate-friendly|[Pp]lanet-friendly|"
        r"[Ee]arth-friendly|[Bb]iodegradable|[Bb]io-?based|[Ee]nergy[- ]efficient|"
        r"(?:kind to|good for) the (?:planet|environment|climate)|"
        r"[Gg]reen (?:products?|choice|alternatives?|fashion|energy|electricity|"
        r"packaging|delivery|shipping|technology))\b"
    ),
}
_NEUTRAL = {
    "de": re.compile(
        r"\b(?:(?:[Kk]lima|CO2-?|CO₂-?|[Tt]reibhausgas|[Ee]missions)[- ]?(?:neutral|positiv|frei)\w*|"
        r"[Kk]limakompensiert\w*)"
    ),
    "en": re.compile(
        r"\b(?:(?:[Cc]arbon|[Cc]limate|CO2|CO₂)[- ](?:neutral|positive|free)|"
        r"[Nn]et[- ]zero(?! (?:goals|gain|sum))|[Zz]ero[- ]emissions?)\b"
    ),
}
# *Nachhaltig* and *sustainable* may as well mean lasting: a person looks at them.
_LASTING = {
    "de": re.compile(
        r"\b[Nn]achhaltige[rsnm]?\b(?! (?:Eindruck|Eindrücke|Wirkung|Erfolge?|Schäden|Schaden|Veränderung|Lösung))|"
        r"\b(?<=\bist )nachhaltig\b|\b(?<=\bsind )nachhaltig\b|"
        r"\b[Nn]achhaltig (?:produziert|hergestellt|gefertigt|verpackt|angebaut|erzeugt|gewonnen)\w*"
    ),
    "en": re.compile(
        r"\b[Ss]ustainable\b(?! (?:pace|efforts?|growth|careers?|finances?|solution|results?|level|rate))|"
        r"\b[Ss]ustainably (?:made|produced|packed|packaged|sourced|grown|farmed)\b"
    ),
}
_OFFSET = re.compile(r"kompens|ausgleich|ausgeglichen|zertifikat|offset|compensat|carbon credits?", re.IGNORECASE)
# What makes a claim specific: a share, a measure, a standard, a public label.
_SPECIFIC = re.compile(
    # "100 % ökologisch" says no more than "ökologisch".
    r"(?<![0-9.,])(?!100[ \u00a0]?%[ \u00a0](?:öko|umwelt|klima|nachhaltig|eco|sustainab|green|climate))"
    r"[0-9]+(?:[.,][0-9]+)?[ \u00a0]?(?:%|Prozent|percent|g\b|kg\b|t\b|kWh|W\b|Watt|l\b|Liter)|"
    r"\b(?:EN|ISO|DIN)[ \u00a0][0-9]+|"
    r"Blaue[rnm]? Engel|Blue Angel|EU Ecolabel|EU-Ecolabel|Euroblume|Nordic Swan|Nordischer Schwan|GOTS|\bFSC\b|"
    r"Energieeffizienzklasse|energy (?:class|label)|Cradle to Cradle"
)
# Half words that each of the above holds.
_GENERIC_CUES = Cues(
    *("umwelt", "klima", "öko", "ressourcen", "naturfreund", "effizient", "abbaubar", "biobasiert", "den planeten"),
    *("grüne", "eco-f", "ecof", "environment", "climate", "planet", "earth-f", "degradable", "bio-based", "biobased"),
    *("efficient", "green "),
)
_NEUTRAL_CUES = Cues(
    *("neutral", "positiv", "frei", "kompensiert", "carbon", "climate", "co2", "co₂", "net zero", "net-zero"),
    *("zero emission", "zero-emission"),
)
_LASTING_CUES = Cues("nachhaltig", "sustainab")
_TABLES = ((_GENERIC_CUES, _GENERIC), (_NEUTRAL_CUES, _NEUTRAL), (_LASTING_CUES, _LASTING))
_ANY = _GENERIC_CUES | _NEUTRAL_CUES | _LASTING_CUES
_PROVEN = Guideline(
    claims=(
        Claim(
            "solar",
            (("de", "klimaneutral hergestellt"), ("en", "carbon-neutral production")),
            evidence="https://lumora.example/proof/solar",
        ),
    ),
    terms=GUIDELINE.terms,
)


class GenericGreenClaim(Rule):
    """Something is called green, sustainable or climate neutral, and nothing shows what is meant.

    ## Why it matters
    *Eco-friendly* says everything and nothing. Since 27 September 2026 a general environmental claim calls for
    recognized excellent performance, and offsetting emissions elsewhere no longer supports a claim that a product is
    neutral (Directive (EU) 2024/825, in Germany in the UWG). Printed matter that is still in use counts too.

    ## How to put it right
    Say what is better, by how much, and compared with what: *housing of 80 % recycled aluminum*. A public label such as
    the EU Ecolabel or a footnote with the proof does it as well, and so does a claim that the guideline has approved
    with evidence. Green as a color is left alone; *nachhaltig*, which may mean *lasting*, is for a person to look at.
    """

    id = "claims/generic-green-claim"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("words", "", "More words that need evidence, separated by commas"),)
    source = (
        "Directive (EU) 2024/825; UWG § 2 (2), § 5 and annex to § 3 (3) no. 4a to 4c as amended by the act announced "
        "on 19 February 2026, in force since 27 September 2026; read in summaries on 22 November 2026"
    )
    examples = (
        Good("Unsere Leuchte in Grün passt zum Öl; der Biologe wohnt am grünen Ufer.", locale="de"),
        Good("Unser Gehäuse ist umweltschonend: 80 % des Aluminiums sind recycelt.", locale="de"),
        Bad("Unsere Leuchten sind 100 % ökologisch.", locale="de", flags=("ökologisch",)),
        Good("Unsere Leuchte ist umweltfreundlich*.\n\n* Ausgezeichnet mit dem Blauen Engel.", locale="de"),
        Good("Das neue Gesetz gilt für klimaneutrale Gebäude, schreibt das Ministerium.", locale="de"),
        Good("Der Film hat uns nachhaltig beeindruckt, die Umwelt spielt darin keine Rolle.", locale="de"),
        Good("Unsere Werkstatt ist klimaneutral hergestellt worden.", locale="de", guideline=_PROVEN),
        Good("Wir fragten die Biobäuerin nach der Umweltpolitik.", locale="de"),
        Good("Our green lamp stands on the village green; the traffic light is green."),
        Good("Our housing is eco-friendly: 80% of the aluminum is recycled."),
        Good("Unsere Tour führt am grünen Strom der Elbe entlang; wir räumen nachhaltig auf.", locale="de"),
        Good("A sustainable pace is what our runners need; we were net zero goals ahead."),
        Good("The city wants to be carbon neutral by 2040, the paper says."),
        Bad("Unsere Leuchten sind umweltfreundlich.", locale="de", flags=("umweltfreundlich",)),
        Bad("Wir liefern klimaneutral bis vor die Tür.", locale="de", flags=("klimaneutral",)),
        Bad(
            "Unser Versand ist klimaneutral, weil wir 100 % der Emissionen kompensieren.",
            locale="de",
            flags=("klimaneutral",),
        ),
        Bad("GlowOne ist die grüne Wahl für den Abend.", locale="de", flags=("grüne Wahl",)),
        Bad(
            "Unsere nachhaltige Kollektion ist da.",
            locale="de",
            flags=("nachhaltige",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "Der klimafreundliche Dünger kostet 9 €.",
            locale="de",
            flags=("klimafreundliche",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad("Our lamps are eco-friendly and kind to the planet.", flags=("eco-friendly", "kind to the planet")),
        Bad("GlowOne is the green choice for your evening.", flags=("green choice",)),
        Bad("Our sustainable collection is here.", flags=("sustainable",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Our delivery is carbon neutral thanks to offsets.", flags=("carbon neutral",)),
        Bad("A biodegradable sponge for €4 a piece.", flags=("biodegradable",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag green words said of the brand's own things, or where something is sold, that nothing makes specific."""
        more = [word.strip() for word in str(self.option(guideline, subject, "words")).split(",") if word.strip()]
        own = re.compile(rf"\b(?:{'|'.join(map(re.escape, more))})\b", re.IGNORECASE) if more else None
        for passage in passages(subject, kinds=PROSE - {RunKind.QUOTE}, cues=None if own else _ANY):
            for match in _found(passage, own):
                if is_quoted(passage, *match.span()) or _is_proven(passage, match, subject, guideline):
                    continue
                ours = is_ours(passage, match.start(), guideline)
                if ours or is_offer(subject):
                    sure = ours and match.re not in _LASTING.values()
                    yield self.at(
                        passage.run,
                        *match.span(),
                        _message(match[0], sentence_of(passage, match.start()).text),
                        verdict=Verdict.FAIL if sure else Verdict.NEEDS_REVIEW,
                    )


def _message(claim: str, sentence: str) -> Message:
    if _is_neutral(claim) and _OFFSET.search(sentence):
        return Message("“{claim}” needs evidence of the product’s own: offsetting elsewhere is none.", claim=claim)
    return Message("“{claim}” needs evidence: it is not said what is better, and by how much.", claim=claim)


def _found(passage: Passage, own: re.Pattern[str] | None) -> list[re.Match[str]]:
    patterns = [table[passage.language] for cues, table in _TABLES if cues.are_in(passage.text)]
    patterns += [own] if own is not None else []
    found = [match for pattern in patterns for match in pattern.finditer(passage.text)]
    return sorted(found, key=lambda match: match.start())


def _is_neutral(claim: str) -> bool:
    return any(pattern.match(claim) for pattern in _NEUTRAL.values())


def _is_proven(passage: Passage, match: re.Match[str], subject: Subject, guideline: Guideline) -> bool:
    """An approved claim or a footnote; for anything but neutrality also a measure or label in the same sentence."""
    if is_approved(passage, *match.span(), subject, guideline) or has_footnote(passage, match.end()):
        return True
    return not _is_neutral(match[0]) and _SPECIFIC.search(sentence_of(passage, match.start()).text) is not None


plugin = GenericGreenClaim()
