"""The guideline in the admin."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.accounts.viewsets import BrandScopedViewSetMixin
from hub.guidelines.models import Guideline


class GuidelineViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Guidelines, one a brand."""

    model = Guideline
    icon = "clipboard-list"
    menu_label = _("Guidelines")
    menu_order = 300
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = ["__str__", UpdatedAtColumn(label=_("Updated"))]
    inspect_view_enabled = True
    copy_view_enabled = False


register_snippet(GuidelineViewSet)
