"""Web: an article for the brand's site.

Delivered as a fragment of HTML with its style sheet, the elements for the page's head, schema.org data, the same piece
as Markdown and as JSON for front ends that build their own page, and the picture for link previews. The style sheet is
made of the brand's tokens as custom properties, with fluid type and colors for dark screens; all its classes begin
with `ein-`. Nothing of the piece is left out. The canonical address is left to the site.
"""

from collections.abc import Sequence

from renderers.channels.web import article, markdown, snippet
from renderers.channels.web.card import drawn_card
from renderers.channels.web.desk import Desk
from renderers.channels.web.head import head, share_picture, structured_data
from renderers.channels.web.headless import content
from renderers.channels.web.sheet import style_sheet
from renderers.channels.web.widths import width
from renderers.contract.artifact import Artifact, Meter, Part, Trace
from renderers.contract.escape import REPLACEMENTS
from renderers.contract.renderer import AssetSource, Format, OverrideField, OverrideKind, Reads, Renderer
from renderers.contract.view import RenderInput
from renderers.toolkit import limits, palette
from renderers.toolkit.fonts import DISTRIBUTIONS, SANS, SERIF, SHIPPED_FAMILIES
from renderers.toolkit.gallery import Gallery
from renderers.toolkit.html import visible
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import borrowed
from renderers.toolkit.pictures import Cropped

_HTML = "text/html"


class WebRenderer(Renderer):
    """Writes an article: every block, the brand's legal lines, and what search engines and link previews read."""

    key = "web"
    label = "Web"
    version = "3"
    formats = (
        Format(
            "article",
            label="Article",
            parts=("body.html", "head.html", "style.css", "data.jsonld", "content.md", "content.json", "og.jpg"),
        ),
    )
    reads = frozenset(
        {
            Reads.COLORS,
            Reads.TYPOGRAPHY,
            Reads.LEGAL,
            Reads.SENDER,
            Reads.IDENTITY,
            Reads.SHORT,
            Reads.PICTURES,
            Reads.FOCAL,
            Reads.CREDIT,
            Reads.LINKS,
            Reads.MEDIA,
            Reads.DATED,
        }
    )
    override_fields = (
        OverrideField(snippet.TITLE, label="Title for search engines", kind=OverrideKind.LINE, replaces="headline"),
        OverrideField(snippet.DESCRIPTION, label="Description for search engines", replaces="teaser"),
        OverrideField("headline", label="Headline", kind=OverrideKind.LINE, replaces="headline"),
        OverrideField("teaser", label="Teaser", replaces="teaser"),
        OverrideField("hero", label="Hero picture", kind=OverrideKind.PICTURE, replaces="hero"),
        OverrideField("action.label", label="Label of the action", kind=OverrideKind.LINE, replaces="action.label"),
    )
    engine = ("pillow", "typst", *DISTRIBUTIONS)
    replacements = REPLACEMENTS
    limits = limits.load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        """The article's seven parts.

        Raises:
            MissingAssetError, UnusableAssetError: a picture cannot be had or read.
        """
        pen, gallery = Pen(source, relative=True), Gallery(assets)
        desk = Desk(source, pen, gallery)
        title, description = snippet.title(source), snippet.description(source)
        body = article.article(desk)
        card = _card(desk)
        shown = gallery.keep(card)
        texts = (
            (article.PART, _HTML, body),
            ("head.html", _HTML, head(desk, title, description, shown.media, (card.width, card.height))),
            ("style.css", "text/css", style_sheet(source.tokens)),
            ("data.jsonld", "application/ld+json", structured_data(desk, title, description, shown.media)),
            (markdown.PART, "text/markdown", markdown.Markdown(desk).write()),
            ("content.json", "application/json", content(desk)),
        )
        return Artifact(
            parts=(
                *(Part(name, media_type, text.encode()) for name, media_type, text in texts),
                Part("og.jpg", card.media_type, card.data),
            ),
            media=gallery.media,
            losses=(*pen.losses, *gallery.losses, *borrowed(source.document, (visible(body),))),
            meters=_meters(source, title.text, description.text),
            provenance=(
                *(Trace("head.html", line.text, line.place) for line in (title, description) if line.text),
                *desk.traces,
            ),
        )

    def measure(self, text: str, format_key: str) -> Sequence[Meter]:
        """How wide a text is as the title of a search result."""
        known = {limit.id: limit for limit in self.limits_of(self.format(format_key).key)}
        return (limits.meter(known["title-width"], width(" ".join(text.split()), snippet.TITLE_SIZE)),)


def _meters(source: RenderInput, title: str, description: str) -> tuple[Meter, ...]:
    wide = width(description, snippet.DESCRIPTION_SIZE)
    return (
        limits.meter(source.limit("title-width"), width(title, snippet.TITLE_SIZE)),
        limits.meter(source.limit("description-width"), wide),
        limits.meter(source.limit("description-width-mobile"), wide),
    )


def _card(desk: Desk) -> Cropped:
    """The picture of link previews."""
    source = desk.source
    size = round(source.limit("og-width").value), round(source.limit("og-height").value)
    if found := share_picture(desk):
        return desk.gallery.cropped(found[1], *size)
    place, heading = source.document.heading
    family = source.tokens.font("heading").family
    return drawn_card(
        desk.plain(heading, place),
        *size,
        colors=palette.light(source.tokens),
        family=family
        if family in SHIPPED_FAMILIES
        else SERIF
        if "serif" in source.tokens.font("heading").stack
        else SANS,
    )


plugin = WebRenderer()
