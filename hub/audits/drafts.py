"""What the rules find in a draft as every channel would deliver it: its words, and the bytes made of them.

A piece in seven formats takes some 0.6 s to render and 0.3 s to inspect, most of it the sheet for print; judging what
is inspected takes 30 ms. What was rendered under the same key is not rendered again: the stored variant is taken, and
what was inspected of the very same document stays in memory. So whoever is about to publish calls `warm` before
opening the transaction, and judging inside it costs what judging the words costs (hub/decisions/0006).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from brand.audit import audit
from brand.errors import BrandError
from brand.finding import Finding
from brand.guideline import Guideline
from brand.subject import Subject
from brand.waiver import Waiver
from hub.assets.source import BrandAssets
from hub.audits.inspected import Inspected, inspected
from hub.audits.judging import source_subjects, subject_name, today_of
from hub.audits.waived import waivers_for
from hub.content.convert import arm_keys, to_document
from hub.content.models import Piece
from hub.content.rendering import request_for
from hub.content.selectors import formats_of
from hub.guidelines.selectors import guideline_in_force
from hub.variants.models import Variant
from hub.variants.stored import artifact_of
from renderers import registry
from renderers.contract import codec
from renderers.contract.artifact import Artifact
from renderers.contract.checks import Complaint
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Renderer
from renderers.contract.view import RenderInput, render_key, view


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a draft, and the channels of which nothing is known because they could not be made."""

    findings: tuple[Finding, ...]
    obstacles: tuple[Complaint, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings nobody has waived."""
        return tuple(finding for finding in self.findings if not finding.waiver)


def judge_draft(piece: Piece) -> Judged:
    """Judge a piece as all its channels would deliver it at the plain dialect: the base, and quick channels of arms.

    A renderer that fails is an obstacle and stops no other. In launch mode no finding is an error.
    """
    draft = _Draft(piece)
    found = draft.base()
    known = {_same(finding) for finding in found}
    for arm in arm_keys(piece)[1:]:
        # What is known of the words needs no mention of the channels; what is known of a channel, none of the arm.
        new = [finding for finding in draft.arm(arm) if not known & {_same(finding), _same(finding, channel="")}]
        found += new
        known |= {_same(finding) for finding in new}
    return Judged(tuple(found), tuple(draft.obstacles))


def warm(piece: Piece) -> None:
    """Render and inspect what `judge_draft` will ask for; call it outside the transaction that publishes."""
    draft = _Draft(piece)
    for arm in arm_keys(piece):
        list(draft.delivered(arm))


class _Draft:
    """One piece while it is being judged."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._brand = piece.campaign.brand
        self._guideline: Guideline = guideline_in_force(self._brand)
        self._today: date = today_of(self._brand)
        self._name = subject_name(piece)
        self._document = to_document(piece)
        self._waivers: Sequence[Waiver] = waivers_for(piece)
        self.obstacles: list[Complaint] = []

    def base(self) -> list[Finding]:
        """What is found in the words and in what is made of them."""
        words = source_subjects(self._piece, self._document, name=self._name, today=self._today)
        return self._audit([*words, *self.delivered("")])

    def arm(self, arm: str) -> list[Finding]:
        """The same of one arm; its words have been judged with the base."""
        return self._audit(self.delivered(arm))

    def _audit(self, subjects: Iterable[Subject]) -> list[Finding]:
        judged = audit(subjects, self._guideline, waivers=self._waivers, today=self._today, police=False)
        return list(judged.findings)

    def delivered(self, arm: str) -> Iterator[Subject]:
        """What readers would get in each channel and format."""
        document = to_document(self._piece, arm=arm) if arm else self._document
        # The revision is a label: the same words in another revision are the same.
        mark = sha256(codec.canonical(codec.plain(replace(document, revision="")))).hexdigest()
        wanted: list[tuple[Renderer, RenderInput, Inspected]] = []
        for channel, format_key in formats_of(self._piece):
            renderer = registry.get(channel)
            if arm and _is_slow(renderer):
                continue
            try:
                request = request_for(
                    self._piece, self._guideline, channel=channel, format_key=format_key, document=document
                )
                source = view(document, self._guideline.tokens, request, renderer)
                place = (render_key(source, renderer), mark, self._name, self._today)
                wanted.append((renderer, source, place))
            except Exception as error:  # noqa: BLE001 -- a renderer may be a stranger's
                self._note(channel, format_key, error)
        stored = _stored(place[0] for _, _, place in wanted if place not in inspected)
        for renderer, source, place in wanted:
            try:
                yield from self._subjects(renderer, source, place, document, stored)
            except Exception as error:  # noqa: BLE001 -- a renderer may be a stranger's
                self._note(renderer.key, source.request.format, error)

    def _subjects(
        self, renderer: Renderer, source: RenderInput, place: Inspected, document: Document, stored: dict[str, Variant]
    ) -> tuple[Subject, ...]:
        known = inspected.get(place)
        if known is not None:
            return known
        from brand.inspect.artifact import Delivery, inspect_artifact  # loads the PDF and picture libraries

        delivery = Delivery(
            name=self._name,
            channel=renderer.key,
            format=source.request.format,
            locale=document.locale,
            dialect=source.request.dialect,
            document=document,
            today=self._today,
            limits=renderer.limits_of(source.request.format),
            links=source.request.links,
        )
        subjects = inspect_artifact(self._artifact(renderer, source, stored.get(place[0])), delivery)
        inspected.keep(place, subjects)
        return subjects

    def _artifact(self, renderer: Renderer, source: RenderInput, variant: Variant | None) -> Artifact:
        if variant is not None:
            try:
                return artifact_of(variant)
            except OSError:  # its bytes are away; they can be made again
                pass
        return registry.make(renderer, source, BrandAssets(self._brand))

    def _note(self, channel: str, format_key: str, error: Exception) -> None:
        message = (
            error.message
            if isinstance(error, RendererError | BrandError)
            else Message("The renderer failed with {error}.", error=type(error).__name__)
        )
        obstacle = Complaint(message, Place(f"{channel}/{format_key}"))
        if obstacle not in self.obstacles:
            self.obstacles.append(obstacle)


def _stored(keys: Iterable[str]) -> dict[str, Variant]:
    """The variants there are of these render keys."""
    wanted = set(keys)
    return {row.key: row for row in Variant.objects.filter(key__in=wanted).defer("source")} if wanted else {}


def _is_slow(renderer: Renderer) -> bool:
    """Whether it makes sheets for print, or runs in a process of its own."""
    return registry.is_guarded(renderer) or any(
        name.endswith(".pdf") for form in renderer.formats for name in form.parts
    )


def _same(finding: Finding, *, channel: str | None = None) -> tuple[str, str, str, str, str]:
    """What makes two findings one for a person who reads them."""
    place = str(finding.where.source.whole) if finding.where.source is not None else ""
    where = finding.channel if channel is None else channel
    return finding.rule, where, place, finding.quote.text.casefold(), finding.waiver
