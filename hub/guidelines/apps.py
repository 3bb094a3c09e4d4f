"""The app of guidelines."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    """Guidelines and their published versions."""

    name = "hub.guidelines"
    label = "guidelines"
    verbose_name = _("Guidelines")

    def ready(self) -> None:
        """Let the permission policy know brands, before anything asks."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts.deleting import uses_asked
        from hub.accounts.policies import BrandPermissionPolicy
        from hub.assets.signals import in_use_asked
        from hub.guidelines.models import Guideline
        from hub.guidelines.uses import files_in_use, uses_of_file

        register_permission_policy(Guideline, BrandPermissionPolicy(Guideline), exact_class=True)
        uses_asked.connect(uses_of_file, dispatch_uid="guidelines.uses_of_file")
        in_use_asked.connect(files_in_use, dispatch_uid="guidelines.files_in_use")
