"""The rule `social/fake-formatting`."""

import re
import unicodedata
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.language.signs import holds, signs
from brand.prose import PROSE, passages
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

# Mathematical letters and digits (with those that Unicode keeps among the letterlike symbols), full-width letters,
# letters in circles, brackets and squares.
_MATH = "\U0001d400-\U0001d7ff\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134"
_LETTER = f"[{_MATH}\uff21-\uff3a\uff41-\uff5a\u249c-\u24e9\U0001f110-\U0001f189]"
_BETWEEN = r"[ \t,.;:!?'’“”„\"&+%()–-]{0,3}[äöüÄÖÜß]{0,3}"
_FAKE = re.compile(f"{_LETTER}(?:{_BETWEEN}\u0308?{_LETTER})+\u0308?")
# Letters with a line through or under each of them.
_LINED = re.compile(r"(?:[^\W_] ?[\u0332\u0333\u0335\u0336]+ ?)(?:[^\W_] ?[\u0332\u0333\u0335\u0336]+ ?)+")
_LINES = frozenset("\u0332\u0333\u0335\u0336")
_LINE = re.compile("[\u0332\u0333\u0335\u0336]")
#: Letters that are none begin here; with them come a few signs that are no letters either.
_FIRST = "\u2102"
# Words in capitals: plain letters would make them shout, so a person chooses.
_LOUD = re.compile(r"[^\W\d_a-zäöüß]{2}")
# What is left of Markdown. A single star or underscore means other things as well.
_MARKDOWN = re.compile(
    r"(?<![\w*])\*\*(?=\S)(?P<bold>[^*\n]+?)(?<=\S)\*\*(?![\w*])|(?<![\w_])__(?=[^\s_])(?P<under>[^_\n]+?)(?<=\S)__(?![\w_])"
    r"|(?<![\w~])~~(?=\S)(?P<struck>[^~\n]+?)(?<=\S)~~(?![\w~])"
    r"|!?\[(?P<words>[^\]\[\n]+)\]\((?P<url>https?://[^\s)]+)\)"
    r"|^(?P<heading>\#{1,6}[ \t]+)(?=\S)",
    re.MULTILINE,
)
#: Squared and circled capitals that Unicode gives no plain letter for.
_DARK = {first + index: chr(ord("A") + index) for first in (0x1F150, 0x1F170) for index in range(26)}


class FakeFormatting(Rule):
    """Letters that only look bold, or marks of Markdown that readers see as marks.

    ## Why it matters
    “𝗡𝗲𝘄” is made of mathematical signs: screen readers spell it out or skip it, search does not find it, older phones
    show boxes, and in a text message it costs a second message. Stars and brackets of Markdown look like a slip.

    ## How to put it right
    Take the fix: plain letters, without marks. Words in capitals get a suggestion only, since as plain letters they
    would shout. What is important goes to the front of the post.
    """

    id = "social/fake-formatting"
    severity = Severity.WARNING
    source = "Unicode, chapter 22: mathematical alphanumeric symbols are for mathematics; WCAG 2.2, 1.3.1 and 3.1.5"
    examples = (
        Good("Neu: GlowOne, 5 * 3 Lumen, Feld b_1 und b_2 – #glowone.", locale="de", channel="social"),
        Good("The vector 𝐯 and the set ℝ are all we need.", channel="social"),
        Good("Prices* without shipping. *See our terms. Use snake__case if you must.", channel="social"),
        Good("Wir fahren nach Hause 🅿️ und sagen 🆗.", locale="de", channel="social"),
        Bad("𝗡𝗲𝘄 in the shop: the GlowOne.", channel="social", flags=("𝗡𝗲𝘄",), fixed="New in the shop: the GlowOne."),
        Bad(
            "Jetzt 𝓰𝓻öß𝓮𝓻 und heller.",
            locale="de",
            channel="social",
            flags=("𝓰𝓻öß𝓮𝓻",),
            fixed="Jetzt größer und heller.",
        ),
        Bad(
            "Heute **neu** im Laden: [die Leuchte](https://lumora.example/l).",
            locale="de",
            channel="social",
            flags=("**neu**", "[die Leuchte](https://lumora.example/l)"),
            fixed="Heute neu im Laden: die Leuchte: https://lumora.example/l.",
        ),
        Bad("Only n̶o̶w̶ and never again.", channel="social", flags=("n̶o̶w̶",), fixed="Only now and never again."),
        Bad(
            "Our ＢＩＧ　ＤＡＹ is near.".replace("　", " "),
            channel="social",
            flags=("ＢＩＧ ＤＡＹ",),
            fixed="Our BIG DAY is near.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- signs tell
        """Look for signs that stand for letters everywhere, and for Markdown where it would be shown as it is."""
        marked = subject.kind in {SubjectKind.TEXT, SubjectKind.SOURCE} and subject.channel in {"social", "sms"}
        for passage in passages(subject, kinds=PROSE | {RunKind.HASHTAGS}):
            text = passage.run.text
            if not text.isascii():
                yield from self._signs(passage.run, text)
            if marked:
                yield from self._marks(passage.run, text)

    def _signs(self, run: TextRun, text: str) -> Iterator[Finding]:
        for match in _FAKE.finditer(text) if max(signs(text)) >= _FIRST else ():
            plain = _plain(match[0])
            message = Message("“{found}” only looks like letters. Write “{plain}”.", found=match[0], plain=plain)
            kind = FixKind.SUGGEST if _LOUD.search(plain) else FixKind.SAFE
            yield self.at(run, *match.span(), message, fix=Fix(kind, plain))
        for match in _LINED.finditer(text) if holds(text, _LINES) else ():
            end = match.start() + len(match[0].rstrip(" "))
            found = text[match.start() : end]
            plain = unicodedata.normalize("NFC", _LINE.sub("", found))
            message = Message("“{found}” carries lines made of signs. Write “{plain}”.", found=found, plain=plain)
            yield self.at(run, match.start(), end, message, fix=Fix(FixKind.SAFE, plain))

    def _marks(self, run: TextRun, text: str) -> Iterator[Finding]:
        for match in _MARKDOWN.finditer(text):
            found, plain = match[0], _unmarked(match)
            message = Message("“{found}” shows marks of Markdown to readers.", found=found)
            yield self.at(run, *match.span(), message, fix=Fix(FixKind.SAFE, plain))


def _plain(text: str) -> str:
    """The letters that the signs stand for."""
    return unicodedata.normalize("NFKC", text.translate(_DARK))


def _unmarked(match: re.Match[str]) -> str:
    if match["url"]:
        return f"{match['words']}: {match['url']}"
    return match["bold"] or match["under"] or match["struck"] or ""


plugin = FakeFormatting()
