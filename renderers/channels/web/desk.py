"""What is gathered while one article is written: words, pictures in two sizes, and where everything came from."""

from dataclasses import dataclass

from renderers.contract.artifact import Media, Trace
from renderers.contract.document import AssetRef, Fact, FactType
from renderers.contract.escape import Context, clean
from renderers.contract.place import Place
from renderers.contract.text import FactRef, RichText
from renderers.contract.view import RenderInput
from renderers.toolkit import html
from renderers.toolkit.gallery import Gallery
from renderers.toolkit.lines import one_line
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import phrases

#: Widths in pixels of every picture: for large and for small screens.
WIDTHS = (1600, 800)
#: Fewer pixels than this look poor on a large screen.
LEAST = 600


@dataclass(frozen=True, slots=True)
class Source:
    """One size of a picture, with its address."""

    src: str
    width: int
    height: int


class Desk:
    """The desk on which an article's parts are written."""

    def __init__(self, source: RenderInput, pen: Pen, gallery: Gallery) -> None:
        self.source = source
        self.pen = pen
        self.gallery = gallery
        self.phrases = phrases(source.document.language)
        self.traces: list[Trace] = []
        self.credited: set[str] = set()
        self._sources: dict[tuple[str, tuple[float, float]], tuple[Source, ...]] = {}

    def html(self, text: RichText | str, place: Place, *, part: str = "") -> str:
        """Words as finished HTML; traced where a part is named."""
        rich = RichText.of(text) if isinstance(text, str) else text
        written = self.pen.html(rich, place)
        if part:
            self.traces.append(Trace(part, html.visible(written), place))
        return written

    def plain(self, text: RichText | str, place: Place) -> str:
        """Words without marks and links, on one line."""
        rich = RichText.of(text) if isinstance(text, str) else text
        return one_line(self.pen.flat(rich, place, Context.LINE))

    def href(self, url: str, place: Place) -> str | None:
        """A link's address, or None where there is none or it is refused."""
        return self.pen.href(url, place) if url else None

    def sources(self, ref: AssetRef, place: Place) -> tuple[Source, ...]:
        """The picture in every size that it has pixels for, the largest first."""
        key = (ref.sha256, ref.focal)
        if key not in self._sources:
            found = [self.gallery.scaled(ref, WIDTHS[0], place, least=LEAST)]
            found += [self.gallery.scaled(ref, width, place) for width in WIDTHS[1:] if width < found[0].width]
            self._sources[key] = tuple(Source(self.address(made.media), made.width, made.height) for made in found)
        return self._sources[key]

    def address(self, media: Media) -> str:
        """Where a picture is served."""
        return clean(self.source.request.media_base) + media.file_name

    def amount(self, text: RichText) -> tuple[str, str, Fact] | None:
        """The amount, currency and fact of a price that refers to one; None where it is words alone."""
        for run in text.words:
            fact = self.source.document.fact(run.name) if isinstance(run, FactRef) else None
            if fact is not None and fact.type is FactType.PRICE:
                amount, _, currency = fact.value.partition(" ")
                if currency:
                    return amount, currency, fact
        return None
