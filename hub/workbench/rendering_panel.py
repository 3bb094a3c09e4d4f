"""How far the worker is after a change, and what it could not render: on the dashboard while there is any of it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.content.models import Piece
from hub.content.selectors import without_content
from hub.variants.selectors import failures, progress
from hub.workbench.dashboard_panel import MOST, Line, Panel


class RenderingPanel(Panel):
    """Brands of which something is still to be rendered, then the pieces of which something failed."""

    name = "board_rendering"

    @staticmethod
    def is_needed(request: HttpRequest) -> bool:
        """Whether there is anything to say."""
        return bool(progress(request.user) or failures(request.user))

    def heading(self) -> str:
        """The panel's name."""
        return _("Being rendered, and failed")

    def empty(self) -> str:
        """Nothing to wait for."""
        return _("Everything live is rendered.")

    def lines(self, request: HttpRequest) -> list[Line]:
        """Three queries."""
        going = [
            Line(
                each.brand,
                "",
                _("%(left)s of %(all)s places are still looked at.") % {"left": each.left, "all": each.all},
                f"{each.percent} %",
            )
            for each in progress(request.user)
        ]
        failed = failures(request.user)
        rows = Piece.objects.visible_to(request.user).filter(translation_key__in={key for key, _locale in failed})
        full = without_content(rows.select_related("campaign", "locale"))
        pieces = [(row, failed.get((row.translation_key, row.locale_code), 0)) for row in full.order_by("title", "pk")]
        going += [
            Line(
                row.title,
                reverse("board_piece", args=[row.pk]),
                f"{row.campaign.name} · {row.locale_code}",
                ngettext("%(count)s channel failed", "%(count)s channels failed", count) % {"count": count},
                "now",
            )
            for row, count in pieces
            if count
        ]
        return going[: MOST + 1]
