"""What the rules find in a piece while it is being written: the source at once, then channel by channel."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from brand.audit import audit
from brand.errors import BrandError
from brand.finding import Finding
from brand.guideline import Guideline
from brand.keeping import MemoryKeeper
from brand.subject import Subject
from hub.accounts.models import Brand
from hub.accounts.selectors import brands_visible_to
from hub.audits.judging import source_subjects, subject_name, today_of
from hub.audits.waived import rows_for
from hub.content.convert import complaints_of, to_document
from hub.content.models import Piece
from hub.content.rendering import render_piece
from hub.guidelines.selectors import guideline_in_force
from renderers import registry
from renderers.contract.artifact import Artifact, Meter
from renderers.contract.checks import Complaint, complaints
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.request import RenderRequest


@dataclass(frozen=True, slots=True)
class Measured:
    """The meters of one format, or why there are none."""

    format: str
    meters: tuple[Meter, ...] = ()
    trouble: Message | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: findings, what would keep the piece from being published, and meters."""

    findings: tuple[Finding, ...] = ()
    obstacles: tuple[Complaint, ...] = ()
    measured: tuple[Measured, ...] = ()


class Look:
    """One look at a piece, saved or not."""

    def __init__(self, piece: Piece, user: object) -> None:
        self.piece = piece
        self.brand = piece.campaign.brand if piece.campaign_id else _only_brand(user)
        self.guideline = guideline_in_force(self.brand) if self.brand is not None else Guideline()
        self.today: date = today_of(self.brand) if self.brand is not None else timezone.localdate()
        self.document = to_document(piece)
        self._name = subject_name(piece) if piece.campaign_id else piece.slug
        self.waivers = tuple(rows_for(piece))
        self._leave = tuple(row.for_piece(piece) for row in self.waivers)
        self._judged = MemoryKeeper()  # a channel is judged together with the source, which is judged once

    def source(self) -> Looked:
        """The words as they are written, overrides included; nothing is rendered."""
        findings = self._audit(self._source_subjects())
        blamed = {_at(finding) for finding in findings if finding.is_open_error}
        obstacles = [*complaints_of(self.piece), *complaints(self.document, self.guideline.tokens)]
        return Looked(
            findings,
            tuple(one for one in obstacles if str(one.place.whole) not in blamed),
        )

    def channel(self, channel: str) -> Looked:
        """What becomes of it in one channel, beyond what is found in the source already.

        Raises:
            UnknownChannelError: there is none of that name.
        """
        renderer = registry.get(channel)
        source = self._source_subjects()
        known = {_same(finding) for finding in self._audit(source)}
        measured: list[Measured] = []
        subjects: list[Subject] = []
        for form in renderer.formats:
            try:
                made = render_piece(
                    self.piece,
                    channel=channel,
                    format_key=form.key,
                    guideline=self.guideline,
                    document=self.document,
                )
                subjects += self._inspect(made.artifact, channel, made.source.request)
                measured.append(Measured(form.key, made.artifact.meters))
            except (RendererError, BrandError) as error:
                measured.append(Measured(form.key, trouble=error.message))
        findings = self._audit([*source, *subjects]) if subjects else ()
        mine = tuple(
            finding for finding in findings if finding.channel in {"", channel} and _same(finding) not in known
        )
        return Looked(mine, measured=tuple(measured))

    def _audit(self, subjects: Iterable[Subject]) -> tuple[Finding, ...]:
        judged = audit(
            subjects, self.guideline, waivers=self._leave, today=self.today, police=False, keeper=self._judged
        )
        return judged.findings

    def _source_subjects(self) -> list[Subject]:
        return source_subjects(self.piece, self.document, name=self._name)

    def _inspect(self, artifact: Artifact, channel: str, request: RenderRequest) -> tuple[Subject, ...]:
        from brand.inspect.artifact import Delivery, inspect_artifact  # loads the PDF and picture libraries

        # What pictures show does not change while somebody types; decoding them would take longer than all the rest.
        words = tuple(part for part in artifact.parts if not part.media_type.startswith("image/"))
        delivery = Delivery(
            name=self._name,
            channel=channel,
            format=request.format,
            locale=self.document.locale,
            document=self.document,
            today=self.today,
            links=request.links,
        )
        return inspect_artifact(replace(artifact, parts=words), delivery)


def live_channels(off: Iterable[str] = ()) -> list[str]:
    """The channels that are looked at while typing, those of few parts first; print and strangers take too long."""
    unwanted = set(off)
    quick = [
        renderer
        for renderer in registry.all_renderers()
        if renderer.key not in unwanted
        and not registry.is_guarded(renderer)
        and not any(name.endswith(".pdf") for form in renderer.formats for name in form.parts)
    ]
    return [one.key for one in sorted(quick, key=lambda one: (max(len(form.parts) for form in one.formats), one.key))]


def _only_brand(user: object) -> Brand | None:
    """The brand of somebody who has one only: a piece without a campaign can belong to no other."""
    found = list(brands_visible_to(user)[:2])  # type: ignore[arg-type]
    return found[0] if len(found) == 1 else None


def _at(finding: Finding) -> str:
    return str(finding.where.source.whole) if finding.where.source is not None else ""


def _same(finding: Finding) -> tuple[str, str, str, str]:
    """What makes two findings one for a person who reads them."""
    return finding.rule, _at(finding), finding.quote.text.casefold(), finding.waiver
