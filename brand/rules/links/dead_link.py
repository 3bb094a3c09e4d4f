"""The rule `links/dead-link`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.subject import Code, Link, Subject, SubjectKind
from brand.web import PATH, address_of, ways
from renderers.contract.message import Message

_DOUBLED = re.compile(
    r"https?:/{0,2}https?:?//|https?:/[^/]|https?//|hhttps?:|htps?://|htt?p?s?;//|https?:///", re.IGNORECASE
)
_TAG = re.compile(r"\{\{|\{%|\*\||%%|\$\[|\[\[|\{\w")
_NAMED = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _with_code(url: str, locale: str = "en") -> Subject:
    where = Where(part="poster.png", box=(0, 0, 90, 90))
    return Subject(
        name="poster.png", kind=SubjectKind.PICTURE, channel="print", locale=locale, codes=(Code(url, where, 90),)
    )


class DeadLink(Rule):
    """A link cannot work, or is not encrypted.

    ## Why it matters
    A dead link wastes the one moment in which a reader wanted something. Browsers warn of addresses without https.

    ## How to put it right
    Correct the address. Where only the encryption is missing, https is offered; look whether the page opens there.
    Whether the page answers is asked by the hub, which may use the network; this rule reads the address only.
    """

    id = "links/dead-link"
    severity = Severity.ERROR
    source = "RFC 3986 (syntax of addresses)"
    examples = (
        Good(
            '<a href="https://lumora.example/a%20b?x=1#y">Shop</a> <a href="tel:+4930123">Ruf an</a>',
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Good(
            '<a href="{{ unsubscribe_link }}">Leave</a> <a href="/terms">Terms</a> <a href="#top">Top</a>',
            kind=SubjectKind.HTML,
        ),
        Good("Siehe https://lumora.example.", locale="de"),
        Bad(
            '<a href="http://lumora.example/x">Shop</a>',
            kind=SubjectKind.HTML,
            flags=("http://lumora.example/x",),
            fixed='<a href="https://lumora.example/x">Shop</a>',
        ),
        Bad(
            '<a href="https://https://lumora.example">Shop</a>',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("https://https://lumora.example",),
        ),
        Good(subject=_with_code("https://lumora.example/x")),
        Bad(
            subject=_with_code("http://lumora.example/x"),
            flags=("http://lumora.example/x",),
            note="A code in a picture.",
        ),
        Bad('<a href="">Shop</a> <a href="#">More lamps</a>', kind=SubjectKind.HTML, flags=("Shop", "#")),
        Bad('<a href="https://lumora example/x">Shop</a>', kind=SubjectKind.HTML, flags=("https://lumora example/x",)),
        Bad(
            '<a href="lumora.example/x">Shop</a>',
            kind=SubjectKind.HTML,
            flags=("lumora.example/x",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Read each address as a browser would."""
        for link in ways(subject):
            if PATH.fullmatch(link.url) is None and not _TAG.search(link.url):
                yield from self._look(link, subject)

    def _look(self, link: Link, subject: Subject) -> Iterator[Finding]:
        url = link.url.strip()
        if url in {"", "#"}:
            yield self.finding(link.where, Message("The link leads nowhere."), quote=url or link.text)
        elif _is_broken(url):
            yield self.finding(link.where, Message("“{url}” is no address.", url=url), quote=url)
        elif url.lower().startswith("http://") and "localhost" not in url:
            new = f"https{url[4:]}"
            message = Message("The link is not encrypted: write https.")
            yield self.finding(link.where, message, quote=url, fix=Fix(FixKind.SUGGEST, new))
        elif subject.kind is not SubjectKind.PDF and _lacks_scheme(url):
            message = Message("“{url}” lacks its https://, so it leads to a page beside this one.", url=url)
            fix = Fix(FixKind.SUGGEST, f"https://{url}")
            yield self.finding(link.where, message, quote=url, fix=fix, verdict=Verdict.NEEDS_REVIEW)


def _is_broken(url: str) -> bool:
    if _DOUBLED.match(url) or any(character.isspace() for character in url):
        return True
    address = address_of(url)
    return address is None or (
        address.scheme in {"http", "https"} and not re.fullmatch(r"[\w.-]+|\[[0-9a-f:]+\]", address.host)
    )


def _lacks_scheme(url: str) -> bool:
    if _NAMED.match(url) and not re.match(r"[\w.-]+\.\w+:\d", url):
        return False
    return re.match(r"(?:www\.|[\w-]+\.)+(?:de|com|org|net|eu|at|ch|io|shop|example)(?:[/?#]|$)", url) is not None


plugin = DeadLink()
