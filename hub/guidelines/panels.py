"""Panels of the guideline's form that are no fields."""

import json
from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel

from hub.guidelines.catalogue import catalogue
from hub.guidelines.fields import entries_of

#: What the form's scripts and looks are.
DESK = forms.Media(
    js=[f"guidelines/{name}.js" for name in ("picks", "rules", "trials", "desk")], css={"all": ["guidelines/desk.css"]}
)


def picking(guideline: Any) -> dict[str, Any]:
    """What the scripts need, for the template `guidelines/catalogue.html`."""
    viewset = type(guideline).snippet_viewset
    tried = reverse(viewset.get_url_name("try"), args=[guideline.pk]) if guideline.pk else ""
    return {"catalogue": catalogue(), "try_url": tried, "match_url": reverse(viewset.get_url_name("match"))}


class LookPanel(Panel):  # type: ignore[misc]
    """Colors, pairs with their contrast and typefaces as they look; drawn anew while one types."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """The panel of one guideline."""

        template_name = "guidelines/look.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The addresses of the uploaded fonts, by family."""
            return {
                **super().get_context_data(parent_context),
                "fonts": json.dumps(_fonts(self.instance)),
                **picking(self.instance),
            }

        @property
        def media(self) -> forms.Media:
            """What draws it."""
            own: forms.Media = super().media
            return own + DESK


def _fonts(guideline: Any) -> list[dict[str, str]]:
    """Family and address of the first file of every typeface."""
    from hub.assets.models import DocumentAsset

    chosen = {
        entry["family"]: entry["files"][0] for entry in entries_of(guideline.typography) if any(entry["files"] or [])
    }
    files = DocumentAsset.objects.filter(brand=guideline.brand_id).in_bulk([key for key in chosen.values() if key])
    return [{"family": family, "url": files[key].url} for family, key in chosen.items() if key in files]
