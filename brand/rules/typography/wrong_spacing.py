"""The rule `typography/wrong-spacing`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.language.shapes import Shapes
from brand.language.signs import holds
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_DOUBLE = re.compile(r"[ \u00a0](?<=[^\s|].)[ \u00a0]+(?=[^\s|])")
# Not before "...", ":-)" or ".de": only where the mark ends something.
_BEFORE = re.compile(r"[ \u00a0](?<=[\w)\]“”«»’%€].)[ \u00a0]*(?P<mark>[,;:!?]|\.(?!\.))(?=\s|$|[“”«»\"')\]])")
# A colon inside a word may be a gender mark, a time or an address; a full stop a number or an abbreviation.
_COMMA = re.compile(
    r"[,;!?](?<=[^\W\d_]{2}.)(?<!XX.)(?<!xx.)(?=[^\W\d_]{2})|:(?<=[a-zäöüß]{3}.)(?=[A-ZÄÖÜ][a-zäöüß]{2})"
)
_STOP = re.compile(
    r"\.(?<=[a-zäöüß]{3}.)(?=[A-ZÄÖÜ][a-zäöüß]{2,}|(?:Es|Er|Im|In|Am|An|So|Da|Zu|Ob|Ab|Um|It|We|Is|If|At|On|To|He|No|My)\b)"
)
# A blank on the wrong side: "warm ,and".
_ASTRAY = re.compile(r"[ \u00a0](?<=[\w)].)(?P<mark>[,;])(?=[^\W\d_]{2})")
_OPENING = re.compile(r"[ \u00a0](?<=[(\[„‚].)[ \u00a0]*(?=\w)")
_CLOSING = re.compile(r"[ \u00a0](?<=[\w.!?].)[ \u00a0]*(?=[)\]](?!\())")

# Letters, marks and what closes, what opens, blanks; a character beyond Latin-1 may be a letter, or a quotation mark.
_SHAPES = Shapes(
    {"a": "".join(filter(str.isalpha, map(chr, range(256)))), ",": ",;:!?.)]", "(": "([", "_": " \u00a0"},
    beyond="x",
)
_LOW_QUOTES, _AFTER_LOW = frozenset("„‚"), re.compile("[„‚][ \u00a0]")
_TOUCHING = re.compile(r"[,;:!?.](?=[^\W\d_])")


class WrongSpacing(Rule):
    """There is a blank too many, or one is missing.

    ## Why it matters
    Double blanks and a comma that floats between two words are the marks of copy and paste.

    ## How to put it right
    Take the fix. Line breaks, tables and smileys are left alone.
    """

    id = "typography/wrong-spacing"
    severity = Severity.NOTE
    not_channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL})
    source = "Common practice; DIN 5008 is said to ask for the same, its text is sold and was not read"
    examples = (
        Good("Es wird hell … und warm :-) Um 10:30 Uhr, für 1,5 Stunden (und mehr)!", locale="de"),
        Good("Kund:innen fragen: Wie geht’s? Unter www.lumora.example/a,b steht mehr, z.B. das.", locale="de"),
        Good("Licht, das bleibt.\nUnd mehr ...", locale="de"),
        Good("It costs 1,299 dollars. See node.js or the .com page; e.g. this one."),
        Bad("Licht  für dich.", locale="de", flags=("Licht  für",), fixed="Licht für dich."),
        Bad("Licht , das bleibt !", locale="de", flags=("Licht ,", "bleibt !"), fixed="Licht, das bleibt!"),
        Bad(
            "Bald ist es soweit.Kommen Sie,wenn es hell ist.",
            locale="de",
            flags=("soweit.Kommen", "Sie,wenn"),
            fixed="Bald ist es soweit. Kommen Sie, wenn es hell ist.",
        ),
        Bad(
            "It is warm ,and it stays.It is.",
            flags=("warm ,and", "stays.It"),
            fixed="It is warm, and it stays. It is.",
        ),
        Bad("Zeiten:Montag bis Freitag.", locale="de", flags=("Zeiten:Montag",), fixed="Zeiten: Montag bis Freitag."),
        Bad("The lamp ( new ) is here.", flags=("( new", " )"), fixed="The lamp (new) is here."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Flag double blanks, blanks before marks and missing ones after them."""
        for passage in passages(subject):
            text = passage.text
            found: list[tuple[int, int, str]] = []
            shape = _SHAPES.of(text)
            if b"__" in shape or b"_," in shape:
                found += [(match.start(), match.end(), " ") for match in _DOUBLE.finditer(text)]
                found += [(match.start(), match.end(), match["mark"]) for match in _BEFORE.finditer(text)]
                found += [(match.start(), match.end(), f"{match['mark']} ") for match in _ASTRAY.finditer(text)]
                found += [(match.start(), match.end(), "") for match in _CLOSING.finditer(text)]
            if b"(_" in shape or (holds(text, _LOW_QUOTES) and _AFTER_LOW.search(text)):
                found += [(match.start(), match.end(), "") for match in _OPENING.finditer(text)]
            if b",a" in shape or (b",x" in shape and _TOUCHING.search(text)):
                for pattern in (_COMMA, _STOP):
                    found += [(match.start(), match.end(), f"{match[0]} ") for match in pattern.finditer(text)]
            yield from self._flags(passage, sorted(found))

    def _flags(self, passage: Passage, found: list[tuple[int, int, str]]) -> Iterator[Finding]:
        """Quote the words on either side, so that the spot can be found; of two that touch the first is enough."""
        text, last = passage.run.text, 0
        for start, end, right in found:
            if start < last:
                continue
            low, high = _word_start(text, start, last), _word_end(text, end)
            message = (
                Message("A blank is missing: “{words}”.", words=text[low:high])
                if len(right) > end - start or right[-1:] == " " != right
                else Message("There is a blank too many: “{words}”.", words=text[low:high])
            )
            new = text[low:start] + right + text[end:high]
            yield self.at(passage.run, low, high, message, fix=Fix(FixKind.SAFE, new))
            last = high


def _word_start(text: str, end: int, least: int) -> int:
    start = end
    while start > least and not text[start - 1].isspace():
        start -= 1
    return start


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and (text[end].isalnum() or (end == start and text[end] in ")]")):
        end += 1
    return end


plugin = WrongSpacing()
