"""The rule `email/unsupported-markup`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from brand import mailclients
from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.mailclients import Pattern
from brand.rule import Bad, Good, Option, Rule
from brand.samples import GUIDELINE, letter
from brand.subject import MarkupKind, MarkupUse, Subject, SubjectKind
from renderers.contract.message import Message

#: What may hold words or a picture for programs that do not know it; whether these say enough is for people to see.
_WITH_FALLBACK = frozenset({"video", "audio", "object"})
#: So many programs are named; the others are counted.
_NAMED = 4

_PLAIN = '<table role="presentation" width="560"><tr><td width="280">Light.</td><td width="280">Calm.</td></tr></table>'
_FLEX = (
    '<div style="display:flex"><p style="margin:0">Light for the table.</p><p style="margin:0">And the wall.</p></div>'
)
_GRID = '<div style="display: grid"><p>Licht für den Tisch.</p><p>Und für die Wand.</p></div>'
_PHONE = "<style>@media (max-width:480px){.c{display:flex}} .c{border-radius:4px}</style>"
_APPLE = replace(GUIDELINE, clients=(("apple-mail/ios", 70.0), ("apple-mail/macos", 30.0)))


class UnsupportedMarkup(Rule):
    """A mail uses HTML or CSS that the readers' mail programs do not know.

    ## Why it matters
    What a mail program does not know, it drops: columns fall on top of each other, colors and distances vanish, a video
    leaves a hole. Nobody tells the sender.

    ## How to put it right
    Build columns with tables, give sizes in pixels and colors as “#14213d”, and show a picture that leads to the video.
    Refinements for programs that know them belong inside `@media` or `@supports`, where they are left alone. Which
    programs the readers use says the table `clients` of the guideline; without it a usual German audience is assumed.
    """

    id = "email/unsupported-markup"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (
        Option("share", 5.0, "Least share of the readers, in percent, whose programs do not know it"),
        Option("look", False, "Also report what only makes the mail plainer, such as round corners"),
    )
    source = "Can I email (www.caniemail.com), data of 13 May 2026; the usual audience is an estimate, to be checked"
    examples = (
        Good(letter(_PLAIN), kind=SubjectKind.HTML, channel="email"),
        Good(letter(_PLAIN, head=_PHONE), kind=SubjectKind.HTML, channel="email", note="For those who know it."),
        Good(
            letter('<p style="border-radius:8px;color:#14213d">Runde Ecken sind nur eine Zierde.</p>', locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
        ),
        Good(_FLEX, kind=SubjectKind.HTML, channel="web", note="A page, not a mail."),
        Good(letter(_FLEX), kind=SubjectKind.HTML, channel="email", guideline=_APPLE, note="All readers see it."),
        Bad(letter(_FLEX), kind=SubjectKind.HTML, channel="email", flags=("display:flex",)),
        Bad(
            letter(_GRID, locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("display: grid",),
        ),
        Bad(
            letter("<p>Licht.</p>", head="<style>:root{--night:#14213d} p{color:var(--night)}</style>", locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("color:var(--night)",),
        ),
        Bad(
            letter('<p>See it.</p><video src="https://lumora.example/glow.mp4"></video>'),
            kind=SubjectKind.HTML,
            channel="email",
            flags=("<video",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            letter('<p>Licht.</p><img src="https://lumora.example/abend.webp" alt="Abend" width="560">', locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("https://lumora.example/abend.webp",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each feature once that too many readers' programs do not know."""
        shares = dict(guideline.clients) or mailclients.usual_shares()
        least = float(self.option(guideline, subject, "share"))
        also_look = bool(self.option(guideline, subject, "look"))
        for pattern in mailclients.patterns():
            if not (pattern.is_layout or also_look):
                continue
            feature = mailclients.features()[pattern.slug]
            lacking = feature.without(shares)
            share = sum(lacking.values())
            if not share or share < least:
                continue
            for where, quote, verdict in _uses(pattern, subject):
                yield self.finding(
                    where,
                    Message(
                        "Programs of {share} % of the readers do not know “{feature}” ({written}): {clients}.",
                        share=round(share),
                        feature=feature.title,
                        written=quote,
                        clients=_named(lacking),
                    ),
                    quote=quote,
                    verdict=verdict,
                    evidence={"share": f"{share:.1f}", "feature": pattern.slug, "tested": feature.as_of.isoformat()},
                )
                break


def _uses(pattern: Pattern, subject: Subject) -> Iterator[tuple[Where, str, Verdict]]:
    for use in subject.markup:
        if not use.guarded and _matches(pattern, use):
            review = use.kind is MarkupKind.ELEMENT and use.name in _WITH_FALLBACK
            yield use.where, use.written or f"{use.name}:{use.value}", Verdict.NEEDS_REVIEW if review else Verdict.FAIL
    for picture in subject.pictures:
        if pattern.pictures and pattern.shows(picture.url, picture.media_type):
            yield picture.where, picture.url[:120], Verdict.FAIL


def _matches(pattern: Pattern, use: MarkupUse) -> bool:
    match use.kind:
        case MarkupKind.ELEMENT:
            return use.name in pattern.elements
        case MarkupKind.ATTRIBUTE:
            return bool(pattern.attribute) and use.name == pattern.attribute
        case MarkupKind.AT_RULE:
            return bool(pattern.at_rule) and use.name == pattern.at_rule
    return bool(pattern.declarations) and pattern.declares(use.name, use.value)


def _named(lacking: Mapping[str, float]) -> str:
    """The programs, those of most readers first: "Outlook (Windows), GMX (Android), +3"."""
    names = [mailclients.clients().get(client, client) for client in lacking]
    return ", ".join([*names[:_NAMED], *([f"+{len(names) - _NAMED}"] if len(names) > _NAMED else [])])


plugin = UnsupportedMarkup()
