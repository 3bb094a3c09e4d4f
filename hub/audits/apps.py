"""The app of audits."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    """Verdicts, audits and waivers."""

    name = "hub.audits"
    label = "audits"
    verbose_name = _("Audits")

    def ready(self) -> None:
        """Listen to what is to be judged."""
        from hub.audits import gate, mails, receivers

        receivers.connect()
        gate.connect()
        mails.connect()
