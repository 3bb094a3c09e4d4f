"""Webhooks: an address that is told of changes, signed by Standard Webhooks; the log of what was sent, and replay."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.params import P, PathEx

from hub.accounts.models import Brand
from hub.accounts.principal import Principal, Scope
from hub.accounts.selectors import brands_visible_to
from hub.api.auth import Bearer, caller
from hub.api.catalog import find_own_brand
from hub.api.errors import BODY_PROBLEMS, PROBLEMS, ProblemError, not_found
from hub.api.paging import PAGE, page
from hub.api.webhook_schemas import (
    DeliveryOut,
    DeliveryPage,
    ReplayOut,
    WebhookChange,
    WebhookIn,
    WebhookOut,
    WebhookPage,
    WebhookWithSecret,
)
from hub.content.campaigns import Campaign
from hub.content.selectors import campaigns_visible_to
from hub.delivery import outbox
from hub.delivery.services import change_webhook, create_webhook, deliveries_of, rotate_secret, webhooks_for
from hub.delivery.webhook import Delivery, Webhook
from renderers import registry

router = Router(tags=["Webhooks"], auth=Bearer(Scope.WEBHOOKS))
Key = PathEx[int, P(ge=1, le=2**63 - 1)]


@router.get(
    "/webhooks", response=WebhookPage, operation_id="list_webhooks", openapi_extra=PROBLEMS, url_name="webhooks"
)
def list_webhooks(request: HttpRequest, cursor: str = "", limit: int = PAGE) -> Any:
    """The webhooks of the token's brands."""
    rows = webhooks_for(caller(request))
    return page(rows, lambda found: [_webhook(row) for row in found], cursor=cursor, limit=limit)


@router.post(
    "/webhooks",
    response={201: WebhookWithSecret},
    operation_id="create_webhook",
    openapi_extra=BODY_PROBLEMS,
    url_name="webhooks",
)
def make_webhook(request: HttpRequest, wanted: WebhookIn) -> Any:
    """Have an address told of changes. The answer holds the secret that signs every message; it is shown this once."""
    principal = caller(request)
    brand = _brand(principal, wanted.brand)
    webhook = _checked(
        lambda: create_webhook(
            brand,
            name=wanted.name or wanted.url[:100],
            url=wanted.url,
            channels=_channels(principal, wanted.channels),
            campaign=_campaign(principal, brand, wanted.campaign),
        )
    )
    return Status(201, {**_webhook(webhook), "secret": webhook.secret})


@router.get(
    "/webhooks/{webhook_id}",
    response=WebhookOut,
    operation_id="get_webhook",
    openapi_extra=PROBLEMS,
    url_name="webhook",
)
def get_webhook(request: HttpRequest, webhook_id: Key) -> Any:
    """A webhook."""
    return _webhook(_find(request, webhook_id))


@router.patch(
    "/webhooks/{webhook_id}",
    response=WebhookOut,
    operation_id="update_webhook",
    openapi_extra=BODY_PROBLEMS,
    url_name="webhook",
)
def update_webhook(request: HttpRequest, webhook_id: Key, change: WebhookChange | None = None) -> Any:
    """Change what is named; the rest stays. `enabled: true` switches on again what was switched off."""
    principal, webhook = caller(request), _find(request, webhook_id)
    given = change.model_dump(exclude_unset=True) if change is not None else {}
    fields: dict[str, Any] = {name: given[name] for name in ("name", "url") if given.get(name) is not None}
    if given.get("enabled") is not None:
        fields["is_enabled"] = given["enabled"]
    if given.get("channels") is not None:
        fields["channels"] = _channels(principal, given["channels"])
    if given.get("campaign") is not None:
        fields["campaign"] = _campaign(principal, webhook.brand, given["campaign"])
    return _webhook(_checked(lambda: change_webhook(webhook, **fields)))


@router.delete(
    "/webhooks/{webhook_id}",
    response={204: None},
    operation_id="delete_webhook",
    openapi_extra=PROBLEMS,
    url_name="webhook",
)
def delete_webhook(request: HttpRequest, webhook_id: Key) -> Any:
    """Tell this address nothing more, and forget what it was told."""
    _find(request, webhook_id).delete()
    return HttpResponse(status=204)


@router.post(
    "/webhooks/{webhook_id}/secret",
    response=WebhookWithSecret,
    operation_id="rotate_webhook_secret",
    openapi_extra=PROBLEMS,
    url_name="webhook_secret",
)
def rotate_webhook_secret(request: HttpRequest, webhook_id: Key) -> Any:
    """Make a new secret, shown this once. For three days every message is signed with the older one, too."""
    webhook = rotate_secret(_find(request, webhook_id))
    return {**_webhook(webhook), "secret": webhook.secret}


@router.post(
    "/webhooks/{webhook_id}/test",
    response={202: DeliveryOut},
    operation_id="test_webhook",
    openapi_extra=PROBLEMS,
    url_name="webhook_test",
)
def send_test(request: HttpRequest, webhook_id: Key) -> Any:
    """Send a message that says nothing but that it arrived."""
    return Status(202, _delivery(outbox.put_test(_find(request, webhook_id))))


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    response=DeliveryPage,
    operation_id="list_webhook_deliveries",
    openapi_extra=PROBLEMS,
    url_name="webhook_deliveries",
)
def list_deliveries(request: HttpRequest, webhook_id: Key, state: str = "", cursor: str = "", limit: int = PAGE) -> Any:
    """What was sent, and what waits, with every attempt; the newest first. `state`: waiting, delivered or failed."""
    rows = deliveries_of(_find(request, webhook_id))
    rows = rows.filter(state=state) if state else rows
    return page(rows, lambda found: [_delivery(row) for row in found], cursor=cursor, limit=limit, newest_first=True)


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/replay",
    response={202: DeliveryOut},
    operation_id="replay_webhook_delivery",
    openapi_extra=PROBLEMS,
    url_name="webhook_replay",
)
def replay(request: HttpRequest, webhook_id: Key, delivery_id: Key) -> Any:
    """Send a message again: the same `webhook-id` and body."""
    found = deliveries_of(_find(request, webhook_id)).filter(pk=delivery_id).first()
    if found is None:
        raise not_found(_("There is no such delivery of this webhook."))
    return Status(202, _delivery(outbox.replay(found)))


@router.post(
    "/webhooks/{webhook_id}/replay",
    response={202: ReplayOut},
    operation_id="replay_failed_webhook_deliveries",
    openapi_extra=PROBLEMS,
    url_name="webhook_replay_failed",
)
def replay_failed(request: HttpRequest, webhook_id: Key) -> Any:
    """Send again all that was given up."""
    return Status(202, {"count": outbox.replay_given_up(_find(request, webhook_id))})


def _find(request: HttpRequest, key: int) -> Webhook:
    found = webhooks_for(caller(request)).filter(pk=key).first()
    if found is None:
        raise not_found(_("There is no such webhook."))
    return found


def _brand(principal: Principal, key: str) -> Brand:
    """The brand that is named, or the token's only one."""
    if key:
        return find_own_brand(principal, key)
    brands = list(brands_visible_to(principal)[:2])
    if len(brands) == 1:
        return brands[0]
    detail = _("The token works for several brands. Name the one whose changes are to be told.")
    raise ProblemError(422, "ambiguous-brand", _("Which brand?"), detail)


def _channels(principal: Principal, channels: list[str]) -> list[str]:
    """Channels of the caller's; none means all that the caller may have.

    Raises:
        ProblemError: 404; not the caller's.
        RendererError: there is no such channel.
    """
    wanted = channels or sorted(principal.channels or ())
    for channel in wanted:
        registry.get(channel)  # nobody would ever hear of one that there is not
        if not principal.uses_channel(channel):
            raise not_found(_("This token has no access to the channel “%(channel)s”.") % {"channel": channel[:100]})
    return sorted(set(wanted))


def _campaign(principal: Principal, brand: Brand, slug: str) -> Campaign | None:
    if not slug:
        return None
    found = campaigns_visible_to(principal).filter(brand=brand, slug=slug).first()
    if found is None:
        raise not_found(_("There is no campaign “%(slug)s”.") % {"slug": slug[:100]})
    return found


def _checked(deed: Any) -> Webhook:
    """Do it; what the fields' own checks refuse is a problem."""
    try:
        webhook: Webhook = deed()
    except ValidationError as error:
        wrong = [
            {"where": f"body.{name}", "what": " ".join(texts)} for name, texts in sorted(error.message_dict.items())
        ]
        detail = "; ".join(f"{item['where']}: {item['what']}" for item in wrong)
        raise ProblemError(422, "bad-parameters", _("Some parameters are wrong."), detail, errors=wrong) from error
    return webhook


def _webhook(row: Webhook) -> dict[str, Any]:
    return {
        "id": row.pk,
        "brand": row.brand.key,
        "name": row.name,
        "url": row.url,
        "channels": row.channels,
        "campaign": row.campaign.slug if row.campaign is not None else "",
        "enabled": row.is_enabled,
        "disabled_because": row.disabled_why,
        "failing_since": row.failing_since,
        "created_at": row.created_at,
    }


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "message": row.message_id,
        "type": row.type,
        "state": row.state,
        "created_at": row.created_at,
        "next_attempt_at": row.due_at if row.state == "waiting" else None,
        "attempts": row.log,
        "body": row.body,
    }
