"""The way to the portal, in the admin's menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def portal_menu_item() -> MenuItem:
    """Below the guidelines, whose face it is."""
    return MenuItem(_("Brand portal"), reverse("portals"), icon_name="globe", order=310)
