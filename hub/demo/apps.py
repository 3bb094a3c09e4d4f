"""The app of the demonstration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration brand and campaign, and the commands that show them."""

    name = "hub.demo"
    label = "demo"
    verbose_name = _("Demonstration")
