"""Email: a newsletter as HTML, as a letter in plain text, and as a mail file.

Built with MJML (mrml) on a fixed width of 600 pixels, styles inlined, with a layout for phones and one for dark
screens. Pictures are JPEG at twice the shown size. The subject is the headline, or an approved short wording where the
headline is longer than programs show; the preheader is the teaser, its first sentences or a short wording. Nothing of
the piece is left out.
"""

from collections.abc import Sequence

from renderers.channels.email import letter, newsletter, wording
from renderers.channels.email.draft import PART, Draft
from renderers.channels.email.foot import links, unsubscribe_address
from renderers.channels.email.message import content_id, message
from renderers.contract.artifact import Artifact, Loss, LossKind, Meter, Part, Trace
from renderers.contract.document import Document, VideoLink
from renderers.contract.escape import REPLACEMENTS, Context
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource, Format, OverrideField, OverrideKind, Reads, Renderer
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit import limits
from renderers.toolkit.gallery import Gallery
from renderers.toolkit.html import attribute
from renderers.toolkit.lines import one_line
from renderers.toolkit.pen import Pen
from renderers.toolkit.sentences import graphemes

_KB = 1024


class EmailRenderer(Renderer):
    """Writes a newsletter: every block, the brand's legal lines, the links to unsubscribe and to read online."""

    key = "email"
    label = "Email"
    version = "2"
    formats = (
        Format(
            "newsletter",
            label="Newsletter",
            parts=("subject.txt", "preheader.txt", "body.html", "body.txt", "message.eml"),
        ),
    )
    dialects = ("plain", "brevo", "mailchimp")
    reads = frozenset(
        {
            Reads.COLORS,
            Reads.TYPOGRAPHY,
            Reads.LOGOS,
            Reads.LEGAL,
            Reads.SENDER,
            Reads.FIELDS,
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
        OverrideField(wording.SUBJECT, label="Subject", kind=OverrideKind.LINE, replaces="headline"),
        OverrideField(wording.PREHEADER, label="Preheader", kind=OverrideKind.LINE, replaces="teaser"),
        OverrideField("headline", label="Headline", kind=OverrideKind.LINE, replaces="headline"),
        OverrideField("teaser", label="Teaser", replaces="teaser"),
        OverrideField("hero", label="Hero picture", kind=OverrideKind.PICTURE, replaces="hero"),
        OverrideField("action.label", label="Label of the action", kind=OverrideKind.LINE, replaces="action.label"),
    )
    engine = ("mrml", "css-inline", "pillow", "typst")
    replacements = REPLACEMENTS
    limits = limits.load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        """The newsletter's five parts.

        Raises:
            MissingAssetError, UnusableAssetError: a picture or the logo cannot be had or read.
        """
        pen, gallery = Pen(source), Gallery(assets)
        subject = wording.subject(source)
        preheader = wording.preheader(source, subject)
        lines = {
            name: one_line(pen.flat(words.text, words.place, Context.LINE))
            for name, words in (("subject.txt", subject), ("preheader.txt", preheader))
        }
        draft = Draft(source, pen, gallery)
        page = newsletter.page(
            draft,
            subject=_finished(pen, subject.text, subject.place),
            preheader=_finished(pen, preheader.text, preheader.place),
        )
        written = letter.Letter(source, pen)
        text = written.write()
        base = pen.attribute(source.request.media_base)
        html = draft.slots.fill(page, lambda media: base + media.file_name)
        mail = message(
            subject=lines["subject.txt"],
            text=text,
            html=draft.slots.fill(page, lambda media: attribute(f"cid:{content_id(media)}")),
            media=gallery.media,
            sender=source.tokens.sender,
            dated=source.request.dated,
            unsubscribe=unsubscribe_address(source) if pen.dialect.key == "plain" else "",
        )
        return Artifact(
            parts=(
                *(Part(name, "text/plain", line.encode()) for name, line in lines.items()),
                Part(PART, "text/html", html.encode()),
                Part(letter.PART, "text/plain", text.encode()),
                Part("message.eml", "message/rfc822", mail),
            ),
            media=gallery.media,
            losses=(*pen.losses, *gallery.losses, *links(source, pen)[1], *_still(source.document)),
            meters=(
                limits.meter(source.limit("subject"), _characters(subject.text)),
                limits.meter(source.limit("preheader"), _characters(preheader.text)),
                limits.meter(source.limit("html-size"), _kilobytes(html)),
            ),
            provenance=(
                Trace("subject.txt", lines["subject.txt"], subject.place),
                *((Trace("preheader.txt", lines["preheader.txt"], preheader.place),) if preheader.text else ()),
                *draft.traces,
                *written.traces,
            ),
        )

    def measure(self, text: str, format_key: str) -> Sequence[Meter]:
        """The size of an HTML document; for any other text the length of a subject line."""
        known = {limit.id: limit for limit in self.limits_of(self.format(format_key).key)}
        if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
            return (limits.meter(known["html-size"], _kilobytes(text)),)
        return (limits.meter(known["subject"], _characters(RichText.of(text))),)


def _finished(pen: Pen, text: RichText, place: Place) -> str:
    """A line as HTML that may stand in an element or an attribute."""
    return one_line(pen.flat(text, place, Context.ATTRIBUTE))


def _characters(text: RichText) -> int:
    return graphemes(" ".join(text.plain.split()))


def _kilobytes(html: str) -> float:
    return round(len(html.encode("utf-8", "replace")) / _KB, 1)


def _still(document: Document) -> list[Loss]:
    """Videos: a mail cannot play them."""
    why = Message("A mail plays no video. A link leads to it, through its poster where there is one.")
    return [
        Loss(LossKind.DEGRADED, block.title, why, Place("body.title", block.id))
        for block in document.all_blocks
        if isinstance(block, VideoLink)
    ]


plugin = EmailRenderer()
