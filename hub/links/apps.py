"""The app of links."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """Campaign parameters (UTM) and short links."""

    name = "hub.links"
    label = "links"
    verbose_name = _("Links")

    def ready(self) -> None:
        """Short links are seen by brand."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts.policies import BrandPermissionPolicy
        from hub.links.models import ShortLink

        register_permission_policy(ShortLink, BrandPermissionPolicy(ShortLink), exact_class=True)
