"""The hub itself as an app: it carries the checks, the catalogs and what the admin looks like."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    """Loads the system checks of `hub/checks.py`."""

    name = "hub"
    label = "hub"
    verbose_name = "Einklang"

    def ready(self) -> None:
        """Register the checks."""
        import hub.checks  # noqa: F401
