"""The accounts app, and Wagtail's user management with our forms and scoping in it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Registers who may do what with brands and users before anything asks."""

    default = True
    name = "hub.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect signals, register policies."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts import lately, signals  # noqa: F401
        from hub.accounts.models import ApiToken, Brand, User
        from hub.accounts.policies import BrandPermissionPolicy

        lately.connect()
        register_permission_policy(Brand, BrandPermissionPolicy(Brand), exact_class=True)
        register_permission_policy(User, BrandPermissionPolicy(User), exact_class=True)
        register_permission_policy(ApiToken, BrandPermissionPolicy(ApiToken), exact_class=True)


class ScopedUsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """`wagtail.users`, with brands and language in its forms, and only those users in its lists whom one may see."""

    user_viewset = "hub.accounts.users.ScopedUserViewSet"
