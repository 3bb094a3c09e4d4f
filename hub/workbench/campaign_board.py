"""The campaign board: pieces against channels and locales, with filters; each cell leads to its place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

from hub.accounts.language import current_translator
from hub.accounts.scoping import require_visible
from hub.content.campaigns import Campaign
from hub.workbench.matrix import Wanted, matrix_of
from hub.workbench.piece_board import may_look
from hub.workbench.readiness import LABELS, asked_for, state_choices
from renderers import registry

#: A page's number has fewer digits than this, or it is none.
_DIGITS = 6


def find_campaign(request: HttpRequest, pk: int) -> Campaign:
    """The campaign of this number, if it exists for the user and they may see campaigns."""
    user: Any = request.user
    require_visible(Campaign, [pk], user)
    if not may_look(user):
        raise PermissionDenied
    return get_object_or_404(Campaign.objects.select_related("brand"), pk=pk)


class CampaignPage(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A page about one campaign."""

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign."""
        return find_campaign(self.request, self.kwargs["campaign_id"])

    def get_page_subtitle(self) -> str:
        """The campaign."""
        return self.campaign.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the list of campaigns over the board to this page."""
        items = [
            *self.breadcrumbs_items,
            {"url": reverse(Campaign.snippet_viewset.get_url_name("list")), "label": _("Campaigns")},
        ]
        if not isinstance(self, CampaignBoardView):
            items.append({"url": reverse("board_campaign", args=[self.campaign.pk]), "label": self.campaign.name})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.campaign.name}]


class CampaignBoardView(CampaignPage):
    """How ready a campaign is."""

    template_name = "workbench/board/campaign.html"
    page_title = gettext_lazy("Campaign board")
    header_icon = "calendar-alt"

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """What can be done with the whole campaign."""
        user, pk = self.request.user, [self.campaign.pk]
        edit = reverse(Campaign.snippet_viewset.get_url_name("edit"), args=pk)
        offered = [
            (("content.change_campaign",), _("Edit"), edit, "edit"),
            (("content.change_piece",), _("Find and replace"), reverse("board_replace", args=pk), "search"),
            (
                ("content.add_campaign", "content.add_piece"),
                _("Duplicate"),
                reverse("board_duplicate", args=pk),
                "copy",
            ),
        ]
        return [
            HeaderButton(label, url=url, icon_name=icon, priority=number)
            for number, (rights, label, url, icon) in enumerate(offered)
            if user.has_perms(rights)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matrix, and the filters with what is chosen."""
        wanted = self._wanted()
        matrix = matrix_of(self.campaign, wanted)
        return super().get_context_data(
            campaign=self.campaign,
            matrix=matrix,
            wanted=wanted,
            channels=_channels(),
            locales=[(locale.language_code, str(locale)) for locale in Locale.objects.order_by("pk")],
            states=state_choices(),
            totals=[
                (state.value, LABELS[state], count, wanted.query(state=state.value))
                for state, count in matrix.totals.items()
            ],
            columns=[(column, wanted.query(channel=column.channel)) for column in matrix.columns],
            earlier=wanted.query(p=str(matrix.page - 1)) if matrix.page > 1 else "",
            later=wanted.query(p=str(matrix.page + 1)) if matrix.page < matrix.pages else "",
            **kwargs,
        )

    def _wanted(self) -> Wanted:
        """What is asked for; what does not exist is no filter."""
        given = {
            name: self.request.GET.get(name, "").replace("\0", "") for name in ("channel", "locale", "state", "q", "p")
        }
        channels = {key for key, _label in _channels()}
        known = Locale.objects.filter(language_code=given["locale"]).exists() if given["locale"] else False
        page = given["p"]
        return Wanted(
            channel=given["channel"] if given["channel"] in channels else "",
            locale=given["locale"] if known else "",
            state=given["state"] if asked_for(given["state"]) else "",
            words=given["q"].strip()[:100],
            page=int(page) if page.isascii() and page.isdigit() and len(page) < _DIGITS else 1,
        )


def _channels() -> list[tuple[str, str]]:
    translate = current_translator()
    return [(renderer.key, translate(renderer.label)) for renderer in registry.all_renderers()]
