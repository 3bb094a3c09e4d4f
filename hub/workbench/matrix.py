"""The campaign board's matrix: every piece in every locale against channels, or a channel's formats, with its state."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale

from hub.accounts.language import current_translator
from hub.audits.selectors import counts_known
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import formats_of
from hub.variants.models import JobState, Slot
from renderers import registry


class State(StrEnum):
    """How a piece stands in a channel, the gravest first."""

    FAILED = "failed"
    ERRORS = "errors"
    WARNINGS = "warnings"
    RENDERING = "rendering"
    UNCHECKED = "unchecked"
    MISSING = "missing"
    DRAFT = "draft"
    READY = "ready"
    OFF = "off"


LABELS = {
    State.FAILED: _("Failed"),
    State.ERRORS: _("Errors"),
    State.WARNINGS: _("Warnings"),
    State.RENDERING: _("Being rendered"),
    State.UNCHECKED: _("Not checked yet"),
    State.MISSING: _("Not translated"),
    State.DRAFT: pgettext_lazy("state", "Draft"),
    State.READY: _("Ready"),
    State.OFF: _("Switched off"),
}
_ORDER = list(State)


@dataclass(frozen=True, slots=True)
class Cell:
    """One channel or format of a piece in a locale."""

    state: State
    anchor: str
    counts: dict[str, int] = field(default_factory=dict)
    column: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.state])

    @property
    def number(self) -> int:
        """How many findings of the gravest kind there are."""
        severity = {State.ERRORS: "error", State.WARNINGS: "warning"}.get(self.state, "")
        return self.counts.get(severity, 0)

    @property
    def notes(self) -> int:
        """How many notes a ready cell has."""
        return self.counts.get("note", 0) if self.state is State.READY else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A piece in one locale; without a piece the translation is missing."""

    key: UUID
    title: str
    locale: Locale
    piece: Piece | None
    source: Piece
    cells: tuple[Cell, ...] = ()
    first: bool = True
    span: int = 1

    @property
    def has_newer_draft(self) -> bool:
        """Whether something is written that is not live yet."""
        return self.piece is not None and self.piece.live and self.piece.has_unpublished_changes


@dataclass(frozen=True, slots=True)
class Column:
    """A channel, or one of its formats."""

    channel: str
    format: str
    label: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the matrix is asked for; empty = all."""

    channel: str = ""
    locale: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The board's table."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[Row, ...], ...]
    totals: dict[State, int]
    pieces: int

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [row for group in self.groups for row in group]


def matrix_of(campaign: Campaign, wanted: Wanted) -> Matrix:
    """The matrix of a campaign, in a number of queries that does not depend on the number of pieces."""
    large = ("body", "short", "legal", "facts", "arms", "overrides", "teaser")
    pieces = list(
        Piece.objects.filter(campaign=campaign).select_related("locale").defer(*large).order_by("title", "pk")
    )
    locales = sorted(
        Locale.objects.order_by("pk"), key=lambda each: each.language_code != campaign.brand.default_locale
    )
    slots = list(
        Slot.objects.filter(campaign=campaign, dialect="plain", arm="").select_related("current", "job").order_by("pk")
    )
    known = _Known(slots)
    columns = _columns(wanted.channel)
    by_key: dict[UUID, dict[int, Piece]] = {}
    for piece in pieces:
        by_key.setdefault(piece.translation_key, {})[piece.locale_id] = piece
    groups = [_group(key, there, locales, columns, known) for key, there in by_key.items()]
    if wanted.locale:
        groups = [tuple(row for row in group if row.locale.language_code == wanted.locale) for group in groups]
    totals = Counter(cell.state for group in groups for row in group for cell in row.cells)
    if wanted.state:
        groups = [kept for kept in (_having(group, wanted.state) for group in groups) if kept]
    return Matrix(
        columns,
        tuple(_spanned(group) for group in groups),
        {state: totals[state] for state in State if totals[state]},
        len(by_key),
    )


class _Known:
    """The slots of a campaign by place, with the findings known of them."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self.slots = {(slot.piece_key, slot.locale, slot.channel, slot.format): slot for slot in slots}
        self.counts = counts_known(slot for slot in slots if slot.current is not None and slot.current.variant_id)

    def cell(self, piece: Piece, channel: str, format_key: str) -> Cell:
        """How a live piece stands in a format it goes to."""
        anchor = f"{channel}-{format_key}"
        slot = self.slots.get((piece.translation_key, piece.locale_code, channel, format_key))
        job = getattr(slot, "job", None)
        if job is not None and job.state == JobState.FAILED:
            return Cell(State.FAILED, anchor)
        shown = slot is not None and slot.current is not None and slot.current.variant_id is not None
        if not shown or slot is None or (job is not None and job.state != JobState.DONE):
            return Cell(State.RENDERING, anchor)
        counts = self.counts.get(slot.pk)
        if counts is None:
            return Cell(State.UNCHECKED, anchor)
        if counts["error"]:
            return Cell(State.ERRORS, anchor, counts)
        return Cell(State.WARNINGS if counts["warning"] else State.READY, anchor, counts)


def _columns(channel: str) -> tuple[Column, ...]:
    """The channels; or the formats of the one that is asked for."""
    translate = current_translator()
    renderers = registry.all_renderers()
    chosen = [renderer for renderer in renderers if renderer.key == channel]
    if chosen:
        return tuple(Column(channel, form.key, translate(form.label)) for form in chosen[0].formats)
    return tuple(Column(renderer.key, "", translate(renderer.label)) for renderer in renderers)


def _group(
    key: UUID, there: dict[int, Piece], locales: Sequence[Locale], columns: tuple[Column, ...], known: _Known
) -> tuple[Row, ...]:
    source = next(there[locale.pk] for locale in locales if locale.pk in there)
    return tuple(
        Row(
            key,
            source.title,
            locale,
            there.get(locale.pk),
            source,
            tuple(replace(_cell(there.get(locale.pk), column, known), column=column.label) for column in columns),
        )
        for locale in locales
    )


def _cell(piece: Piece | None, column: Column, known: _Known) -> Cell:
    anchor = f"{column.channel}-{column.format}" if column.format else column.channel
    if piece is None:
        return Cell(State.MISSING, anchor)
    formats = [form for channel, form in formats_of(piece) if channel == column.channel]
    formats = [form for form in formats if column.format in {"", form}]
    if not formats:
        return Cell(State.OFF, anchor)
    if not piece.live:
        return Cell(State.DRAFT, anchor)
    cells = [known.cell(piece, column.channel, form) for form in formats]
    gravest = min(cells, key=lambda cell: _ORDER.index(cell.state))
    counts: Counter[str] = Counter()
    for cell in cells:
        counts.update(cell.counts)
    return Cell(gravest.state, gravest.anchor if gravest.state is not State.READY else anchor, dict(counts))


def _having(group: tuple[Row, ...], state: str) -> tuple[Row, ...]:
    return tuple(row for row in group if any(cell.state == state for cell in row.cells))


def _spanned(group: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of one piece, the first of them carrying its title over all."""
    return tuple(replace(row, first=number == 0, span=len(group)) for number, row in enumerate(group))


def state_choices() -> list[tuple[str, Any]]:
    """The states, for a filter."""
    return [(state.value, LABELS[state]) for state in State]
