"""The campaign board's matrix: every piece in every locale against channels, or a channel's formats, with its state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from wagtail.models import Locale

from hub.accounts.language import current_translator
from hub.audits.selectors import counts_known
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.overriding import EVERY, out_of_date_in
from hub.content.selectors import formats_of
from hub.variants.models import JobState, Slot
from hub.workbench.readiness import ORDER, Cell, State, asked_for
from renderers import registry

#: Pieces on a page of the board.
PAGE = 50
#: What of a piece the matrix never looks at.
_LARGE = ("body", "short", "legal", "facts", "arms")


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
    """What of the matrix is asked for; empty = all. The filters narrow together, and stand in the address."""

    channel: str = ""
    locale: str = ""
    state: str = ""
    words: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.channel or self.locale or self.state or self.words)

    def query(self, **changes: str) -> str:
        """The same with changes, as it stands in an address. Another filter begins on the first page."""
        asked = {"channel": self.channel, "locale": self.locale, "state": self.state, "q": self.words, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Matrix:
    """The board's table: one page of the groups, and the totals of all of them."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[Row, ...], ...]
    totals: dict[State, int]
    pieces: int
    page: int = 1
    pages: int = 1

    @property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        return [row for group in self.groups for row in group]


def matrix_of(campaign: Campaign, wanted: Wanted) -> Matrix:
    """The matrix of a campaign, in a number of queries that does not depend on the number of pieces."""
    rows = Piece.objects.filter(campaign=campaign).select_related("locale", "hero").defer(*_LARGE)
    locales = sorted(
        Locale.objects.order_by("pk"), key=lambda each: each.language_code != campaign.brand.default_locale
    )
    by_key: dict[UUID, dict[int, Piece]] = {}
    for piece in rows.order_by("title", "pk"):
        by_key.setdefault(piece.translation_key, {})[piece.locale_id] = piece
    columns = _columns(wanted.channel)
    known = _Known(_slots(campaign, columns))
    chosen = {key: there for key, there in by_key.items() if _says(there.values(), wanted.words)}
    groups = [_group(key, there, locales, columns, known) for key, there in chosen.items()]
    if wanted.locale:
        groups = [tuple(row for row in group if row.locale.language_code == wanted.locale) for group in groups]
    totals = Counter(state for group in groups for row in group for cell in row.cells for state in cell.states)
    if wanted.state:
        states = asked_for(wanted.state)
        groups = [kept for kept in (_having(group, states) for group in groups) if kept]
    pages = max(1, -(-len(groups) // PAGE))
    page = min(max(1, wanted.page), pages)
    return Matrix(
        columns,
        tuple(_spanned(group) for group in groups[(page - 1) * PAGE : page * PAGE]),
        {state: totals[state] for state in State if totals[state]},
        len(by_key),
        page,
        pages,
    )


def _slots(campaign: Campaign, columns: Sequence[Column]) -> list[Slot]:
    """The base slots that the columns are about, with no more of them than is looked at."""
    rows = Slot.objects.filter(campaign=campaign, dialect="plain", arm="")
    rows = rows.filter(channel__in={column.channel for column in columns}).select_related("current", "job")
    own = ("brand_id", "campaign_id", "piece_key", "locale", "channel", "format")
    return list(rows.only(*own, "current__variant_id", "job__slot_id", "job__state").order_by("pk"))


def _says(translations: Iterable[Piece], words: str) -> bool:
    """Whether the title of a piece, in any locale, has the words."""
    return not words or any(words.casefold() in piece.title.casefold() for piece in translations)


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
        Row(key, source.title, locale, there.get(locale.pk), source, _cells(there.get(locale.pk), columns, known))
        for locale in locales
    )


def _cells(piece: Piece | None, columns: Sequence[Column], known: _Known) -> tuple[Cell, ...]:
    stale = {(address.channel, address.format) for address in out_of_date_in(piece)} if piece is not None else set()
    return tuple(
        replace(_with_overrides(_cell(piece, column, known), column, stale), column=column.label) for column in columns
    )


def _with_overrides(cell: Cell, column: Column, stale: set[tuple[str, str]]) -> Cell:
    """The same cell, knowing of the overrides that are out of date in its channel or format."""
    if cell.state in {State.OFF, State.MISSING}:
        return cell
    formats = {form for channel, form in stale if channel == column.channel}
    if not (formats if not column.format else formats & {EVERY, column.format}):
        return cell
    state = State.OUTDATED if ORDER[State.OUTDATED] < ORDER[cell.state] else cell.state
    return replace(cell, state=state, outdated=column.channel)


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
    gravest = min(cells, key=lambda cell: ORDER[cell.state])
    counts: Counter[str] = Counter()
    for cell in cells:
        counts.update(cell.counts)
    return Cell(gravest.state, gravest.anchor if gravest.state is not State.READY else anchor, dict(counts))


def _having(group: tuple[Row, ...], states: frozenset[State]) -> tuple[Row, ...]:
    return tuple(row for row in group if any(cell.states & states for cell in row.cells))


def _spanned(group: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of one piece, the first of them carrying its title over all."""
    return tuple(replace(row, first=number == 0, span=len(group)) for number, row in enumerate(group))
