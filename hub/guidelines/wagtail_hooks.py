"""The guideline in the admin."""

from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, InspectView, SnippetViewSet

from hub.accounts.viewsets import BrandScopedViewSetMixin
from hub.guidelines.consequences import ConsequencesView
from hub.guidelines.entries_views import EntriesView
from hub.guidelines.export_view import TakeAwayView
from hub.guidelines.forms import GuidelineForm
from hub.guidelines.hints import HINTS
from hub.guidelines.import_views import BringView
from hub.guidelines.models import Guideline
from hub.guidelines.panels import CrowdPanel, LookPanel
from hub.guidelines.paste_view import PasteView
from hub.guidelines.publishing import AsksBeforePublishing, PublishView
from hub.guidelines.starting import StartView
from hub.guidelines.trying import try_examples
from hub.guidelines.trying_views import MatchView, TryView
from hub.guidelines.versions import VersionsView
from hub.guidelines.views import GuidelineTextView


class GuidelineReadView(InspectView):  # type: ignore[misc]
    """Read a guideline without editing it."""

    def get_source_display_value(self) -> SafeString:
        """The file, line by line."""
        return format_html('<pre tabindex="0">{}</pre>', self.object.source)


class GuidelineCreateView(AsksBeforePublishing, CreateView):  # type: ignore[misc]
    """The empty form."""


class GuidelineEditView(AsksBeforePublishing, EditView):  # type: ignore[misc]
    """The form, from which the guideline's other pages are reached."""

    def form_valid(self, form: Any) -> Any:
        """Save, and say which examples do not hold."""
        answer = super().form_valid(form)
        if not self.expects_json_response and form.read is not None and self.action != "publish":
            tried = try_examples(form.read, today=timezone.localdate())
            failed = sum(not each.holds for each in tried)
            if failed:
                said = ngettext(
                    "%(failed)s of %(all)s examples does not hold. See Voice, Do and don't.",
                    "%(failed)s of %(all)s examples do not hold. See Voice, Do and don't.",
                    failed,
                )
                messages.warning(self.request, said % {"failed": failed, "all": len(tried)})
        return answer

    @property
    def header_more_buttons(self) -> list[Any]:
        """Versions and file, beside Wagtail's."""
        viewset = Guideline.snippet_viewset
        own = [
            Button(
                label, url=reverse(viewset.get_url_name(name), args=[self.object.pk]), icon_name=icon, priority=order
            )
            for name, label, icon, order in (
                ("versions", _("Versions"), "history", 1),
                ("consequences", _("What would change"), "view", 1),
                ("bring", _("Bring in files"), "upload", 2),
                ("take_away", _("Download the published version"), "download", 3),
                ("file", _("Edit as a file"), "code", 4),
            )
        ]
        start = f"{reverse(viewset.get_url_name('start'))}?brand={self.object.brand_id}"
        own.append(Button(_("Start without typing"), url=start, icon_name="pick", priority=5))
        return [*own, *super().header_more_buttons]


def _fields(*names: str) -> list[Any]:
    """Each section, and before it the way to its entries where they are many."""
    labels = {name: Guideline._meta.get_field(name).verbose_name for name in names}  # type: ignore[union-attr]
    both = ((CrowdPanel(name, heading=labels[name]), FieldPanel(name, help_text=HINTS[name])) for name in names)
    return [panel for pair in both for panel in pair]


def tabs() -> TabbedInterface:
    """The form: what is seen, how it speaks, what must and must not be said, and how it is judged."""
    publishing = _("Publishing makes a new numbered version; all pieces are judged and rendered by it from then on.")
    look = [
        LookPanel(heading=_("At a glance")),
        *_fields("colors", "pairs", "typography", "logos", "deprecated"),
    ]
    return TabbedInterface(
        [
            ObjectList(look, heading=_("Look")),
            ObjectList(_fields("voice", "examples"), heading=_("Voice")),
            ObjectList(_fields("terms", "claims"), heading=_("Words")),
            ObjectList(_fields("sender", "legal", "register"), heading=_("Sender and law")),
            ObjectList(_fields("rules", "patterns", "limits"), heading=_("Rules")),
            ObjectList([FieldPanel("brand"), HelpPanel(publishing), FieldPanel("basics")], heading=_("Basics")),
        ],
        base_form_class=GuidelineForm,
    )


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
    add_view_class = GuidelineCreateView
    edit_view_class = GuidelineEditView
    copy_view_enabled = False

    def get_edit_handler(self) -> TabbedInterface:
        """The tabs, in a form that offers one's own brands only."""
        return tabs().bind_to_model(Guideline)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, and the guideline as a file."""
        views = {
            "file": GuidelineTextView,
            "versions": VersionsView,
            "bring": BringView,
            "take_away": TakeAwayView,
            "try": TryView,
            "entries": EntriesView,
            "paste": PasteView,
            "consequences": ConsequencesView,
            "publish": PublishView,
        }
        own = [
            path(f"{name}/<{self.pk_path_converter}:pk>/", self.construct_view(view), name=name)
            for name, view in views.items()
        ]
        match = path("match/", self.construct_view(MatchView), name="match")
        start = path("start/", self.construct_view(StartView), name="start")
        return [*super().get_urlpatterns(), *own, match, start]


register_snippet(GuidelineViewSet)
