"""The rule `web/bad-search-snippet`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.rule import Bad, Good, Rule
from brand.samples import TODAY
from brand.subject import Subject, SubjectKind
from brand.web import is_web_page
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.message import Message

#: What is measured: the meter's name, and the property whose words it measures.
_MEASURED = {
    "title-width": ("title", "head > title"),
    "description-width": ("description", "head > meta[name=description]"),
}


def _page(
    title: str, description: str, *, width: float = 300, body: str = "<p>Licht.</p>", locale: str = "de"
) -> Subject:
    """A page with its head apart, as a channel makes it, and the width of its title."""
    head = f"<title>{title}</title>" if title else '<meta name="viewport" content="width=device-width">'
    head += f'<meta name="description" content="{description}">' if description else ""
    subject = inspect_html(body, name="article.html", channel="web", locale=locale, head=head, today=TODAY)
    return replace(subject, meters=(Meter("title-width", width, 580, "px", MeterKind.FOLD),))


class BadSearchSnippet(Rule):
    """Title or description for search engines are missing, or too wide to be shown.

    ## Why it matters
    They are the first words that people read of a page, and often the only ones. A title that is cut loses its end;
    without a description the search engine takes any sentence it finds.

    ## How to put it right
    Give the page a title and a description of its own, with what matters in front. Shorten what is too wide: search
    engines count pixels, not characters. They may always show other words than these.
    """

    id = "web/bad-search-snippet"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML})
    channels = frozenset({"", "web"})
    source = "The widths in the limits of the channel web, each with its own source and date; there is no official one"
    examples = (
        Good(
            "<html><head><title>Leuchten für lange Abende</title>"
            '<meta name="description" content="Drei Leuchten, die den Abend länger machen."></head>'
            "<body><p>Licht.</p></body></html>",
            kind=SubjectKind.HTML,
            channel="web",
            locale="de",
        ),
        Good("<p>A part of a page has no title of its own.</p>", kind=SubjectKind.HTML),
        Good(subject=_page("Lamps for long evenings", "Three lamps, and why they stay cool.", locale="en")),
        Good(
            "<html><head><title>Weiter</title><meta name='robots' content='noindex'></head><body>x</body></html>",
            kind=SubjectKind.HTML,
            channel="web",
            locale="de",
            note="What is kept out of search engines needs no words for them.",
        ),
        Bad(
            '<html><head><meta name="description" content="Drei Leuchten."></head><body><p>Licht.</p></body></html>',
            kind=SubjectKind.HTML,
            channel="web",
            locale="de",
            flags=("",),
        ),
        Bad(
            "<!DOCTYPE html><html><head><title>Lamps for long evenings</title></head><body><p>Light.</p></body></html>",
            kind=SubjectKind.HTML,
            channel="web",
            flags=("",),
        ),
        Bad(
            subject=_page(
                "Leuchten für lange Abende, die auch im tiefsten Winter jedes Zimmer wärmer machen", "Drei.", width=702
            ),
            flags=("Leuchten für lange Abende, die auch im tiefsten Winter jedes Zimmer wärmer machen",),
        ),
        Bad(
            "<html><head><title>Evening light</title>"
            '<meta name="description" content="Evening light"></head><body><p>Light.</p></body></html>',
            kind=SubjectKind.HTML,
            channel="web",
            flags=("Evening light",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- the meters tell
        """Flag what is missing on a page of its own, what is too wide, and a description that is the title again."""
        if not is_web_page(subject) or "noindex" in (subject.meta("robots") or "").lower():
            return
        title, description = subject.meta("title") or "", subject.meta("description") or ""
        if not title:
            yield self._missing(subject, "title-width", Message("The page has no title for search engines."))
        if not description:
            message = Message("The page has no description for search engines.")
            yield self._missing(subject, "description-width", message)
        if title and title.casefold() == description.casefold():
            where = _where(subject, "description-width")
            yield self.finding(where, Message("The description only repeats the title."), quote=description)
        yield from self._too_wide(subject)

    def _too_wide(self, subject: Subject) -> Iterator[Finding]:
        for meter in subject.meters:
            name, _ = _MEASURED.get(meter.name, ("", ""))
            text = subject.meta(name) if name else None
            if text and meter.over:
                limit, used = f"{meter.limit:g}", f"{meter.used:.0f}"
                message = (
                    Message(
                        "Search engines show {limit} px of a title; this one has {used} px.", limit=limit, used=used
                    )
                    if name == "title"
                    else Message(
                        "Search engines show {limit} px of a description; this one has {used} px.",
                        limit=limit,
                        used=used,
                    )
                )
                yield self.finding(_where(subject, meter.name), message, quote=text, evidence={"meter": meter.name})

    def _missing(self, subject: Subject, meter: str, message: Message) -> Finding:
        return self.finding(_where(subject, meter), message)


def _where(subject: Subject, meter: str) -> Where:
    """Where title or description stand; where they are missing, where they should."""
    path = _MEASURED[meter][1]
    part = next((run.where.part for run in subject.runs if run.where.part), subject.name)
    found = (run.where for run in subject.runs if run.where.path == path)
    return next(found, Where(part=part, path=path))


plugin = BadSearchSnippet()
