"""The app of links."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """Campaign parameters (UTM); short links come here."""

    name = "hub.links"
    label = "links"
    verbose_name = _("Links")
