"""The side panel "Comments" of the piece editor: what people say about the piece, without saving the form."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from hub.content.comments import Comment
from hub.workbench.conversation import frame


class CommentsPanel(BaseSidePanel):  # type: ignore[misc]
    """An empty frame, filled by `comments.js` when it is opened."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        """The button that opens it, with the number of open threads."""

        aria_label = gettext_lazy("Toggle comments")
        icon_name = "comment"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count them. One query."""
            piece = self.panel.object
            count = Comment.objects.about(piece).still_open().count() if piece.pk else 0
            return {**super().get_context_data(parent_context), "count": count}

    name = "comments"
    title = gettext_lazy("Comments")
    template_name = "workbench/comments/panel.html"
    order = 160

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The addresses and texts the script needs."""
        return {**super().get_context_data(parent_context), **frame(self.object)}

    class Media:
        js = ("workbench/comments.js",)
        css = {"all": ("workbench/comments.css",)}


class ShowsComments:
    """Mix into the edit and create views of pieces."""

    request: Any

    def get_side_panels(self) -> MediaContainer:
        """The panels there are, and this one."""
        panels = list(super().get_side_panels())  # type: ignore[misc]
        if not getattr(self, "expects_json_response", False):  # autosave answers JSON
            panels.append(CommentsPanel(self.form.instance, self.request))  # type: ignore[attr-defined]
        return MediaContainer(sorted(panels, key=lambda panel: panel.order))
