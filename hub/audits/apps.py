"""The app of audits."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    """Verdicts, audits and waivers."""

    name = "hub.audits"
    label = "audits"
    verbose_name = _("Audits")

    def ready(self) -> None:
        """Listen to what is to be judged; waivers are seen by brand."""
        from wagtail.permissions import register_permission_policy

        from hub.accounts.policies import BrandPermissionPolicy
        from hub.audits import consequences, gate, mails, receivers, rights_mails
        from hub.audits.waiver import Waiver

        register_permission_policy(Waiver, BrandPermissionPolicy(Waiver), exact_class=True)
        receivers.connect()
        consequences.connect()
        gate.connect()
        mails.connect()
        rights_mails.connect()
