"""The field that chooses one of the hub's things: its words in the language of whoever looks."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser


class ThingChooser(AdminSnippetChooser):  # type: ignore[misc]
    """Wagtail's puts its words together while the hub starts, in no user's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        name = self.model._meta.verbose_name
        self.choose_one_text = format_lazy(_("Choose {object}"), object=name)
        self.choose_another_text = format_lazy(_("Choose another {object}"), object=name)
        self.link_to_chosen_text = format_lazy(_("Edit this {object}"), object=name)
