"""Webhooks in the admin: made with their secret shown once, changed, switched off and on, deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from hub.accounts.tokens import ChannelKeysField
from hub.accounts.viewsets import BrandScopedForm, BrandScopedViewSetMixin
from hub.content.campaigns import Campaign
from hub.delivery.notices import why_disabled
from hub.delivery.services import prepare
from hub.delivery.webhook import Webhook


class WebhookForm(BrandScopedForm):
    """Who is told, where, and of what."""

    channels = ChannelKeysField(
        label=_("Channels"),
        required=False,
        help_text=_("Keys separated by commas, for instance email, sms. None means all."),
    )

    class Meta:
        model = Webhook
        fields = ["name", "brand", "url", "channels", "campaign"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign, channels = self.fields["campaign"], self.instance.channels
        campaign.empty_label = _("all campaigns")
        campaign.queryset = campaign.queryset.order_by("brand__name", "name")
        campaign.label_from_instance = _named
        self.initial["channels"] = ", ".join(channels) if isinstance(channels, list) else ""


class ChangeWebhookForm(WebhookForm):
    """The same for one that there is: it stays its brand's."""

    class Meta(WebhookForm.Meta):
        fields = ["name", "url", "channels", "campaign", "is_enabled"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = self.fields["campaign"].queryset.filter(brand=self.instance.brand_id)
        if not self.instance.is_enabled and self.instance.disabled_why:
            self.fields["is_enabled"].help_text = why_disabled(self.instance)

    def save(self, commit: bool = True) -> Webhook:
        """Save; what is switched on again begins with a clean sheet."""
        prepare(self.instance)
        webhook: Webhook = super().save(commit=commit)
        return webhook


class CreateWebhookView(generic.CreateView):  # type: ignore[misc]
    """Make a webhook and show its secret, this once."""

    def form_valid(self, form: WebhookForm) -> HttpResponse:
        """Answer with the secret; it goes into no message, session or log."""
        form.instance.created_by = self.request.user
        self.object = form.save()
        log(self.object, "wagtail.create", user=self.request.user)
        return show_secret(self.request, self.object)


class EditWebhookView(generic.EditView):  # type: ignore[misc]
    """Change a webhook; from here to its messages and its secret."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Messages, and another secret."""
        key = self.object.pk
        return [
            HeaderButton(_("Messages"), url=reverse("webhook_deliveries", args=[key]), icon_name="list-ul"),
            HeaderButton(_("New secret"), url=reverse("webhook_secret", args=[key]), icon_name="key"),
        ]


class StateColumn(Column):  # type: ignore[misc]
    """Whether it works."""

    cell_template_name = "delivery/state_cell.html"

    def get_value(self, instance: Webhook) -> Webhook:
        """The row."""
        return instance


class MessagesColumn(Column):  # type: ignore[misc]
    """The way to what was sent."""

    cell_template_name = "delivery/messages_cell.html"

    def get_value(self, instance: Webhook) -> Webhook:
        """The row."""
        return instance


class WebhookViewSet(BrandScopedViewSetMixin, ModelViewSet):  # type: ignore[misc]
    """The webhooks of one's own brands."""

    model = Webhook
    name = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    menu_order = 520
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "name",
        Column("brand", label=_("Brand")),
        Column("url", label=_("Address")),
        StateColumn("state", label=_("State")),
        DateColumn("tried_at", label=_("Last tried"), sort_key="tried_at"),
        MessagesColumn("messages", label=_("Messages")),
    ]
    search_fields = ["name", "url"]
    search_backend_name = None
    add_view_class = CreateWebhookView
    edit_view_class = EditWebhookView

    def get_form_class(self, for_update: bool = False) -> type[WebhookForm]:
        """The brand is chosen once."""
        return ChangeWebhookForm if for_update else WebhookForm


def show_secret(request: HttpRequest, webhook: Webhook, *, is_new: bool = True) -> HttpResponse:
    """The page that shows a secret, this once."""
    title = _("Webhook created") if is_new else _("New secret")
    context = {
        "webhook": webhook,
        "is_new": is_new,
        "page_title": title,
        "header_title": f"{title}: {webhook.name}",
        "header_icon": "key",
        "breadcrumbs_items": breadcrumbs(webhook, title),
    }
    return TemplateResponse(request, "delivery/secret.html", context)


def breadcrumbs(webhook: Webhook, title: Any) -> list[dict[str, Any]]:
    """From the list of webhooks over this one to a page of it."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("webhooks:index"), "label": _("Webhooks")},
        {"url": reverse("webhooks:edit", args=[webhook.pk]), "label": webhook.name},
        {"url": "", "label": title},
    ]


def find_webhook(request: HttpRequest, key: int) -> Webhook:
    """The webhook of this number, if it exists for the user."""
    user: Any = request.user
    return get_object_or_404(Webhook.objects.visible_to(user).select_related("brand", "campaign"), pk=key)


def _named(campaign: Campaign) -> str:
    return str(campaign.name)
