"""One channel and format of a piece as the board shows it: as it will arrive, with meters, losses and findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brand.finding import Finding, Severity
from hub.accounts.language import current_translator
from hub.content.models import Piece
from hub.content.pages import data_url, page_of
from hub.workbench.places import Editor
from renderers import registry
from renderers.contract.artifact import Artifact, Loss, Meter, MeterKind

#: What people may want to have as a file, and how the link to it is called.
_FILES = ("message.eml", "print.pdf", "image.jpg", "content.md", "post.json", "message.json")
_PICTURES = ("proof.png", "image.jpg", "image.png")
_TEXTS = ("text.txt", "message.txt")
_SHOWN_FINDINGS = 100
#: What people call the limits; a channel that brings others has their ids shown.
_METERS = {
    "alt": gettext_lazy("Alternative text"),
    "alt-advice": gettext_lazy("Alternative text, advised"),
    "characters": gettext_lazy("Characters"),
    "description-width": gettext_lazy("Description in search results"),
    "description-width-mobile": gettext_lazy("Description in search results, phone"),
    "fold": gettext_lazy("Before “more”"),
    "fold-desktop": gettext_lazy("Before “more”, desktop"),
    "fold-mobile": gettext_lazy("Before “more”, phone"),
    "hashtags": gettext_lazy("Hashtags"),
    "html-size": gettext_lazy("Size of the mail"),
    "pages": gettext_lazy("Pages"),
    "post": pgettext_lazy("limit", "Text"),
    "preheader": gettext_lazy("Preheader"),
    "segments": gettext_lazy("Segments"),
    "sender": gettext_lazy("Sender"),
    "subject": gettext_lazy("Subject"),
    "text": pgettext_lazy("limit", "Text"),
    "title-width": gettext_lazy("Title in search results"),
    "units": gettext_lazy("Characters"),
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much of a limit is used."""

    name: str
    used: float
    limit: float
    unit: str
    is_advice: bool
    over: bool

    @property
    def percent(self) -> int:
        """The filled share of the bar."""
        return 100 if self.limit <= 0 else max(0, min(100, round(100 * self.used / self.limit)))


@dataclass(frozen=True, slots=True)
class Remark:
    """A loss or a finding in words, with the place it leads to."""

    text: str
    quote: str = ""
    severity: str = ""
    rule: str = ""
    place: str = ""
    address: str = ""
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What one channel and format gets. `state` is "shown" unless there is nothing to show; `trouble` says why.

    `frame` is a whole page for a sandboxed frame; `frame_url` and `picture` are addresses (data addresses for drafts).
    """

    channel: str
    format: str
    label: str
    state: str = "shown"
    trouble: str = ""
    kind: str = "text"
    subject: str = ""
    preheader: str = ""
    sender: str = ""
    text: str = ""
    alt: str = ""
    picture: str = ""
    frame: str = ""
    frame_url: str = ""
    files: tuple[tuple[str, str], ...] = ()
    gauges: tuple[Gauge, ...] = ()
    losses: tuple[Remark, ...] = ()
    findings: tuple[Remark, ...] = ()
    is_judged: bool = True
    is_stale: bool = False
    load_url: str = ""

    @property
    def anchor(self) -> str:
        """The card's id in the page."""
        return f"{self.channel}-{self.format}"

    @property
    def has_frame(self) -> bool:
        """Whether a page is shown."""
        return bool(self.frame or self.frame_url)

    @property
    def is_over(self) -> bool:
        """Whether a binding limit is exceeded."""
        return any(gauge.over and not gauge.is_advice for gauge in self.gauges)

    @property
    def counts(self) -> dict[str, int]:
        """Open findings by severity."""
        return {
            severity.value: sum(remark.severity == severity.value and not remark.waived for remark in self.findings)
            for severity in Severity
        }


def label_for(channel: str, format_key: str) -> str:
    """The channel's and format's names, as people call them."""
    translate = current_translator()
    renderer = registry.get(channel)
    form = translate(renderer.format(format_key).label)
    return form if len(renderer.formats) > 1 and channel == "social" else f"{translate(renderer.label)}: {form}"


def empty_card(channel: str, format_key: str, state: str, trouble: str = "") -> Card:
    """A card that has nothing to show."""
    return Card(channel, format_key, label_for(channel, format_key), state=state, trouble=trouble)


def card_of(
    artifact: Artifact,
    piece: Piece,
    *,
    channel: str,
    format_key: str,
    address: Callable[[str], str],
    inline: bool = False,
) -> Card:
    """The card of an artifact. `address` names where a part's bytes are served; `inline` puts them into the page."""
    names, editor = {part.name for part in artifact.parts}, Editor(piece)
    picture = next((name for name in _PICTURES if name in names), "")
    text = next((name for name in _TEXTS if name in names), "")
    card = Card(
        channel=channel,
        format=format_key,
        label=label_for(channel, format_key),
        kind=_kind(names),
        subject=_text(artifact, "subject.txt"),
        preheader=_text(artifact, "preheader.txt"),
        sender=piece.campaign.brand.name,
        text=_text(artifact, text),
        alt=_text(artifact, "alt.txt"),
        picture=(data_address(artifact, picture) if inline else address(picture)) if picture else "",
        files=tuple((name, address(name)) for name in _FILES if name in names),
        gauges=tuple(_gauge(meter, format_key) for meter in artifact.meters),
        losses=tuple(_loss_remark(loss, editor) for loss in artifact.losses),
    )
    if "body.html" not in names:
        return card
    if inline:
        return replace(card, frame=page_of(artifact, locale=piece.locale_code))
    return replace(card, frame_url=address("body.html"))


def finding_remarks(findings: Iterable[Finding], piece: Piece) -> tuple[Remark, ...]:
    """Findings in words, the gravest first."""
    translate, editor = current_translator(), Editor(piece)
    ordered = sorted(findings, key=lambda each: (bool(each.waiver), -each.severity.rank, each.rule))
    return tuple(
        Remark(
            text=each.message.show(translate),
            quote=each.quote.text,
            severity=each.severity.value,
            rule=each.rule,
            place=editor.label(each.where.source),
            address=editor.address(each.where.source),
            waived=bool(each.waiver),
        )
        for each in ordered[:_SHOWN_FINDINGS]
    )


def data_address(artifact: Artifact, name: str) -> str:
    """A part as a data address."""
    part = artifact.part(name)
    return data_url(part.data, part.media_type)


def _kind(names: set[str]) -> str:
    """How the card is drawn; channels not yet written fall to the nearest."""
    marks = (("subject.txt", "mail"), ("body.html", "page"), ("proof.png", "sheet"), ("message.txt", "bubble"))
    return next((kind for name, kind in marks if name in names), "post")


def _text(artifact: Artifact, name: str) -> str:
    return next((part.text for part in artifact.parts if part.name == name), "") if name else ""


def _gauge(meter: Meter, format_key: str) -> Gauge:
    translate = current_translator()
    # A channel with several networks puts the network before the name: "linkedin-post".
    short = meter.name.removeprefix(f"{format_key.partition('-')[0]}-")
    name = str(_METERS.get(short) or translate(short.replace("-", " ").capitalize()))
    return Gauge(name, meter.used, meter.limit, translate(meter.unit), meter.kind is not MeterKind.HARD, meter.over)


def _loss_remark(loss: Loss, editor: Editor) -> Remark:
    return Remark(
        text=loss.why.show(current_translator()),
        quote=loss.what,
        place=editor.label(loss.source),
        address=editor.address(loss.source),
    )


def not_published() -> str:
    """What stands where a live variant would be."""
    return _("Nothing is live here yet. Look at the draft, or publish the piece.")
