"""The guideline in the admin."""

from typing import Any, ClassVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from hub.accounts.viewsets import BrandScopedForm, BrandScopedViewSetMixin
from hub.guidelines.models import Guideline


class GuidelineReadView(InspectView):  # type: ignore[misc]
    """Read a guideline without editing it."""

    def get_source_display_value(self) -> SafeString:
        """The file, line by line."""
        return format_html('<pre tabindex="0">{}</pre>', self.object.source)


class GuidelineViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Guidelines, one a brand."""

    model = Guideline
    icon = "clipboard-list"
    menu_label = _("Guidelines")
    menu_order = 300
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = ["__str__", UpdatedAtColumn(label=_("Updated"))]
    inspect_view_enabled = True
    inspect_view_class = GuidelineReadView
    inspect_view_fields: ClassVar[list[str]] = ["brand", "source"]
    copy_view_enabled = False

    def get_edit_handler(self) -> ObjectList:
        """The model's panels, in a form that offers one's own brands only."""
        handler = ObjectList(Guideline.panels, base_form_class=BrandScopedForm)
        return handler.bind_to_model(Guideline)


register_snippet(GuidelineViewSet)
