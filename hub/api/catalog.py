"""Brands, channels and campaigns."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.accounts.principal import Principal, Scope
from hub.accounts.selectors import brands_visible_to, find_brand
from hub.api import show
from hub.api.auth import caller, require
from hub.api.errors import PROBLEMS, ProblemError, not_found, wrong_parameters
from hub.api.paging import PAGE, page
from hub.api.schemas import BrandOut, CampaignOut, CampaignPage, ChannelOut
from hub.content.selectors import campaigns_visible_to, published
from renderers import registry
from renderers.contract.errors import UnknownDialectError

router = Router(tags=["Catalog"])


def find_own_brand(principal: Principal, key: str) -> Brand:
    """The brand of a key.

    Raises:
        ProblemError: 404; there is none for this caller.
    """
    try:
        return find_brand(key, viewer=principal)
    except Brand.DoesNotExist as error:
        raise not_found(_("There is no brand “%(brand)s”.") % {"brand": key[:100]}) from error


def require_channel(channel: str, form: str = "", dialect: str = "") -> None:
    """Refuse a filter that nothing could ever pass; "" filters nothing.

    Raises:
        RendererError, ProblemError: there is no such channel, format or dialect; says which there are.
    """
    if channel:
        renderer = registry.get(channel)
        if form:
            renderer.format(form)
    renderers = registry.all_renderers()
    if form and form not in {each.key for renderer in renderers for each in renderer.formats}:
        what = _("No channel has the format “%(format)s”. GET /api/v1/channels lists those there are.")
        raise wrong_parameters("query.format", what % {"format": form[:100]})
    dialects = {each for renderer in renderers for each in renderer.dialects}
    if dialect and dialect not in dialects:
        wrong = UnknownDialectError(dialect[:100], dialects)
        raise wrong_parameters("query.dialect", wrong.message.show(current_translator()))


@router.get("/brands", response=list[BrandOut], operation_id="list_brands", openapi_extra=PROBLEMS, url_name="brands")
def list_brands(request: HttpRequest) -> Any:
    """The brands the token works for."""
    rows = brands_visible_to(caller(request)).annotate(guideline_version=Max("guideline_versions__number"))
    return [
        {
            "key": brand.key,
            "name": brand.name,
            "default_locale": brand.default_locale,
            "time_zone": brand.time_zone,
            "guideline_version": brand.guideline_version,
        }
        for brand in rows
    ]


@router.get(
    "/channels", response=list[ChannelOut], operation_id="list_channels", openapi_extra=PROBLEMS, url_name="channels"
)
def list_channels(request: HttpRequest) -> Any:
    """The channels there are: formats, parts, dialects, override fields, and limits with their sources."""
    principal = caller(request)
    return [show.channel(renderer) for renderer in registry.all_renderers() if principal.uses_channel(renderer.key)]


@router.get(
    "/campaigns", response=CampaignPage, operation_id="list_campaigns", openapi_extra=PROBLEMS, url_name="campaigns"
)
def list_campaigns(request: HttpRequest, brand: str = "", cursor: str = "", limit: int = PAGE) -> Any:
    """The published campaigns."""
    principal = require(request, Scope.VARIANTS_READ)
    rows = published(campaigns_visible_to(principal)).select_related("brand")
    if brand:
        rows = rows.filter(brand__key=brand)
    return page(rows, lambda found: [show.campaign(row) for row in found], cursor=cursor, limit=limit)


@router.get(
    "/campaigns/{slug}", response=CampaignOut, operation_id="get_campaign", openapi_extra=PROBLEMS, url_name="campaign"
)
def get_campaign(request: HttpRequest, slug: str, brand: str = "") -> Any:
    """A published campaign by its short name; name the brand where several have one of that name."""
    principal = require(request, Scope.VARIANTS_READ)
    rows = published(campaigns_visible_to(principal)).filter(slug=slug).select_related("brand")
    if brand:
        rows = rows.filter(brand__key=brand)
    found = list(rows.order_by("pk")[:2])
    if not found:
        raise not_found(_("There is no published campaign “%(slug)s”.") % {"slug": slug})
    if len(found) > 1:
        detail = _("Several of the token's brands have a campaign “%(slug)s”. Name one: ?brand=…") % {"slug": slug}
        raise ProblemError(422, "ambiguous-campaign", _("Which campaign?"), detail)
    return show.campaign(found[0])
