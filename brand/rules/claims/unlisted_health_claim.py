"""The rule `claims/unlisted-health-claim`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import is_approved, is_offer, is_ours, is_quoted
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Claim, Guideline
from brand.prose import PROSE, Passage, passages
from brand.rule import Bad, Good, Rule
from brand.samples import GUIDELINE
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

_GERMAN_BODY = (
    "(?:Immunsystem|Immunabwehr|Abwehrkräfte|Abwehr|Verdauung|Stoffwechsel|Durchblutung|Gelenke|Leber|Darm|Darmflora|"
    "Herz|Kreislauf|Konzentration|Gedächtnis|Schlaf|Knochen|Nerven|Zellen|Hormonhaushalt|Gesundheit|Fettverbrennung)"
)
_GERMAN_ILLS = (
    r"(?:\w*[Ss]chmerzen|Erkältung\w*|Grippe|Krebs|Rheuma|Arthrose|Diabetes|Migräne|Schlaflosigkeit|Schlafstörungen|"
    r"\w*[Dd]epression\w*|Stress|Cholesterin\w*|Blutdruck|Blutzucker\w*|Entzündungen|Allergien|Übergewicht|Husten|"
    r"Krankheiten|Viren|Falten|Cellulite|Haarausfall)"
)
_ENGLISH_BODY = (
    r"(?:immune system|immunity|defen[cs]es|digestion|metabolism|circulation|joints|liver|gut|heart|brain|memory|"
    r"concentration|sleep|bones|nerves|health(?! (?:insur|care|serv|system|cent|club))|fat burning)"
)
_ENGLISH_ILLS = (
    r"(?:\w*aches?|pain|colds?|flu|cancer|arthritis|diabetes|migraines?|insomnia|depression|stress|cholesterol|"
    r"blood pressure|blood sugar|inflammation|allergies|coughs?|disease|viruses|wrinkles|hair loss)"
)
# An effect on the body or on an illness, and words that promise one as they stand.
_EFFECT = {
    "de": re.compile(
        rf"\b(?:stärk|kräftig|unterstütz|aktivier|förder|verbesser|regulier|schütz|entlast|reinig|reg)(?:e?t|e?n)\s"
        rf"(?:\w+\s){{0,3}}{_GERMAN_BODY}\b(?: an\b)?|"
        rf"\b(?:[Tt]rägt|[Tt]ragen|beiträgt)\s(?:\w+\s){{0,4}}{_GERMAN_BODY}\b|"
        rf"\b(?:heil|linder|bekämpf|senk|beug|vertreib)(?:e?t|e?n)\s(?:\w+\s){{0,3}}{_GERMAN_ILLS}(?: vor\b)?|"
        rf"\b(?:hilft|helfen|wirkt|wirken|schützt|schützen)\s(?:\w+\s){{0,2}}(?:gegen|bei|beim|vor)\s(?:\w+\s)?{_GERMAN_ILLS}|"
        r"\b(?:entgifte(?:t|nd\w*)|[Dd]etox\w*|entschlack\w+|gesundheitsfördernd\w*|"
        r"Heilkr(?:aft|äfte)\b|fettverbrennend\w*)|"
        rf"\bgut für (?:die|das|den|Ihren?|Ihre|deine?n?) {_GERMAN_BODY}\b"
    ),
    "en": re.compile(
        rf"\b(?:strengthens?|boosts?|supports?|activates?|promotes?|improves?|protects?|cleanses?|regulates?)\s"
        rf"(?:\w+\s){{0,3}}{_ENGLISH_BODY}\b|\bcontributes?\s(?:\w+\s){{0,4}}{_ENGLISH_BODY}\b|"
        rf"\b(?:heals?|cures?|relieves?|fights?|lowers?|prevents?|soothes?)\s(?:\w+\s){{0,3}}{_ENGLISH_ILLS}\b|"
        rf"\b(?:helps?\s(?:\w+\s){{0,2}}(?:against|with)|(?:works?|protects?)\s(?:\w+\s){{0,2}}(?:against|from))\s(?:\w+\s)?{_ENGLISH_ILLS}\b|"
        r"\b(?:detox\w*|health-giving|healing powers?|fat-burning)\b|"
        rf"\bgood for (?:your|the) {_ENGLISH_BODY}\b"
    ),
}
# "Healthy" said of something to eat or drink; not common sense, and not a diet in general.
_HEALTHY = {
    "de": re.compile(
        r"\b[Gg]esunde[rsnm]? (?:\w+ )?(?:\w*[Ss]nacks?|Genuss|Alternative|Getränke?|Süßigkeit\w*|Riegel|"
        r"\w*[Tt]ee|\w*[Ss]aft|"
        r"\w*[Ss]chokolade|Kekse|\w*[Mm]üsli|Öle?|Leckerei\w*)\b"
    ),
    "en": re.compile(
        r"\b[Hh]ealthy (?:\w+ )?(?:snacks?|treats?|alternative|drinks?|sweets?|bars?|"
        r"teas?|juices?|chocolates?|cookies|muesli|oils?)\b"
    ),
}
_NOT = re.compile(r"\b(?:nicht|kein\w*|nie|not|no|never|cannot|doesn['’]t|don['’]t|won['’]t|or)\b", re.IGNORECASE)
_PROMISE_CUES = Cues(
    *("stärk", "kräftig", "unterstütz", "aktivier", "förder", "verbesser", "regulier", "schütz", "entlast", "reinig"),
    *("regt ", "regen ", "trägt", "tragen", "heil", "linder", "bekämpf", "senk", "beug", "vertreib", "hilft", "helfen"),
    *("wirkt", "wirken", "gut für"),
    *("strength", "boost", "support", "activate", "promote", "improve", "protect", "cleanse", "regulate", "contribute"),
    *("heal", "cure", "relieve", "fight", "lower", "prevent", "soothe", "help", "work", "good for"),
)
_BODY_CUES = Cues(
    *("immun", "abwehr", "verdauung", "stoffwechsel", "durchblutung", "gelenke", "leber", "darm", "herz", "kreislauf"),
    *("konzentration", "gedächtnis", "schlaf", "knochen", "nerven", "zellen", "hormon", "gesundheit", "fettverbrenn"),
    *("schmerzen", "erkältung", "grippe", "krebs", "rheuma", "arthrose", "diabetes", "migräne", "depression", "stress"),
    *(
        "cholesterin",
        "blutdruck",
        "blutzucker",
        "entzündung",
        "allergie",
        "übergewicht",
        "husten",
        "krankheit",
        "viren",
    ),
    *("falten", "cellulite", "haarausfall"),
    *("defen", "digestion", "metabolism", "circulation", "joints", "liver", "gut", "heart", "brain", "memory"),
    *("concentration", "sleep", "bones", "nerves", "health", "fat burning", "ache", "pain", "cold", "flu", "cancer"),
    *("arthritis", "migraine", "insomnia", "cholesterol", "blood", "inflammation", "allergies", "cough", "disease"),
    *("virus", "wrinkles", "hair loss"),
)
_WORD_CUES = Cues(
    *("entgift", "detox", "entschlack", "gesundheitsfördernd", "heilkr", "fettverbrennend", "health-giving"),
    *("healing power", "fat-burning"),
)
_HEALTHY_CUES = Cues("gesund", "healthy")
_CUES = _PROMISE_CUES | _WORD_CUES | _HEALTHY_CUES
_TEA = Claim(
    "bones",
    (("de", "trägt zur Erhaltung normaler Knochen bei"), ("en", "contributes to the maintenance of normal bones")),
    evidence="https://lumora.example/proof/calcium",
)
_LISTED = Guideline(claims=(_TEA,), terms=GUIDELINE.terms)


class UnlistedHealthClaim(Rule):
    """An effect on health is promised that is not among the approved claims.

    ## Why it matters
    Of food only such effects may be said as a list of the European Union allows, in its wording (Regulation (EC) No
    1924/2006); of medicines and treatments less still (in Germany the HWG). A friendly word such as *detox* is a claim
    as well.

    ## How to put it right
    Use a claim that was approved, and enter it with its evidence among the guideline’s claims; then this rule knows it.
    Otherwise tell of taste, origin and occasion. Whether a claim is allowed is for people to decide. What is said of
    the world, and not of the brand’s own things, is left alone unless something is sold beside it.
    """

    id = "claims/unlisted-health-claim"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = (
        "Regulation (EC) No 1924/2006, articles 10 and 13; for remedies and treatments HWG § 3 no. 1 (an effect they "
        "do not have), quoted in pages read on 22 November 2026"
    )
    examples = (
        Bad("Unser Licht hilft gegen Winterdepressionen.", locale="de", flags=("hilft gegen Winterdepressionen",)),
        Good("Mit gesundem Menschenverstand und unserem Tee ist viel gewonnen.", locale="de"),
        Good(
            "Regelmäßige Bewegung stärkt das Herz, sagt die Ärztin.", locale="de", note="Of the world, nothing is sold."
        ),
        Good("Unser Tee trägt zur Erhaltung normaler Knochen bei.", locale="de", guideline=_LISTED),
        Good("Unser Tee heilt keine Krankheiten, aber er wärmt.", locale="de"),
        Good("Unser Team unterstützt den Verein; das Licht wirkt warm und kostet 39 €.", locale="de"),
        Good("Ein Leser schrieb: „Ihr Tee heilt meine Kopfschmerzen!“ Wir freuen uns.", locale="de"),
        Good("Our tea contributes to the maintenance of normal bones.", guideline=_LISTED),
        Good("Walking strengthens the heart, the doctor says; a healthy child runs."),
        Good("Our team supports the club and helps with the move; we support your health insurer with forms."),
        Bad("Unser Tee stärkt das Immunsystem.", locale="de", flags=("stärkt das Immunsystem",)),
        Bad("Unser Licht hilft gegen Kopfschmerzen und Müdigkeit.", locale="de", flags=("hilft gegen Kopfschmerzen",)),
        Bad("Mit unserem Tee beugen Sie Erkältungen vor.", locale="de", flags=("beugen Sie Erkältungen vor",)),
        Bad("Unsere Detox-Kur für den Januar ist da.", locale="de", flags=("Detox",)),
        Bad(
            "Ingwer lindert Husten. Die Tüte kostet 4 €.",
            locale="de",
            flags=("lindert Husten",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "Unser Riegel ist ein gesunder Snack für die Pause.",
            locale="de",
            flags=("gesunder Snack",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad("Our tea boosts your immune system.", flags=("boosts your immune system",)),
        Bad("Our lamp relieves headaches on dark days.", flags=("relieves headaches",)),
        Bad("Our bars are a healthy treat for the break.", flags=("healthy treat",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag effects that are promised of the brand's own things, or where something is sold."""
        for passage in passages(subject, kinds=PROSE - {RunKind.QUOTE}, cues=_CUES):
            for match, effect in _found(passage):
                if is_quoted(passage, *match.span()) or is_approved(passage, *match.span(), subject, guideline):
                    continue
                ours = is_ours(passage, match.start(), guideline)
                if ours or is_offer(subject):
                    yield self.at(
                        passage.run,
                        *match.span(),
                        Message("“{claim}” needs evidence: no approved claim says this.", claim=match[0]),
                        verdict=Verdict.FAIL if ours and effect else Verdict.NEEDS_REVIEW,
                    )


def _found(passage: Passage) -> Iterator[tuple[re.Match[str], bool]]:
    """The promises in order, and whether each names an effect."""
    text = passage.text
    promising = (_PROMISE_CUES.are_in(text) and _BODY_CUES.are_in(text)) or _WORD_CUES.are_in(text)
    effects = [(match, True) for match in _EFFECT[passage.language].finditer(text)] if promising else []
    sounds_healthy = _HEALTHY[passage.language].finditer(text) if _HEALTHY_CUES.are_in(text) else ()
    healthy = [(match, False) for match in sounds_healthy]
    for match, effect in sorted((*effects, *healthy), key=lambda pair: pair[0].start()):
        near = passage.text[max(0, match.start() - 12) : match.end() + 8]
        if not _NOT.search(near):
            yield match, effect


plugin = UnlistedHealthClaim()
