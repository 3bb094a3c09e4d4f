"""The app of delivery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Change rows, webhooks, the pull ledger."""

    name = "hub.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Listen to slots that change, and to the worker's clock."""
        from hub.delivery import receivers

        receivers.connect()
