"""The rule `fonts/third-party-host`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import letter
from brand.subject import FontUse, Subject, SubjectKind
from brand.web import address_of, belongs_to
from renderers.contract.message import Message

#: Who serves fonts to other people's pages.
_SERVICES = (
    "fonts.googleapis.com",
    "fonts.gstatic.com",
    "use.typekit.net",
    "p.typekit.net",
    "fast.fonts.net",
    "fonts.com",
    "use.fontawesome.com",
    "kit.fontawesome.com",
    "cloud.typography.com",
    "fonts.bunny.net",
    "fonts.cdnfonts.com",
    "rsms.me",
)
_FONTLIKE = re.compile(r"font|typeface|webtype", re.IGNORECASE)
_GOOGLE = "https://fonts.googleapis.com/css2?family=Source+Sans+3"
_ABOUT = "<p>Light for long evenings, and lamps that stay cool.</p>"


def _face(url: str) -> str:
    return f"<style>@font-face{{font-family:'Source Sans 3';src:url({url}) format('woff2')}}</style>"


class ThirdPartyHost(Rule):
    """A web font is loaded from somebody else's server.

    ## Why it matters
    Every reader's address goes to that server before anybody was asked. A court in Munich saw a claim for damages in
    it (LG München I, 3 O 17493/20); whether it is one in your case is for people to judge.

    ## How to put it right
    Put the font files on a server of your own and load them from there, or list the host in the guideline where there
    is an agreement with it. In mails the fallback is enough: hardly any program loads fonts.
    """

    id = "fonts/third-party-host"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (Option("hosts", "", "Hosts that fonts may be loaded from besides the brand's own, separated by blanks"),)
    source = (
        "LG München I, 20 January 2022, 3 O 17493/20 (injunction and damages of €100); 30 March 2023, 4 O 13063/22 "
        "(none for those who sent warnings in masses); reports read on 22 November 2026"
    )
    examples = (
        Good(_face("/fonts/source-sans-3.woff2") + _ABOUT, kind=SubjectKind.HTML),
        Good(
            _face("https://www.lumora.example/fonts/a.woff2") + "<p>Licht vom eigenen Server.</p>",
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Good(
            '<link rel="stylesheet" href="https://cdn.other.example/layout.css"><p>Licht ohne Schrift.</p>',
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Bad(f'<link rel="stylesheet" href="{_GOOGLE}">{_ABOUT}', kind=SubjectKind.HTML, flags=(_GOOGLE,)),
        Bad(
            letter("<p>Licht für lange Abende.</p>", head=f"<style>@import url({_GOOGLE});</style>", locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=(_GOOGLE,),
        ),
        Bad(
            _face("https://cdn.other.example/s/source.woff2") + _ABOUT,
            kind=SubjectKind.HTML,
            flags=("https://cdn.other.example/s/source.woff2",),
        ),
        Bad(
            _face("https://cdn.other.example/s/source.woff2") + "<p>Licht von fern.</p>",
            kind=SubjectKind.HTML,
            locale="de",
            guideline=Guideline(),
            flags=("https://cdn.other.example/s/source.woff2",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each address once that fonts are loaded from and that is not the brand's own."""
        page = address_of(subject.name)
        own = (*guideline.hosts, *str(self.option(guideline, subject, "hosts")).split())
        if page is not None and page.is_web:
            own = (*own, page.host.removeprefix("www."))
        seen: set[str] = set()
        for font in subject.fonts:
            if font.type != "web" or font.url in seen:
                continue
            seen.add(font.url)
            host = _host(font.url)
            if not host or belongs_to(host, own) or not _brings_font(font, host):
                continue
            certain = belongs_to(host, _SERVICES) or bool(own)
            yield self.finding(
                font.where,
                Message("The page loads a font from {host}: {url}", host=host, url=font.url[:200]),
                quote=font.url[:200],
                fix=_fix(font),
                verdict=Verdict.FAIL if certain else Verdict.NEEDS_REVIEW,
            )


def _host(url: str) -> str:
    address = address_of(f"https:{url}" if url.startswith("//") else url)
    return address.host if address is not None and address.is_web else ""


def _brings_font(font: FontUse, host: str) -> bool:
    """Whether it is a font file, or a style sheet that is about fonts."""
    return bool(font.family) or belongs_to(host, _SERVICES) or _FONTLIKE.search(font.url) is not None


def _fix(font: FontUse) -> Fix | None:
    """A file can lie in a folder of one's own; a style sheet has to be written anew."""
    address = address_of(font.url)
    name = address.path.rpartition("/")[2] if address is not None else ""
    return Fix(FixKind.SUGGEST, f"/fonts/{name}") if font.family and name else None


plugin = ThirdPartyHost()
