"""The rule `access/vague-link-text`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.language.vocabulary import word_set
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_VAGUE = word_set(
    "hier mehr weiter link klick klick~hier hier~klicken klicken~sie~hier klicke~hier diesen~link dieser~link "
    "diesem~link zum~link hier~lang hier~entlang details dort diese~seite dieser~seite "
    "here more click click~here this this~link "
    "this~page go the~link over~here tap~here"
)


class VagueLinkText(Rule):
    """The words of a link do not say where it leads.

    ## Why it matters
    People with screen readers jump from link to link and hear “here, here, more”. Everybody else skims in the same
    way.

    ## How to put it right
    Link the words that name the goal: “see all lamps” instead of “click here for all lamps”.
    """

    id = "access/vague-link-text"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.HTML, SubjectKind.MAIL})
    options = (Option("words", "", "More link texts that say nothing, separated by commas"),)
    source = "WCAG 2.2, success criterion 2.4.4 (Link Purpose, In Context)"
    examples = (
        Good('<p><a href="/x">See all lamps here</a> or <a href="/y">more about us</a>.</p>', kind=SubjectKind.HTML),
        Good('<p><a href="/x">Mehr über unser Licht</a></p>', kind=SubjectKind.HTML, locale="de"),
        Good("Mehr: https://lumora.example", locale="de"),
        Bad('<p>For all lamps <a href="/x">click here</a>!</p>', kind=SubjectKind.HTML, flags=("click here",)),
        Bad(
            '<p>Alle Leuchten gibt es <a href="/x">hier</a>. <a href="/y">Mehr …</a></p>',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("hier", "Mehr …"),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag links whose words are on the list, marks and arrows left out."""
        more = {word.strip().casefold() for word in str(self.option(guideline, subject, "words")).split(",")} - {""}
        for link in subject.links:
            words = re.sub(r"[^\w ]+", " ", link.text).strip()
            if re.sub(r"\s+", " ", words).casefold() in _VAGUE | more:
                message = Message("“{words}” does not say where the link leads.", words=link.text)
                yield self.finding(link.where, message, quote=link.text)


plugin = VagueLinkText()
