"""The rule `structure/placeholder-text`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_WORDS = (
    r"Vorname|Nachname|Name|Firma|Firmenname|Unternehmen|Datum|Uhrzeit|Ort|Stadt|Preis|Betrag|Link|URL|Bild|Foto|"
    r"Logo|Text|Titel|"
    r"Headline|Überschrift|Produkt|Produktname|Telefon|Adresse|Ansprechpartner(?:in)?|Quelle|Platzhalter|Anrede|"
    r"First ?[Nn]ame|Last ?[Nn]ame|Your [Nn]ame|Company(?: [Nn]ame)?|Date|Time|City|Place|Price|Amount|Image|Picture|"
    r"Title|"
    r"Product(?: [Nn]ame)?|Phone|Address|Source|Placeholder|CTA|Copy|Subject"
)
_SURE = re.compile(
    rf"(?P<lorem>\bBlindtext:|\bhinter den Wortbergen\b|\b[Ll]orem [Ii]psum\b[^.\n]{{0,40}}|\b[Dd]olor sit amet\b)"
    rf"|(?P<mark>\b(?:TODO|FIXME|TBD|TBA)\b(?!-)|\bX{{4,}}\b(?!L)|"
    rf"(?<![\w.])[Xx]{{2}}[.:/][Xx]{{2}}(?:[.:/](?:[Xx]{{2,4}}|[0-9]{{4}}))?(?!\w)"
    rf"|(?<!\w)[Xx]{{2,4}}(?:[.,][Xx]{{2}})?[ \u00a0]?(?:€|EUR|%|Prozent|percent)|[€$£]X{{2,4}}(?!\w))"
    rf"|(?P<slot>[\[<](?:(?:{_WORDS})(?: (?:einfügen|hier|here|eintragen|einsetzen))?|(?:[Ii]nsert|[Aa]dd|[Ee]nter|"
    rf"[Hh]ier|[Bb]itte|[Yy]our)\s[^\[\]<>\n]{{2,40}})[\]>](?!\())"
    rf"|(?P<phrase>\b(?:[Hh]ier (?:steht|folgt|kommt) (?:(?:bald|noch|dann|später) )?(?:ein |der |Ihr |"
    rf"dein )?(?:Text|Blindtext|Platzhalter)\b"
    rf"|Text folgt(?: noch| in Kürze)?(?= ?(?:[.!…)\]]|$))|"
    rf"(?:[Dd]ies|[Dd]as) ist (?:nur )?(?:ein )?(?:Blindtext|Platzhalter|Mustertext)\b|\A(?:Blindtext|"
    rf"Mustertext|Platzhalter)\Z|(?:[Yy]our|[Aa]dd|[Ii]nsert) (?:headline|text|copy|title|subtitle) here\b|"
    rf"[Tt]ext goes here\b|[Cc]opy to come\b))"
)
_CUES = Cues(
    *(
        "lorem",
        "dolor sit",
        "todo",
        "fixme",
        "tbd",
        "tba",
        "xx",
        "€x",
        "$x",
        "£x",
        "[",
        "<",
        "blindtext",
        "platzhalter",
        "wortbergen",
    ),
    *("mustertext", "text folgt", "hier steht", "hier folgt", "hier kommt", "copy to come", "???", "____"),
    *("headline here", "text here", "copy here", "title here", "goes here"),
)
_LIKELY = re.compile(r"\bXXX\b|\?\?\?+|\[(?:\.{2}|_+|\s+)\]|_{5,}")


class PlaceholderText(Rule):
    """A placeholder was never replaced.

    ## Why it matters
    “Lorem ipsum” in a mail to ten thousand people is the mistake every brand makes once.

    ## How to put it right
    Put the real words in, or take the block out.
    """

    id = "structure/placeholder-text"
    severity = Severity.ERROR
    options = (Option("words", "", "More placeholders, separated by commas"),)
    source = "Common practice"
    examples = (
        Good(
            "Die To-do-Liste ist kurz, Größe XXL ist da, das Zitat [...] stimmt [sic] und hat eine Quelle [1].",
            locale="de",
        ),
        Good("Wir haben einen Platzhalter für Sie reserviert. Er heißt Max.", locale="de"),
        Good("Read the text here. The name [of the rose] is known; see XXL and 4x4. Copy the date."),
        Good("Was ist ein Blindtext? Blindtext ist Text ohne Sinn.", locale="de"),
        Bad(
            "Lorem ipsum dolor sit amet, wie man sagt.",
            locale="de",
            flags=("Lorem ipsum dolor sit amet, wie man sagt",),
        ),
        Bad("Hallo [Vorname], nur heute XX % auf alles.", locale="de", flags=("[Vorname]", "XX %")),
        Bad("TODO: Preis prüfen. Text folgt.", locale="de", flags=("TODO", "Text folgt")),
        Bad(
            "Your headline here. Call [insert phone number] by xx.xx.2026.",
            flags=("Your headline here", "[insert phone number]", "xx.xx.2026"),
        ),
        Bad("Save $XX with us.", flags=("$XX",)),
        Bad("Der Preis ist XXX und bleibt so.", locale="de", flags=("XXX",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag what can only be a placeholder, and for a person what may be one."""
        more = [word.strip() for word in str(self.option(guideline, subject, "words")).split(",") if word.strip()]
        own = re.compile("|".join(map(re.escape, more)), re.IGNORECASE) if more else None
        for passage in passages(subject, cues=None if own else _CUES):
            sure = [_SURE, *([own] if own is not None else [])]
            found = [(match, True) for pattern in sure for match in pattern.finditer(passage.text)]
            found += [(match, False) for match in _LIKELY.finditer(passage.text)]
            for match, certain in sorted(found, key=lambda pair: pair[0].start()):
                yield self._flag(passage, match, certain=certain)

    def _flag(self, passage: Passage, match: re.Match[str], *, certain: bool) -> Finding:
        message = Message("“{text}” is a placeholder.", text=match[0])
        verdict = Verdict.FAIL if certain else Verdict.NEEDS_REVIEW
        return self.at(passage.run, match.start(), match.end(), message, verdict=verdict)


plugin = PlaceholderText()
