"""What is gathered while one newsletter is written: words in slots, pictures, and where everything came from."""

from urllib.parse import urlsplit

from renderers.channels.email.look import Look
from renderers.channels.email.mjml import Slots, linked, picture
from renderers.contract.artifact import Trace
from renderers.contract.document import AssetRef
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit import html
from renderers.toolkit.gallery import ANY_RATIO, Gallery, Ratios, Shown
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import direction, phrases

PART = "body.html"
#: Pictures have twice the pixels of their place, for sharp screens.
DENSITY = 2


class Draft:
    """The desk on which a newsletter's HTML is put together."""

    def __init__(self, source: RenderInput, pen: Pen, gallery: Gallery) -> None:
        self.source = source
        self.pen = pen
        self.gallery = gallery
        self.slots = Slots()
        self.language = source.document.language
        self.look = Look.of(source.tokens, direction=direction(self.language))
        self.phrases = phrases(self.language)
        self._host = urlsplit(source.tokens.sender.website).hostname or ""
        self.traces: list[Trace] = []

    def say(self, text: RichText | str, place: Place, *, link: str = "") -> str:
        """Words from the document, as a slot. `link` is the attribute of the links among them."""
        rich = RichText.of(text) if isinstance(text, str) else text
        markup = self.pen.html(rich, place, link=link or self.look.link_style)
        self.traces.append(Trace(PART, html.visible(markup), place))
        return self.slots.put(markup)

    def line(self, text: str, place: Place) -> str:
        """A line of the brand's, with its addresses as links, as a slot."""
        linked = html.linkified(text, self.pen.dialect, link=self.look.quiet_link_style, host=self._host)
        return self.put(linked, place)

    def put(self, markup: str, place: Place) -> str:
        """Finished HTML with its origin, as a slot."""
        self.traces.append(Trace(PART, html.visible(markup), place))
        return self.slots.put(markup)

    def href(self, url: str, place: Place) -> str | None:
        """A link's address as a slot, or None where it is refused."""
        address = self.pen.href(url, place) if url else None
        return None if address is None else self.slots.put(html.address(address))

    def picture(
        self, ref: AssetRef, place: Place, *, width: int, href: str | None = None, ratios: Ratios = ANY_RATIO
    ) -> str:
        """A picture as wide as its place, or as it has pixels for."""
        return self.shown(
            self.gallery.scaled(ref, width * DENSITY, place, ratios=ratios, least=width),
            ref,
            place,
            width=width,
            href=href,
        )

    def shown(self, made: Shown, ref: AssetRef, place: Place, *, width: int, href: str | None = None) -> str:
        """A picture that is ready."""
        fills = made.width >= width
        width = min(width, made.width)
        if ref.alt:
            self.traces.append(Trace(PART, ref.alt, Place.of(f"{place.field}.alt", place.block)))
        img = picture(
            css_class="pic" if fills else "own",
            src=self.slots.show(made.media),
            alt=self.slots.put(self.pen.attribute(ref.alt)),
            width=width,
            height=max(1, round(made.height * width / made.width)),
        )
        return linked(img, href, css_class="ia") if href else img
