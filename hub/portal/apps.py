"""The app of the brand portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Reads published guideline versions; has no rows of its own and changes nothing."""

    name = "hub.portal"
    label = "portal"
    verbose_name = _("Brand portal")
