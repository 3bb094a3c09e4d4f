"""What was sent to a webhook, sending it again, trying it out, and another secret."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from hub.delivery import outbox
from hub.delivery.notices import why_disabled
from hub.delivery.services import deliveries_of, rotate_secret
from hub.delivery.viewsets import breadcrumbs, find_webhook, show_secret
from hub.delivery.webhook import Delivery, DeliveryState, Webhook

RIGHT = "delivery.change_webhook"
_PAGE = 30


def urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    return [
        path("webhooks/<int:webhook_id>/messages/", show_deliveries, name="webhook_deliveries"),
        path("webhooks/<int:webhook_id>/messages/replay/", replay_failed, name="webhook_replay_failed"),
        path("webhooks/<int:webhook_id>/messages/<int:delivery_id>/replay/", replay_one, name="webhook_replay"),
        path("webhooks/<int:webhook_id>/test/", send_test, name="webhook_test"),
        path("webhooks/<int:webhook_id>/secret/", renew_secret, name="webhook_secret"),
    ]


@require_safe
def show_deliveries(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """The messages of a webhook, the newest first, with every attempt. Four queries, however many there are."""
    webhook = _find(request, webhook_id)
    state = request.GET.get("state", "")
    rows = deliveries_of(webhook)
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("p"))
    context = {
        "webhook": webhook,
        "why_disabled": why_disabled(webhook) if webhook.disabled_why else "",
        "page": page,
        "items": [_shown(row) for row in page],
        "states": [("", _("all"), not state), *((key, label, key == state) for key, label in DeliveryState.choices)],
        "state": state,
        "has_failed": webhook.deliveries.filter(state=DeliveryState.FAILED).exists(),
        "page_title": _("Messages"),
        "header_title": f"{_('Messages')}: {webhook.name}",
        "page_subtitle": webhook.name,
        "header_icon": "link-external",
        "breadcrumbs_items": breadcrumbs(webhook, _("Messages")),
    }
    return TemplateResponse(request, "delivery/deliveries.html", context)


@require_POST
def replay_one(request: HttpRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Send a message again."""
    webhook = _find(request, webhook_id)
    found = deliveries_of(webhook).filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    outbox.replay(found)
    messages.success(request, _("The message is sent again in a moment."))
    return redirect("webhook_deliveries", webhook.pk)


@require_POST
def replay_failed(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send again all that was given up."""
    webhook = _find(request, webhook_id)
    count = outbox.replay_given_up(webhook)
    said = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    messages.success(request, said % {"count": count})
    return redirect("webhook_deliveries", webhook.pk)


@require_POST
def send_test(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send a message that says nothing but that it arrived."""
    webhook = _find(request, webhook_id)
    outbox.put_test(webhook)
    if webhook.is_enabled:
        messages.success(request, _("A test message is on its way. Reload this page to see what came of it."))
    else:
        messages.warning(request, _("The webhook is switched off: the test message is sent once it is on again."))
    return redirect("webhook_deliveries", webhook.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def renew_secret(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Ask, then make another secret and show it, this once."""
    webhook = _find(request, webhook_id)
    if request.method == "POST":
        rotate_secret(webhook)
        log(webhook, "wagtail.edit", user=request.user)
        return show_secret(request, webhook, is_new=False)
    context = {
        "webhook": webhook,
        "page_title": _("New secret"),
        "header_title": f"{_('New secret')}: {webhook.name}",
        "page_subtitle": webhook.name,
        "header_icon": "key",
        "breadcrumbs_items": breadcrumbs(webhook, _("New secret")),
    }
    return TemplateResponse(request, "delivery/renew_secret.html", context)


def _find(request: HttpRequest, key: int) -> Webhook:
    webhook = find_webhook(request, key)
    user: Any = request.user
    if not user.has_perm(RIGHT):
        raise PermissionDenied
    return webhook


def _shown(row: Delivery) -> dict[str, Any]:
    attempts = [{**entry, "at": parse_datetime(entry["at"])} for entry in reversed(row.log)]
    return {"row": row, "attempts": attempts, "last": attempts[0] if attempts else None}
