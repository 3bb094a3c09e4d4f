"""The rule `social/missing-preview-card`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY
from brand.subject import Subject, SubjectKind
from brand.web import is_web_page
from renderers.contract.message import Message

#: What networks read, and what they fall back on where it is missing.
_NEEDED = (("og:title", "twitter:title"), ("og:image", "twitter:image"), ("og:description", "twitter:description"))
_CARD = (
    '<meta property="og:title" content="Licht"><meta property="og:description" content="Drei Leuchten.">'
    '<meta property="og:image" content="https://lumora.example/og.jpg">'
    '<meta name="twitter:card" content="summary_large_image">'
)
_SIZE = '<meta property="og:image:width" content="{}"><meta property="og:image:height" content="{}">'


def _page(head: str, *, locale: str = "de") -> Subject:
    return inspect_html(
        "<h1>Licht</h1>",
        name="article.html",
        channel="web",
        locale=locale,
        head=f"<title>Licht</title>{head}",
        today=TODAY,
    )


class MissingPreviewCard(Rule):
    """A page that is shared shows no card, or one of the wrong size.

    ## Why it matters
    Networks and messengers make a card of title, description and picture when somebody posts the address. Without
    them a bare address stands there, or whatever picture comes first on the page; a small or narrow picture becomes a
    thumbnail or loses its edges.

    ## How to put it right
    Give the page `og:title`, `og:description`, `og:image` and `twitter:card`, with a picture of the size in the
    options (1200 × 630 px unless the guideline says otherwise).
    """

    id = "social/missing-preview-card"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML})
    channels = frozenset({"", "web"})
    options = (
        Option("width", 1200, "Width of the picture in px"),
        Option("height", 630, "Height of the picture in px"),
        Option("tolerance", 0.05, "How far the picture's shape may differ, as a share"),
    )
    source = "The Open Graph protocol, ogp.me; the size: several secondary pages, see the limits of the channel web"
    examples = (
        Good(subject=_page(_CARD)),
        Good(subject=_page(_CARD + _SIZE.format(2400, 1260), locale="en")),
        Good("<p>A part of a page has no card of its own.</p>", kind=SubjectKind.HTML),
        Bad(
            "<!DOCTYPE html><html><head><title>Licht</title></head><body><p>Licht.</p></body></html>",
            kind=SubjectKind.HTML,
            channel="web",
            locale="de",
            flags=("",),
        ),
        Bad(
            subject=_page(_CARD.replace("og:image", "og:picture").replace("Drei Leuchten", "Lamps"), locale="en"),
            flags=("",),
        ),
        Bad(subject=_page(_CARD + _SIZE.format(600, 315)), flags=("600 × 315",)),
        Bad(subject=_page(_CARD + _SIZE.format(1200, 1200), locale="en"), flags=("1200 × 1200",)),
        Bad(subject=_page(_CARD.replace("twitter:card", "twitter:kind"), locale="en"), flags=("",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for what a card is made of, and at the size that is named for the picture."""
        if not is_web_page(subject):
            return
        missing = [name for name, other in _NEEDED if not (subject.meta(name) or subject.meta(other))]
        if not subject.meta("twitter:card"):
            missing.append("twitter:card")
        if missing:
            message = Message("The page lacks what its card on networks is made of: {names}.", names=", ".join(missing))
            yield self.finding(_where(subject, missing[0]), message, evidence={"missing": ", ".join(missing)})
        size = _size(subject)
        if size is not None:
            yield from self._judge(subject, guideline, *size)

    def _judge(self, subject: Subject, guideline: Guideline, width: int, height: int) -> Iterator[Finding]:
        wanted, high = (int(self.option(guideline, subject, name)) for name in ("width", "height"))
        if not width or not height or not wanted or not high:
            return
        off = abs((width / height) / (wanted / high) - 1)
        found, right = f"{width} × {height}", f"{wanted} × {high}"
        if width < wanted or height < high:
            message = Message("The card's picture has {found} px; it needs at least {right}.", found=found, right=right)
        elif off > float(self.option(guideline, subject, "tolerance")):
            message = Message(
                "The card's picture has {found} px, another shape than {right}.", found=found, right=right
            )
        else:
            return
        yield self.finding(_where(subject, "og:image"), message, quote=found)


def _size(subject: Subject) -> tuple[int, int] | None:
    """The picture's size: as the page names it, or that of the file where it is at hand."""
    url = subject.meta("og:image") or subject.meta("twitter:image") or ""
    if not url:
        return None
    named = [subject.meta(f"og:image:{side}") or "" for side in ("width", "height")]
    if all(side.isdecimal() and len(side) < 7 for side in named):
        return int(named[0]), int(named[1])
    file = next((use for use in subject.pictures if use.sha256 and use.sha256 in url and any(use.pixels)), None)
    return file.pixels if file is not None else None


def _where(subject: Subject, name: str) -> Where:
    part = next((run.where.part for run in subject.runs if run.where.part), subject.name)
    return Where(part=part, path=f"head > {name}")


plugin = MissingPreviewCard()
