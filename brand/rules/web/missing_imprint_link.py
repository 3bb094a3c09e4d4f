"""The rule `web/missing-imprint-link`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from brand.web import is_web_page
from renderers.contract.message import Message

_IMPRINT = re.compile(
    r"\bimpressum\b|\bimprint\b|\banbieterkennzeichnung\b|\blegal[ _-]?(?:notice|disclosure|info(?:rmation)?)\b|"
    r"\bcompany[ _-]information\b|\babout[ _-]this[ _-]site\b",
    re.IGNORECASE,
)
_PRIVACY = re.compile(r"\bdatenschutz|\bprivacy\b|\bdata[ _-]?protection\b|\bprivatsph(?:ä|ae)re\b", re.IGNORECASE)
_LAMPS = '<p>Licht.</p><p><a href="/kontakt">Kontakt</a></p>'


def _page(body: str, *, language: str = "de") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head><title>Licht</title></head><body>{body}</body></html>'


class MissingImprintLink(Rule):
    """A page does not link to the imprint or to the privacy notice.

    ## Why it matters
    In Germany the provider of a digital service must be easy to recognize and to reach from every page (§ 5 DDG), and
    readers must be told what happens to their data (Article 13 GDPR). A missing imprint is what warning letters are
    written about.

    ## How to put it right
    Link “Impressum” and “Datenschutz” in the page's footer, with these words and visible without scrolling through
    menus. Where a script adds the links later, have a person look. Words of the brand's own go into the options.
    Whether a page needs an imprint is a question for people who know the law.
    """

    id = "web/missing-imprint-link"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML})
    channels = frozenset({"", "web"})
    options = (
        Option("imprint", "", "Further words by which the link to the imprint is known, separated by commas"),
        Option("privacy", "", "Further words by which the link to the privacy notice is known, separated by commas"),
        Option("privacy_needed", True, "A link to the privacy notice is needed as well"),
    )
    source = (
        "DDG § 5 (1) (easily recognized, reached directly, always there), in force since 14 May 2024; GDPR article 13 "
        "(privacy notice); guides by chambers and ministries read on 22 November 2026"
    )
    examples = (
        Good(
            _page('<p>Licht.</p><footer><a href="/impressum">Impressum</a> <a href="/ds">Datenschutz</a></footer>'),
            kind=SubjectKind.HTML,
            channel="web",
            locale="de",
        ),
        Good(
            _page('<p>Light.</p><a href="/imprint">Legal notice</a> <a href="/privacy">Your data</a>', language="en"),
            kind=SubjectKind.HTML,
            channel="web",
        ),
        Good("<p>Ein Teil einer Seite, deren Fuß ein anderer setzt.</p>", kind=SubjectKind.HTML, locale="de"),
        Good(_page(_LAMPS), kind=SubjectKind.HTML, locale="de", note="A file alone may as well be a mail."),
        Bad(_page(_LAMPS), kind=SubjectKind.HTML, channel="web", locale="de", flags=("", "")),
        Bad(
            _page('<p>Light.</p><p><a href="/privacy">Privacy</a> and <a href="/c">contact</a></p>', language="en"),
            kind=SubjectKind.HTML,
            channel="web",
            flags=("",),
        ),
        Bad(
            _page("<p>Light, and not a single link.</p>", language="en"),
            kind=SubjectKind.HTML,
            channel="web",
            flags=("", ""),
            verdict=Verdict.NEEDS_REVIEW,
            note="A script may add the links.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for both links on a page that is whole."""
        if not is_web_page(subject) or subject.meta("page") != "whole":
            return
        where = Where(part=next((run.where.part for run in subject.runs if run.where.part), subject.name))
        verdict = Verdict.FAIL if subject.links else Verdict.NEEDS_REVIEW
        if not _linked(subject, _IMPRINT, _own(self.option(guideline, subject, "imprint"))):
            yield self.finding(where, Message("The page does not link to an imprint."), verdict=verdict)
        if not self.option(guideline, subject, "privacy_needed"):
            return
        if not _linked(subject, _PRIVACY, _own(self.option(guideline, subject, "privacy"))):
            yield self.finding(where, Message("The page does not link to a privacy notice."), verdict=verdict)


def _own(value: object) -> tuple[str, ...]:
    return tuple(word.strip().casefold() for word in str(value).split(",") if word.strip())


def _linked(subject: Subject, pattern: re.Pattern[str], own: tuple[str, ...]) -> bool:
    """Whether a link says so in its words or its address."""
    for link in subject.links:
        words = f"{link.text} {link.url}"
        if pattern.search(words) or any(word in words.casefold() for word in own):
            return True
    return False


plugin = MissingImprintLink()
