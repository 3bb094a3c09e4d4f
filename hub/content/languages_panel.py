"""The languages of a piece, in its editor: how it stands in each, and the way there."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class LanguagesPanel(Panel):  # type: ignore[misc]
    """Shows, and changes nothing."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """For one piece."""

        template_name = "content/languages_panel.html"

        def is_shown(self) -> bool:
            """A piece that nobody has saved is in one language."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The languages."""
            from hub.content.languages import languages_of

            piece = self.instance
            address = reverse("wagtailsnippets_content_piece:translate", args=[piece.pk])
            found = languages_of([piece]).get(piece.translation_key, [])
            return {
                **super().get_context_data(parent_context),
                "languages": found,
                "piece": piece,
                "languages_url": address,
                "may_add": self.request.user.has_perm("content.add_piece"),
            }
