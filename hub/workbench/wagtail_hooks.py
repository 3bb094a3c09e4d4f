"""The workbench in Wagtail's admin. Each concern registers itself in its own module; here they are only named."""

from wagtail.snippets.models import register_snippet

from hub.workbench import (  # noqa: F401
    board_menus,
    borrowed,
    conversation,
    dashboard,
    deleting,
    home,
    links_report,
    menus,
    outside_view,
    oversight,
    pulls_report,
    recall_view,
    rule_pages,
    submitting,
    waivers,
)
from hub.workbench.viewsets import ContentGroup

register_snippet(ContentGroup)
