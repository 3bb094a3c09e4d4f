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
    Refinements for programs that know them belong inside `@media` or `@supports`, where they are left alone. The
    guideline's table `clients` says which programs the readers use; without it a usual German audience is assumed.
    """

    id = "email/unsupported-markup"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (
        Option("share", 5.0, "Least share of the readers, in percent, whose programs do not know it"),
        Option("look", False, "Also report what only makes the mail plainer, such as round corners"),
    )
    source = "Can I email (www.caniemail.com), data of 13 May 2026; the usual audience is an estimate of our own"
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
        made = _Made(subject)
        also_look = bool(self.option(guideline, subject, "look"))
        for pattern in mailclients.patterns():
            if not (pattern.is_layout or also_look):
                continue
            feature = mailclients.features()[pattern.slug]
            lacking = feature.without(shares)
            share = sum(lacking.values())
            if not share or share < least:
                continue
            for where, quote, verdict in made.uses(pattern):
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


class _Made:
    """What a mail is made of, by kind and name, so that each pattern looks at few things."""

    def __init__(self, subject: Subject) -> None:
        self._pictures = subject.pictures
        self._named: dict[tuple[MarkupKind, str], list[MarkupUse]] = {}
        self._declared: list[MarkupUse] = []
        for use in subject.markup:
            if not use.guarded:
                self._named.setdefault((use.kind, use.name), []).append(use)
                if use.kind is MarkupKind.DECLARATION:
                    self._declared.append(use)

    def uses(self, pattern: Pattern) -> Iterator[tuple[Where, str, Verdict]]:
        """Where a feature is used, its words, and whether that is certain to do harm."""
        for use in self._candidates(pattern):
            review = use.kind is MarkupKind.ELEMENT and use.name in _WITH_FALLBACK
            yield use.where, use.written or f"{use.name}:{use.value}", Verdict.NEEDS_REVIEW if review else Verdict.FAIL
        for picture in self._pictures if pattern.pictures else ():
            if pattern.shows(picture.url, picture.media_type):
                yield picture.where, picture.url[:120], Verdict.FAIL

    def _candidates(self, pattern: Pattern) -> Iterator[MarkupUse]:
        for element in sorted(pattern.elements):
            yield from self._named.get((MarkupKind.ELEMENT, element), ())
        if pattern.attribute:
            yield from self._named.get((MarkupKind.ATTRIBUTE, pattern.attribute), ())
        if pattern.at_rule:
            yield from self._named.get((MarkupKind.AT_RULE, pattern.at_rule), ())
        if "*" in pattern.declarations:
            declared = self._declared
        else:
            declared = [
                use
                for name in sorted(pattern.declarations)
                for use in self._named.get((MarkupKind.DECLARATION, name), ())
            ]
        yield from (use for use in declared if pattern.declares(use.name, use.value))


def _named(lacking: Mapping[str, float]) -> str:
    """The programs, those of most readers first: "Outlook (Windows), GMX (Android), +3"."""
    names = [mailclients.clients().get(client, client) for client in lacking]
    return ", ".join([*names[:_NAMED], *([f"+{len(names) - _NAMED}"] if len(names) > _NAMED else [])])


plugin = UnsupportedMarkup()
