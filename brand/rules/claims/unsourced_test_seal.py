"""The rule `claims/unsourced-test-seal`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import has_footnote, is_approved, is_offer, is_ours, is_quoted, sentence_of
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import PROSE, passages
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

# A result that is boasted of, whoever found it.
_SEAL = {
    "de": re.compile(
        r"\b(?:Testsieg(?:er(?:in|s|n)?|e|s)?|Preis-Leistungs-Sieger(?:in)?|Vergleichssieger(?:in)?|"
        r"(?:Test)?[Nn]ote:? [1-3][,.][0-9]|[Ss]ehr gut[“«]? \([0-9][,.][0-9]\)|[Gg]ut[“«]? \([0-9][,.][0-9]\)|"
        r"mit [„»]?(?:sehr gut|gut)[“«]? (?:im Test|bewertet|getestet|benotet)|"
        r"(?:TÜV|Dekra|DEKRA|VDE)[- ](?:geprüft\w*|zertifiziert\w*|getestet\w*)|"
        r"(?:klinisch|dermatologisch|wissenschaftlich|unabhängig) (?:getestet|geprüft|bestätigt|erwiesen)\w*)"
    ),
    "en": re.compile(
        r"\b(?:[Tt]est[- ]winn(?:er|ing)|Best Buy|[Bb]est in test|[Aa]ward[- ]winning|"
        r"(?:[Cc]linically|[Dd]ermatologically|[Ss]cientifically|[Ii]ndependently) "
        r"(?:tested|proven|confirmed|certified)|"
        r"[Rr]ated ['“‘]?(?:very good|excellent|[1-5](?:\.[0-9])? (?:out of|stars))|TÜV[- ](?:tested|certified))"
    ),
}
_CUES = Cues(
    *(
        "testsieg",
        "leistungs-sieger",
        "vergleichssieger",
        "note ",
        "note: ",
        "sehr gut",
        "mit gut",
        "mit „gut",
        "gut (",
        "gut“",
        "gut«",
        "tüv",
        "dekra",
    ),
    *("vde", "getestet", "geprüft", "bestätigt", "erwiesen"),
    *("test winn", "test-winn", "best buy", "best in test", "award", "tested", "proven", "confirmed", "certified"),
    *("rated ",),
)
# Who tested, and when: "Stiftung Warentest 5/2026", "laut Stadtmagazin, Heft 12/2025".
_WHO = re.compile(
    r"Stiftung Warentest|Warentest|Öko-?Test|ÖKO-?TEST|\bTÜV (?:Süd|Nord|Rheinland|Saarland|Hessen|Austria)|\bADAC\b|"
    r"Which\?|Consumer Reports|Wirecutter|\b(?:laut|gemäß|Quelle|Heft|Ausgabe|Zertifikat|Prüfbericht|Studie|"
    r"according to|source|issue|certificate|report|study by)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:0?[1-9]|1[0-2])[/.](?:20)?[0-9]{2}\b|\b20[0-9]{2}\b")
# Films and authors win awards as well.
_OUR = re.compile(r"\bour(?: \w+)? $|\bwe\b[^.!?]*$", re.IGNORECASE)
#: Schools give marks as well, and courts and kitchens test.
_ELSEWHERE = re.compile(
    r"\b(?:Schüler\w*|Schule|Zeugnis\w*|Abitur\w*|Klausur\w*|Studium|Prüfung|Hausarbeit|pupils?|school|exam|grade)\b",
    re.IGNORECASE,
)


class UnsourcedTestSeal(Rule):
    """A test result or seal is shown, and who tested and when is not told.

    ## Why it matters
    A result persuades only those who can look it up. Where to find it, from whom and of which year is what readers need
    (in Germany § 5a UWG); a winner of years ago says little of today’s product.

    ## How to put it right
    Name the tester and the issue, such as *Stiftung Warentest 5/2026*, beside the result or in a footnote, legibly in
    pictures and print too. Enter the claim with its evidence into the guideline. Whether the result still holds is for
    people to check.
    """

    id = "claims/unsourced-test-seal"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = (
        "UWG § 5a (1); BGH, 16 July 2009, I ZR 50/07; 21 July 2016, I ZR 26/15 (seals); 15 April 2021, I ZR 134/20 "
        "(also where the seal is only seen in a picture); headnotes read on 22 November 2026"
    )
    examples = (
        Good("Unsere Leuchte ist Testsieger der Stiftung Warentest 5/2026.", locale="de"),
        Good("Testsieger* unter 20 Leuchten.\n\n* Laut Lichtmagazin, Heft 12/2025.", locale="de"),
        Good("Ihr Abitur bestand sie mit Note 1,3, die Klausur mit sehr gut (1,0).", locale="de"),
        Good("Die Stiftung Warentest hat 20 Räder getestet, der Testsieger kostet 900 €.", locale="de"),
        Good("Der Kessel wurde am Montag geprüft und läuft wieder.", locale="de"),
        Good("Our lamp is the test winner of Which? in its issue of May 2026."),
        Good("An award-winning film is on in our cinema; tickets are £9."),
        Good("Every kettle is tested before it leaves our shop, and the best buy is often the plain one."),
        Good("Testsieger der Stiftung Warentest 5/2026!", locale="de"),
        Good("Testsieger im Überblick", locale="de"),
        Bad("Unsere Leuchte ist Testsieger.", locale="de", flags=("Testsieger",)),
        Bad("Testsieger bei Stiftung Warentest!", locale="de", flags=("Testsieger",)),
        Bad("Unsere Leuchte: „sehr gut“ (1,3) im Test.", locale="de", flags=("sehr gut“ (1,3)",)),
        Bad(
            "Wir freuen uns: GlowOne erhält die Note 1,3 und ist jetzt wieder da.",
            locale="de",
            flags=("Note 1,3",),
        ),
        Bad("Unsere GlowOne, mit „sehr gut“ bewertet.", locale="de", flags=("mit „sehr gut“ bewertet",)),
        Bad("Alle unsere Kabel sind TÜV-geprüft.", locale="de", flags=("TÜV-geprüft",)),
        Bad("Testsieger der Stiftung Warentest: unsere GlowOne.", locale="de", flags=("Testsieger",)),
        Bad("Our award-winning lamp is back in stock.", flags=("award-winning",)),
        Bad("We are proud: GlowOne is clinically proven to help you sleep.", flags=("clinically proven",)),
        Bad("Der Testsieger ist da und kostet 39 €.", locale="de", flags=("Testsieger",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag results that name no tester or no date, near them or in a footnote."""
        for passage in passages(subject, kinds=_KINDS, cues=_CUES):
            for match in _SEAL[passage.language].finditer(passage.text):
                sentence = sentence_of(passage, match.start()).text
                if is_quoted(passage, *match.span()) or _ELSEWHERE.search(sentence):
                    continue
                if has_footnote(passage, match.end()) or is_approved(passage, *match.span(), subject, guideline):
                    continue
                ours = is_ours(passage, match.start(), guideline) or _is_badge(sentence, match[0])
                if match[0].lower().startswith("award") and not _OUR.search(passage.text[: match.start()]):
                    continue
                lacks = _lacks(sentence)
                if lacks and (ours or (lacks == "both" and is_offer(subject))):
                    yield self.at(
                        passage.run,
                        *match.span(),
                        Message(_LACKING[lacks], seal=match[0]),
                        verdict=Verdict.FAIL if ours else Verdict.NEEDS_REVIEW,
                    )


#: The most words of a badge.
_BADGE = 6
#: Other people's words boast of nothing of ours; what is shown as a picture's text does.
_KINDS = PROSE - {RunKind.QUOTE}
_LACKING = {
    "both": "“{seal}” needs evidence: neither tester nor date is named.",
    "tester": "“{seal}” needs evidence: no tester is named.",
    "date": "“{seal}” needs evidence: no date or issue of the test is named.",
}


def _is_badge(sentence: str, seal: str) -> bool:
    """Whether a sentence is hardly more than the seal itself, as on a badge: "Testsieger bei Stiftung Warentest!"."""
    words = sentence.split()
    return len(words) <= _BADGE and words[0] in seal and ("!" in words[-1] or _WHO.search(sentence) is not None)


def _lacks(sentence: str) -> str:
    """What a sentence does not tell: both, the tester, the date; "" where it names them."""
    who, when = _WHO.search(sentence), _WHEN.search(sentence)
    if who:
        return "" if when else "date"
    return "tester" if when else "both"


plugin = UnsourcedTestSeal()
