"""The rule `web/staging-leak`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.rule import Bad, Good, Option, Rule, quotation
from brand.samples import TODAY
from brand.subject import Subject, SubjectKind
from brand.web import address_of, belongs_to, is_test_system, is_web_page
from renderers.contract.message import Message

# A banner is a line of its own, not a sentence about previews.
_BANNER = re.compile(
    r"""
    (?:
        (?:vorschau|entwurf|(?:draft\ )?preview) \ ?[–:|(—-]\ ?
        (?:(?:noch\ )?nicht\ (?:öffentlich|veröffentlicht|live) | not\ (?:public|published|live|yet\ public) | draft)\)?
        | (?:dies(?:e\ seite)?|das)\ ist\ (?:nur\ )?
          (?:eine\ (?:vorschau|testseite|testumgebung) | ein\ (?:entwurf|testsystem))
        | (?:testumgebung|testsystem|testserver|staging(?:[ -]?(?:umgebung|system|server))?|entwurfsansicht)
        | this\ (?:page\ )?is\ (?:only\ )?an?\ (?:draft|(?:draft\ )?preview|test\ (?:page|site|system))
        | (?:staging|test)\ (?:environment|server|system)(?:\ only)? | staging\ site | preview\ mode | draft\ preview
    )[.!]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A picture named by its bytes was made with the page and lies where its maker serves it. Whether that place is public
#: is asked of the installation; on a desk's own machine it is not, and need not be.
_MADE_WITH_IT = re.compile(r"/[0-9a-f]{64}\.\w+\Z")
#: The properties of a page that hold an address for others to follow.
_ADDRESSES = ("canonical", "og:url", "og:image", "twitter:image")


def _page(head: str, body: str = "<p>Licht für den Abend.</p>", *, locale: str = "de", name: str = "") -> Subject:
    page = f"<!DOCTYPE html><html><head><title>Licht</title>{head}</head><body>{body}</body></html>"
    return inspect_html(page, name=name or "https://lumora.example/abend", channel="web", locale=locale, today=TODAY)


class StagingLeak(Rule):
    """A page for everybody carries what belongs to a test system.

    ## Why it matters
    A page that forbids search engines is not found; an address of the test system in the head sends search engines
    and shared links to a page nobody can open; a banner that says “preview” tells everybody that nobody looked.

    ## How to put it right
    Publish the page anew from the live system, with its own addresses and without the banner. Where a page is meant
    to stay out of search engines, waive the finding or list it in the options. A page that lies on a test system
    itself is not judged.
    """

    id = "web/staging-leak"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML})
    channels = frozenset({"", "web"})
    options = (
        Option("hosts", "", "Further hosts that are test systems, separated by blanks"),
        Option("unlisted", "", "Parts of addresses that are meant to stay out of search engines, separated by blanks"),
    )
    source = "Common practice, no standard; robots meta tag as documented by Google and Bing"
    examples = (
        Good(subject=_page('<link rel="canonical" href="https://lumora.example/abend">')),
        Good(subject=_page("", "<p>So sieht die Vorschau im Laden aus: Licht an, Licht aus.</p>")),
        Good(subject=_page("", "<h2>Vorschau</h2><p>Im März kommt die nächste Leuchte.</p>")),
        Good(subject=_page("", "<p>Book a preview of our new lamps.</p>", locale="en")),
        Good(
            subject=_page('<meta name="robots" content="noindex">', name="https://staging.lumora.example/abend"),
            note="The test system itself.",
        ),
        Good(
            subject=_page(f'<meta property="og:image" content="http://localhost:8000/media/{"0" * 64}.jpg">'),
            note="A picture made with the page, where the hub serves it.",
        ),
        Bad(
            subject=_page('<link rel="canonical" href="https://staging.lumora.example/abend">'),
            flags=("https://staging.lumora.example/abend",),
        ),
        Bad(
            subject=_page('<meta property="og:image" content="http://localhost:8000/og.jpg">', locale="en"),
            flags=("http://localhost:8000/og.jpg",),
        ),
        Bad(
            subject=_page("", "<div>Vorschau – nicht öffentlich</div><p>Licht für den Abend.</p>"),
            flags=("Vorschau – nicht öffentlich",),
        ),
        Bad(subject=_page("", "<p>Staging environment</p><p>Light.</p>", locale="en"), flags=("Staging environment",)),
        Bad(
            subject=_page('<meta name="robots" content="noindex, nofollow">'),
            flags=("",),
            verdict=Verdict.NEEDS_REVIEW,
            note="It may be meant so.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at the head's addresses, the pictures', the words for robots, and for a banner."""
        hosts = tuple(str(self.option(guideline, subject, "hosts")).split())
        if not is_web_page(subject) or _is_test(subject.name, hosts):
            return
        for where, url in _addresses(subject):
            if _is_test(url, hosts):
                message = Message("The page names an address of a test system: {url}.", url=url)
                yield self.finding(where, message, quote=url)
        unlisted = str(self.option(guideline, subject, "unlisted")).split()
        if "noindex" in (subject.meta("robots") or "").lower() and not any(part in subject.name for part in unlisted):
            message = Message("The page forbids search engines to list it (noindex).")
            yield self.finding(_head(subject, "meta[name=robots]"), message, verdict=Verdict.NEEDS_REVIEW)
        for run in subject.runs:
            if _BANNER.fullmatch(run.text.strip()):
                message = Message("The page says that it is a preview.")
                quote = quotation(run.text, 0, len(run.text))
                yield self.finding(run.spot(0, len(run.text)), message, quote=quote)


def _addresses(subject: Subject) -> Iterator[tuple[Where, str]]:
    for name in _ADDRESSES:
        url = subject.meta(name)
        if url and not _MADE_WITH_IT.search(url):
            yield _head(subject, name), url
    for picture in subject.pictures:
        if picture.url and not _MADE_WITH_IT.search(picture.url):
            yield picture.where, picture.url


def _head(subject: Subject, path: str) -> Where:
    part = next((run.where.part for run in subject.runs if run.where.part), subject.name)
    return Where(part=part, path=f"head > {path}")


def _is_test(url: str, hosts: tuple[str, ...]) -> bool:
    address = address_of(url)
    if address is None or not address.is_web:
        return False
    return is_test_system(address.host) or belongs_to(address.host, hosts)


plugin = StagingLeak()
