"""What is done with a whole campaign: duplicate it for another season, find and replace over its drafts."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from hub.accounts.models import validate_key
from hub.content.campaigns import Campaign
from hub.content.duplicating import duplicate_campaign
from hub.content.models import Piece
from hub.content.naming import free_slug
from hub.content.replacing import PieceHits, Search, digest_of, find_hits, replace_hits
from hub.workbench.campaign_board import CampaignPage

#: More hits than anybody looks at one by one.
_MOST_HITS = 2000


class DuplicateForm(forms.Form):
    """What is new about the copy."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Short name in addresses"),
        max_length=80,
        required=False,
        validators=[validate_key],
        help_text=gettext_lazy("Made of the name if it is left empty."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Goes live on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("The end and all date facts move by the same number of days."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_slug(self) -> str:
        """Unique in the brand; made of the name if nobody gave one."""
        slug: str = self.cleaned_data["slug"]
        namesakes = Campaign.objects.filter(brand=self.campaign.brand_id)
        if not slug and self.cleaned_data.get("name"):
            return free_slug(self.cleaned_data["name"], namesakes)
        if namesakes.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another campaign of this brand has this short name."))
        return slug

    def clean_starts_on(self) -> Any:
        """A day that people plan for: so that what is shifted stays a date."""
        day = self.cleaned_data["starts_on"]
        if not 2000 <= day.year <= 2200:
            raise forms.ValidationError(_("Choose a day between 2000 and 2200."))
        return day


class ReplaceForm(forms.Form):
    """What is looked for, and what is put in its place."""

    find = forms.CharField(label=gettext_lazy("Find"), max_length=300, strip=False)
    replace = forms.CharField(
        label=gettext_lazy("Replace with"), max_length=300, required=False, strip=False, empty_value=""
    )
    match_case = forms.BooleanField(label=gettext_lazy("Match case"), required=False)
    whole_words = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False)

    def clean_find(self) -> str:
        """Something that can be seen."""
        find: str = self.cleaned_data["find"]
        if not find.strip():
            raise forms.ValidationError(_("Type the words to look for."))
        return find

    @property
    def search(self) -> Search:
        """The search."""
        return Search(**self.cleaned_data)


class _Action(CampaignPage):
    """A page that changes things: needs every right it names."""

    rights: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Another brand's campaign is not there; then the rights are asked for."""
        _ = self.campaign
        if not request.user.has_perms(self.rights):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def board(self, campaign: Campaign) -> HttpResponseBase:
        """Back to a board."""
        return redirect(reverse("board_campaign", args=[campaign.pk]))


class DuplicateView(_Action):
    """Duplicate a campaign with shifted dates."""

    template_name = "workbench/board/duplicate.html"
    page_title = gettext_lazy("Duplicate")
    header_icon = "copy"
    rights = ("content.add_campaign", "content.add_piece")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        kwargs.setdefault("form", DuplicateForm(campaign=self.campaign, initial={"name": self.campaign.name}))
        pieces = Piece.objects.filter(campaign=self.campaign).count()
        return super().get_context_data(campaign=self.campaign, pieces=pieces, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Make the copy and show its board."""
        form = DuplicateForm(request.POST, campaign=self.campaign)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        new = duplicate_campaign(self.campaign, user=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("“%(name)s” is a draft now, with a draft of every piece. Dates in the texts are yours to change.")
            % {"name": new.name},
        )
        return self.board(new)


class ReplaceView(_Action):
    """Find and replace over a campaign."""

    template_name = "workbench/board/replace.html"
    page_title = gettext_lazy("Find and replace")
    header_icon = "search"
    rights = ("content.change_piece",)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The form, and the hits once there is something to look for."""
        if "find" not in request.GET:
            return self._show(ReplaceForm())
        form = ReplaceForm(request.GET)
        return self._show(form, find_hits(self.campaign, form.search) if form.is_valid() else None)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Replace the chosen hits, if they are still those that were shown."""
        form = ReplaceForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        found = find_hits(self.campaign, form.search)
        if request.POST.get("digest") != digest_of(found):
            messages.warning(request, _("Somebody has written on meanwhile. Look through the hits again."))
            return self._show(form, found)
        count = replace_hits(self.campaign, form.search, chosen=request.POST.getlist("hit"), user=request.user)
        if not count:
            messages.warning(request, _("Nothing was chosen, so nothing has changed."))
            return self._show(form, found)
        messages.success(
            request, _("Changed as new drafts: %(count)s. Nothing is live before it is published.") % {"count": count}
        )
        return self.board(self.campaign)

    def _show(self, form: ReplaceForm, found: list[PieceHits] | None = None) -> HttpResponse:
        total = sum(len(each.hits) for each in found or ())
        labelled = [(each.piece, [(_label(hit.place), hit) for hit in each.hits]) for each in found or ()]
        return self.render_to_response(
            self.get_context_data(
                campaign=self.campaign,
                form=form,
                found=labelled if found is not None and total <= _MOST_HITS else None,
                has_looked=found is not None,
                total=total,
                too_many=total > _MOST_HITS,
                digest=digest_of(found) if found else "",
            )
        )


def _label(place: str) -> str:
    """What people call the field of a hit."""
    field: Any = Piece._meta.get_field(place.partition(".")[0])
    return str(field.verbose_name)
