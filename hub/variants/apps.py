"""The app of variants."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VariantsConfig(AppConfig):
    """Variants, slots and render jobs."""

    name = "hub.variants"
    label = "variants"
    verbose_name = _("Variants")

    def ready(self) -> None:
        """Listen to what changes the input of renderers."""
        from hub.variants import brand_files, receivers

        receivers.connect()
        brand_files.connect()
