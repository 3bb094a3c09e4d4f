"""The rule `email/missing-unsubscribe`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message
from renderers.contract.tokens import pick

_WORDS = re.compile(
    r"\babmeld\w*|\babbestell\w*|\baustragen\b|\bnewsletter (?:be|ab)\w+|"
    r"\bunsubscribe|\bopt[- ]?out\b|\bleave this list\b",
    re.IGNORECASE,
)
# The tags of sending systems: {{ unsubscribe }}, *|UNSUB|*, %UNSUBSCRIBELINK%, %%unsub_center_url%% and so on.
_URL = re.compile(r"unsub|abmeld|austragen|opt-?out|\[\[remove\]\]", re.IGNORECASE)


def _mail(html: str, *headers: tuple[str, str], locale: str = "en") -> Subject:
    subject = inspect_html(html, name="message.eml", channel="email", locale=locale)
    return replace(subject, kind=SubjectKind.MAIL, metadata=tuple(sorted((*subject.metadata, *headers))))


_LEAVE = '<p>Light.</p><a href="https://lumora.example/unsubscribe">Unsubscribe</a>'
_HEADERS = (
    ("list-unsubscribe", "<https://lumora.example/unsubscribe>"),
    ("list-unsubscribe-post", "List-Unsubscribe=One-Click"),
)


class MissingUnsubscribe(Rule):
    """A mail offers no way to unsubscribe.

    ## Why it matters
    Who cannot unsubscribe presses “spam”. Large mailbox providers refuse bulk mail without one-click unsubscribe, and
    advertising by mail must say how to stop it (in Germany § 7 UWG).

    ## How to put it right
    Put a visible link into the mail, and let the sending system write the headers List-Unsubscribe and
    List-Unsubscribe-Post. Headers are only looked for in a mail that was sent, that is one with a date and a recipient.
    """

    id = "email/missing-unsubscribe"
    severity = Severity.ERROR
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (Option("headers", True, "A mail that was sent must have the headers for one-click unsubscribe"),)
    source = (
        "RFC 8058 (one-click unsubscribe); Gmail’s rules for bulk senders; UWG § 7 (2) no. 3; read on 21 November 2026"
    )
    examples = (
        Good(subject=_mail(_LEAVE)),
        Good(subject=_mail(_LEAVE, ("to", "jo@any.example"), ("date", "Sat, 21 Nov 2026 09:00:00 +0100"), *_HEADERS)),
        Good(
            '<p>Licht.</p><a href="{{ unsubscribe }}">Abmelden</a>', kind=SubjectKind.HTML, channel="email", locale="de"
        ),
        Good("<p>Licht im Netz.</p>", kind=SubjectKind.HTML, channel="web", locale="de"),
        Bad(subject=_mail("<p>Just light.</p>"), flags=("",)),
        Bad(
            '<p>Licht.</p><a href="https://lumora.example/">Shop</a>',
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("",),
        ),
        Bad(
            subject=_mail(_LEAVE, ("to", "jo@any.example"), ("date", "Sat, 21 Nov 2026 09:00:00 +0100")),
            flags=("List-Unsubscribe",),
        ),
        Bad(
            subject=_mail(_LEAVE, ("to", "jo@any.example"), ("date", "Sat, 21 Nov 2026 09:00:00 +0100"), _HEADERS[0]),
            flags=("List-Unsubscribe-Post",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for a link first, then for the headers."""
        label = next(
            (pick(line.texts, subject.locale) for line in guideline.tokens.legal if line.key == "unsubscribe"), ""
        )
        if not any(_leads_out(link.url, link.text, label) for link in subject.links):
            where = subject.runs[-1].where if subject.runs else Where(part=subject.name)
            yield self.finding(where, Message("There is no link to unsubscribe."))
        sent = subject.kind is SubjectKind.MAIL and subject.meta("to") and subject.meta("date")
        if not sent or not self.option(guideline, subject, "headers"):
            return
        for header in ("List-Unsubscribe", "List-Unsubscribe-Post"):
            if not subject.meta(header.lower()):
                message = Message("The header {header} is missing: one click cannot unsubscribe.", header=header)
                yield self.finding(Where(part=subject.name, path=header), message, quote=header)
                return


def _leads_out(url: str, text: str, label: str) -> bool:
    if not url.strip() or url.strip() == "#":
        return False
    return bool(_URL.search(url) or _WORDS.search(text) or (label and label.casefold() in text.casefold()))


plugin = MissingUnsubscribe()
