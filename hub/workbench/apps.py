"""The app of the workbench."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    """Panels, boards and dashboards."""

    name = "hub.workbench"
    label = "workbench"
    verbose_name = _("Workbench")
