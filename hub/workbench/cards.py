"""One channel and format of a piece as the board shows it: as it will arrive, with meters, losses and findings."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from brand.finding import Finding, Severity
from hub.accounts.language import current_translator
from hub.content.frames import FILES, Frame, frame_of, speaker_of
from hub.content.gauges import Gauge, gauge_of
from hub.content.models import Piece
from hub.content.rendering import label_of
from hub.workbench.places import Editor
from renderers.contract.artifact import Artifact, Loss
from renderers.contract.tokens import Tokens

#: What people may want to have as a file.
_FILES = ("message.eml", "print.pdf", "image.jpg", "content.md", "post.json", "message.json")
_SHOWN_FINDINGS = 100


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
    """What one channel and format gets. `state` is "shown" unless there is nothing to show; `trouble` says why."""

    channel: str
    format: str
    label: str
    state: str = "shown"
    trouble: str = ""
    frame: Frame | None = None
    files: tuple[tuple[str, str, str], ...] = ()
    gauges: tuple[Gauge, ...] = ()
    losses: tuple[Remark, ...] = ()
    findings: tuple[Remark, ...] = ()
    is_judged: bool = True
    is_stale: bool = False
    load_url: str = ""
    history_url: str = ""
    #: When it is tried again after a failure; None where it is not.
    again_at: datetime | None = None
    is_past: bool = False

    @property
    def anchor(self) -> str:
        """The card's id in the page."""
        return f"{self.channel}-{self.format}"

    @property
    def kind(self) -> str:
        """How it is drawn."""
        return self.frame.kind if self.frame is not None else "text"

    @property
    def has_frame(self) -> bool:
        """Whether a page is shown, which can be narrow or wide."""
        return self.frame is not None and self.frame.has_page

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


def empty_card(channel: str, format_key: str, state: str, trouble: str = "") -> Card:
    """A card that has nothing to show."""
    return Card(channel, format_key, label_of(channel, format_key), state=state, trouble=trouble)


def card_of(
    artifact: Artifact,
    piece: Piece,
    *,
    channel: str,
    format_key: str,
    address: Callable[[str], str],
    inline: bool = False,
    tokens: Tokens | None = None,
) -> Card:
    """The card of an artifact. `address` names where a part's bytes are served; `inline` puts them into the page.

    `tokens` are those of the guideline in force, for the speaker's mark and handle.
    """
    editor = Editor(piece)
    return Card(
        channel=channel,
        format=format_key,
        label=label_of(channel, format_key),
        frame=frame_of(
            artifact,
            channel=channel,
            format_key=format_key,
            title=piece.title,
            locale=piece.locale_code,
            speaker=speaker_of(piece.campaign.brand.name, tokens, format_key=format_key),
            address=None if inline else address,
        ),
        files=tuple(_files(artifact, address)),
        gauges=tuple(gauge_of(meter, format_key) for meter in artifact.meters),
        losses=tuple(_loss_remark(loss, editor) for loss in artifact.losses),
    )


def _files(artifact: Artifact, address: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """What can be kept: what it is called, its address, and the part's name."""
    names = {part.name for part in artifact.parts}
    for name in _FILES:
        if name in names and name.endswith(".eml"):
            yield _("Open in my mail program"), f"{address(name)}&open=new", name
        if name in names:
            yield str(FILES.get(name, name)), address(name), name


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
