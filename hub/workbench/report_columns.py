"""Columns of the reports: words in place of keys, days in place of "one week", cards in place of rows on a phone."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from hub.content.rendering import label_of
from hub.workbench.shown_meters import format_label
from renderers import registry
from renderers.contract.errors import RendererError


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: a line, where it leads, and what stands below it; `whole` is not broken over two lines."""

    text: str | Promise
    url: str = ""
    below: str = ""
    whole: bool = False


class SaidColumn(Column):  # type: ignore[misc]
    """A column whose cells say something; `tells` makes it of the row."""

    cell_template_name = "workbench/reports/cell.html"

    def __init__(self, name: str, tells: Any, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.tells = tells

    def get_value(self, instance: Any) -> Said:
        """What the cell says."""
        said = self.tells(instance)
        return said if isinstance(said, Said) else Said(said)


def moment(at: Any) -> str:
    """A day and a time, in the way of the reader's language; a dash where there is none."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at is not None else "–"


def amount(number: int) -> str:
    """A number in the way of the reader's language: 12.407."""
    return number_format(number, use_l10n=True, force_grouping=True)


def channel_choices() -> list[tuple[str, str]]:
    """The channels there are, by name."""
    return sorted(((one.key, place_label(one.key)) for one in registry.all_renderers()), key=lambda one: one[1])


def place_label(channel: str, format_key: str = "", *more: str) -> str:
    """A place in words: "Print – A5 flyer · de"; by its keys, where there is no such channel any more."""
    try:
        label = label_of(channel, format_key) if format_key else format_label(channel, "")
    except RendererError:
        label = f"{channel} {format_key}".strip()
    return " · ".join(filter(None, (label, *more)))


def told_piece(title: str | None, piece: int | None, *below: str) -> Said:
    """A piece, leading to its channel board, and what stands below; or that it is deleted."""
    url = reverse("board_piece", args=[piece]) if piece is not None else ""
    return Said(title or _("a piece that is deleted"), url, " · ".join(filter(None, below)))
