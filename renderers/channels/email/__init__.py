"""Email: a newsletter or an announcement as HTML, as a letter in plain text, and as a mail file.

Built with MJML (mrml) on a fixed width of 600 pixels, styles inlined, with a layout for phones and one for dark
screens. Pictures are JPEG at twice the shown size. The subject is the headline, or an approved short wording where the
headline is longer than programs show; the preheader is the teaser, its first sentences or a short wording. A newsletter
leaves nothing of the piece out. An announcement says one thing: hero, headline, a short text, the first offer, one
button; what it leaves out is on record.
"""

from collections.abc import Sequence

from renderers.channels.email import announcement, letter, page, wording
from renderers.channels.email.draft import PART, Draft
from renderers.channels.email.foot import Foot, unsubscribe_headers
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
from renderers.toolkit.lines import one_line
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import borrowed
from renderers.toolkit.sentences import graphemes

_KB = 1024
_PARTS = ("subject.txt", "preheader.txt", "body.html", "body.txt", "message.eml")


class EmailRenderer(Renderer):
    """Writes mails: a newsletter with every block, or an announcement of one thing, with the brand's legal lines."""

    key = "email"
    label = "Email"
    version = "4"
    formats = (
        Format("newsletter", label="Newsletter", parts=_PARTS),
        Format(announcement.FORMAT, label="Announcement", parts=_PARTS),
    )
    dialects = (
        "plain",
        "brevo",
        "mailchimp",
        "hubspot",
        "activecampaign",
        "salesforce",
        "zoho",
        "klaviyo",
        "mautic",
        "listmonk",
        "sendgrid",
    )
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
    engine = ("mrml", "pillow", "typst")
    replacements = REPLACEMENTS
    limits = limits.load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        """The mail's five parts.

        Raises:
            MissingAssetError, UnusableAssetError: a picture or the logo cannot be had or read.
        """
        mail = _Mail(source, assets)
        source, draft = mail.source, mail.draft
        layout = page.page(draft, mail.foot, mail.head)
        written = letter.Letter(source, draft.pen, mail.foot)
        text = written.write()
        base = draft.pen.attribute(source.request.media_base)
        online, enclosed = draft.slots.fill(
            layout, lambda media: base + media.file_name, lambda media: f"cid:{content_id(media)}"
        )
        html = online.html
        file = message(
            subject=mail.lines["subject.txt"],
            text=text,
            page=enclosed,
            media=draft.gallery.media,
            sender=source.tokens.sender,
            dated=source.request.dated,
            headers=unsubscribe_headers(source, draft.pen),
        )
        return Artifact(
            parts=(
                *(Part(name, "text/plain", line.encode()) for name, line in mail.lines.items()),
                Part(PART, "text/html", html),
                Part(letter.PART, "text/plain", text.encode()),
                Part("message.eml", "message/rfc822", file),
            ),
            media=draft.gallery.media,
            losses=(
                *draft.pen.losses,
                *draft.gallery.losses,
                *mail.foot.losses,
                *mail.left,
                *_still(source.document),
                *borrowed(source.document, (text,)),
            ),
            meters=(*mail.meters, limits.meter(source.limit("html-size"), _kilobytes(html))),
            provenance=(*mail.traces, *draft.traces, *written.traces),
        )

    def measure(self, text: str, format_key: str) -> Sequence[Meter]:
        """The size of an HTML document; for any other text the length of a subject line."""
        known = {limit.id: limit for limit in self.limits_of(self.format(format_key).key)}
        if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
            return (limits.meter(known["html-size"], _kilobytes(text.encode("utf-8", "replace"))),)
        return (limits.meter(known["subject"], _characters(RichText.of(text))),)

    def mjml(self, source: RenderInput, assets: AssetSource) -> str:
        """The mail as MJML, with numbers where words and pictures go: for looking at, and for other compilers."""
        mail = _Mail(source, assets)
        return page.skeleton(mail.draft, mail.foot, mail.head)


class _Mail:
    """What both bodies are made of: the input as this format shows it, the lines of the inbox, the foot."""

    def __init__(self, source: RenderInput, assets: AssetSource) -> None:
        short = source.request.format == announcement.FORMAT
        self.source, self.left = announcement.condensed(source) if short else (source, ())
        self.draft = Draft(self.source, Pen(self.source), Gallery(assets))
        self.subject = wording.subject(self.source)
        self.preheader = wording.preheader(self.source, self.subject)
        self.lines = {
            "subject.txt": self._line(self.subject, Context.LINE),
            "preheader.txt": self._line(self.preheader, Context.LINE),
        }
        self.head = page.Head(
            self._line(self.subject, Context.ATTRIBUTE), self._line(self.preheader, Context.ATTRIBUTE), centered=short
        )
        self.foot = Foot.of(self.source, self.draft.pen)

    @property
    def meters(self) -> list[Meter]:
        """Of the lines, and of an announcement's text."""
        source = self.source
        found = [
            limits.meter(source.limit("subject"), _characters(self.subject.text)),
            limits.meter(source.limit("preheader"), _characters(self.preheader.text)),
        ]
        if self.head.centered:
            found.append(limits.meter(source.limit(announcement.TEXT), announcement.length(source.document)))
        return found

    @property
    def traces(self) -> list[Trace]:
        """Where the lines came from."""
        known = (("subject.txt", self.subject), ("preheader.txt", self.preheader))
        return [Trace(part, self.lines[part], words.place) for part, words in known if words.text or "subject" in part]

    def _line(self, words: wording.Wording, context: Context) -> str:
        return one_line(self.draft.pen.flat(words.text, words.place, context))


def _characters(text: RichText) -> int:
    return graphemes(" ".join(text.plain.split()))


def _kilobytes(html: bytes) -> float:
    return round(len(html) / _KB, 1)


def _still(document: Document) -> list[Loss]:
    """Videos: a mail cannot play them."""
    why = Message("A mail plays no video. A link leads to it, through its poster where there is one.")
    return [
        Loss(LossKind.DEGRADED, block.title, why, Place.of("body.title", block.id))
        for block in document.all_blocks
        if isinstance(block, VideoLink)
    ]


plugin = EmailRenderer()
