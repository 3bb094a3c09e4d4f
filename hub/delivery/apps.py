"""The app of delivery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Change rows, webhooks, the pull ledger."""

    name = "hub.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Listen to slots that change, and to the worker's clock; webhooks and pulls are seen by brand."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts.policies import BrandPermissionPolicy
        from hub.delivery import receivers
        from hub.delivery.pull import Pull
        from hub.delivery.webhook import Webhook

        for model in (Webhook, Pull):
            register_permission_policy(model, BrandPermissionPolicy(model), exact_class=True)
        receivers.connect()
