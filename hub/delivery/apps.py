"""The app of delivery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Change rows, webhooks, the pull ledger."""

    name = "hub.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Listen to slots that change, and to the worker's clock; webhooks are seen by brand."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts.policies import BrandPermissionPolicy
        from hub.delivery import receivers
        from hub.delivery.webhook import Webhook

        register_permission_policy(Webhook, BrandPermissionPolicy(Webhook), exact_class=True)
        receivers.connect()
