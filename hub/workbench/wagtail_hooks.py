"""The workbench in Wagtail's admin. Each concern registers itself in its own module; here they are only named."""

from wagtail.snippets.models import register_snippet

from hub.workbench import board_menus, dashboard, home, menus, oversight, rule_pages  # noqa: F401
from hub.workbench.viewsets import ContentGroup

register_snippet(ContentGroup)
