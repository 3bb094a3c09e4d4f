"""The addresses of a piece's editor, opened at the place that a finding or a loss leads back to."""

from django.urls import reverse

from hub.content.models import Piece
from hub.workbench.contentpaths import Addresses
from renderers.contract.place import Place


class Editor:
    """The editor of one piece, for links into it."""

    def __init__(self, piece: Piece) -> None:
        self._addresses = Addresses(piece)
        self._page = edit_address(piece)

    def label(self, place: Place | None) -> str:
        """What people call the field, and the kind of block in it; empty when the place is no field."""
        return self._addresses.label(place)

    def address(self, place: Place | None) -> str:
        """The editor, opened at the place where that is known."""
        path = self._addresses.path(place)
        return f"{self._page}#:w:contentpath={path}" if path else self._page


def edit_address(piece: Piece) -> str:
    """The address of a piece's editor."""
    return reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])


def overrides_address(piece: Piece, channel: str) -> str:
    """The editor, opened at the overrides of a channel."""
    return f"{edit_address(piece)}#:w:contentpath=overrides.{channel}"
