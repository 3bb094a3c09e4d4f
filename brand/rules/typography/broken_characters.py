"""The rule `typography/broken-characters`."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from brand.cues import Cues
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.vocabulary import word_set
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject
from renderers.contract.message import Message

# UTF-8 read as Windows-1252: "Ã¼", "â€œ", "Â©". Two to four such characters make one real one.
_MOJIBAKE = re.compile(
    r"(?:[ÂÃÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}|ðŸ..)+"
)
_ENTITY = re.compile(r"&(?:amp|nbsp|quot|lt|gt|apos|[aouAOU]uml|szlig|euro|copy|reg|ndash|mdash|hellip|shy|#\d{2,5});")
# Zero-width characters and marks of direction; a joiner inside an emoji or an Indic word has a meaning.
_INVISIBLE = re.compile(r"(?<![\u0900-\u0dff])[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u200c]+(?![\u0900-\u0dff])")
# What mail renderers put after a preheader to push the body out of the preview.
_PADDING = re.compile(r"(?:[\u034f\u200b-\u200f\u2007\u00a0\u00ad\ufeff ]){6,}")
_LOST = re.compile(r"\ufffd+")
_WORD = re.compile(r"[^\W\d_]+")
# Umlauts written out: whole words and beginnings that are no words in themselves. "aktuell" and "Israel" are none.
_WRITTEN_OUT = re.compile(
    r"\b(?:f(?:ue)r|(?:ue)ber\w*|(?:Ue)ber\w*|m(?:oe)glich\w*|k(?:oe)nn(?:en|t|te|ten|test)|m(?:ue)ss(?:en|t|te|ten)|"
    r"w(?:ue)rde\w*|h(?:ae)tte\w*|w(?:ae)re\w*|sch(?:oe)n\w*|Gr(?:ue)(?:ss|ß)e\w*|gr(?:ue)n\w*|nat(?:ue)rlich\w*|"
    r"f(?:ue)nf\w*|zw(?:oe)lf\w*|sp(?:ae)ter\w*|n(?:ae)chst\w*|w(?:ae)hl\w*|erh(?:ae)lt\w*|tats(?:ae)chlich\w*|"
    r"zur(?:ue)ck\w*|"
    r"T(?:ue)r(?:en)?|H(?:ae)user\w*|R(?:ae)der\w*|B(?:ue)cher\w*|M(?:oe)bel\w*|G(?:ae)ste\w*|K(?:ue)che\w*|"
    r"Fr(?:ue)hling\w*|"
    r"fr(?:ue)h\w*|gew(?:ue)nscht\w*|W(?:ue)nsch\w*|gl(?:ue)cklich\w*|Gl(?:ue)ckw\w*|pers(?:oe)nlich\w*|"
    r"(?:oe)ffne\w*|(?:Oe)ffnung\w*|"
    r"gef(?:ae)llt|tr(?:ae)gt|l(?:ae)uft|f(?:ae)hrt|l(?:ae)sst|j(?:ae)hrlich\w*|Qualit(?:ae)t\w*|Nat(?:ue)rlich\w*|"
    r"w(?:ae)hrend)\b"
)
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}

# The beginnings of the words above that say enough, and every sign that the other patterns begin with.
_CUES = Cues(
    *word_set("""
        fuer ueber moeglich koenn muess wuerd haett waere schoen grue natuerlich fuenf zwoelf spaeter naechst waehl
        erhaelt tatsaechlich zurueck tuer haeuser raeder buecher moebel gaeste kueche frueh gewuenscht wuensch
        gluecklich glueckw persoenlich oeffn gefaellt traegt laeuft faehrt laesst jaehrlich qualitaet waehrend
    """),
    *"ÂÃÅÄâð&\ufffd\u200b\u200c\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


@dataclass(frozen=True, slots=True)
class _Break:
    start: int
    end: int
    message: Message
    new: str | None
    kind: FixKind = FixKind.SAFE
    verdict: Verdict = Verdict.FAIL


class BrokenCharacters(Rule):
    """Characters were damaged on their way, or are not what they seem.

    ## Why it matters
    “fÃ¼r” and “&nbsp;” tell customers that nobody looked. Invisible characters break searches, names and counters
    without anybody seeing why.

    ## How to put it right
    Take the fix where one is offered. A character that was lost (�) must be typed again. *ae*, *oe*, *ue* for umlauts
    is only a suggestion, because many words are really written so.
    """

    id = "typography/broken-characters"
    severity = Severity.ERROR
    source = "The Unicode Standard, annex 15 (normalization forms)"
    examples = (
        Good("Aktuelle Räder für Israel, neue Duelle, die Poesie, Herr Mueller aus Goettingen.", locale="de"),
        Good("Über Ångström, Âge d’or und Señor; AT&T und M&M’s.", locale="de"),
        Good("A family 👩‍👩‍👧 on bikes, naïve and co\u00adop\u00ader\u00ada\u00adtive."),
        Bad("Alles fÃ¼r das Rad.", locale="de", flags=("fÃ¼r",), fixed="Alles für das Rad."),
        Bad("Er sagt â€žHalloâ€œ zu mir.", locale="de", flags=("â€žHalloâ€œ",), fixed="Er sagt „Hallo“ zu mir."),
        Bad("Fu\u0308r alle Ra\u0308der.", locale="de", flags=("Fu\u0308r", "Ra\u0308der"), fixed="Für alle Räder."),
        Bad("Our lamp\u200b is new &amp; bright.", flags=("lamp\u200b", "&amp;"), fixed="Our lamp is new & bright."),
        Bad(
            "Wir fahren fuer Sie.",
            locale="de",
            flags=("fuer",),
            verdict=Verdict.NEEDS_REVIEW,
            fixed="Wir fahren für Sie.",
        ),
        Bad("Der Fr\ufffdhling ist da.", locale="de", flags=("Fr\ufffdhling",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Flag each word that holds a damaged character. In a text message nothing is fixed without being asked."""
        for passage in passages(subject):
            text = passage.text
            if not _CUES.are_in(text) and unicodedata.is_normalized("NFC", text):
                continue
            if passage.run.kind is RunKind.PREHEADER:
                text = _PADDING.sub(lambda match: " " * len(match[0]), text)
            for broken in sorted(_breaks(text, passage), key=lambda one: one.start):
                kind = FixKind.SUGGEST if subject.channel == "sms" else broken.kind
                fix = Fix(kind, broken.new) if broken.new is not None else None
                yield self.at(passage.run, broken.start, broken.end, broken.message, fix=fix, verdict=broken.verdict)


def _breaks(text: str, passage: Passage) -> Iterator[_Break]:
    taken: list[tuple[int, int]] = []
    for match in _MOJIBAKE.finditer(text):
        repaired = _repaired(match[0])
        if repaired:
            start, end = _word_around(text, match.start(), match.end())
            if not any(low < end and start < high for low, high in taken):
                taken.append((start, end))
                new = _MOJIBAKE.sub(lambda found: _repaired(found[0]) or found[0], text[start:end])
                yield _Break(
                    start, end, Message("“{word}” is damaged: “{right}”.", word=text[start:end], right=new), new
                )
    for match in _ENTITY.finditer(text):
        new = html.unescape(match[0])
        yield _Break(match.start(), match.end(), Message("“{code}” is shown as it stands.", code=match[0]), new)
    yield from _hidden(text)
    if passage.language == "de":
        for match in _WRITTEN_OUT.finditer(text):
            new = re.sub("[aouAOU]e", lambda found: _UMLAUTS[found[0]], match[0], count=1)
            message = Message("“{word}” is probably “{right}”.", word=match[0], right=new)
            yield _Break(match.start(), match.end(), message, new, FixKind.SUGGEST, Verdict.NEEDS_REVIEW)


def _hidden(text: str) -> Iterator[_Break]:
    for match in _LOST.finditer(text):
        start, end = _word_around(text, match.start(), match.end())
        yield _Break(
            start, end, Message("In “{word}” a character was lost: type it again.", word=text[start:end]), None
        )
    for match in _INVISIBLE.finditer(text):
        start = _word_around(text, match.start(), match.start())[0]
        message = Message("An invisible character stands behind “{word}”.", word=text[start : match.start()])
        yield _Break(start, match.end(), message, text[start : match.start()])
    if not unicodedata.is_normalized("NFC", text):
        for match in re.finditer(r"[^\s.,;:!?]+", text):
            new = unicodedata.normalize("NFC", match[0])
            if new != match[0]:
                message = Message("“{word}” holds letters with loose accents.", word=match[0])
                yield _Break(match.start(), match.end(), message, new)


@lru_cache(maxsize=256)
def _repaired(damaged: str) -> str:
    """What the characters were before they were read in the wrong encoding, or nothing."""
    for encoding in ("cp1252", "latin-1"):
        try:
            right = damaged.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if right.isprintable() or right == "\u00a0":
            return right
    return ""


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in ".,;:!?":
        end += 1
    return start, end


plugin = BrokenCharacters()
