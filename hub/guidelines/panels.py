"""Panels of the guideline's form that are no fields."""

import json
from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel

from hub.guidelines.catalogue import catalogue
from hub.guidelines.crowds import is_crowd
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
                "start": _start(self.instance),
                **picking(self.instance),
            }

        @property
        def media(self) -> forms.Media:
            """What draws it."""
            own: forms.Media = super().media
            return own + DESK


def _start(guideline: Any) -> str:
    """Where a guideline is read from what the brand has already."""
    address = reverse(type(guideline).snippet_viewset.get_url_name("start"))
    return f"{address}?brand={guideline.brand_id}" if guideline.brand_id else address


def _fonts(guideline: Any) -> list[dict[str, str]]:
    """Family and address of the first file of every typeface."""
    from hub.assets.models import DocumentAsset

    chosen = {
        entry["family"]: entry["files"][0] for entry in entries_of(guideline.typography) if any(entry["files"] or [])
    }
    files = DocumentAsset.objects.filter(brand=guideline.brand_id).in_bulk([key for key in chosen.values() if key])
    return [{"family": family, "url": files[key].url} for family, key in chosen.items() if key in files]


class CrowdPanel(Panel):  # type: ignore[misc]
    """The way to a section's entries by pages: where the form cannot hold them, and always for terms."""

    def __init__(self, field: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = field

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel."""
        return {**super().clone_kwargs(), "field": self.field}

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """The panel of one guideline."""

        template_name = "guidelines/crowd.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if not is_crowd(self.instance, self.panel.field):
                self.heading = ""  # the field below has it

        def is_shown(self) -> bool:
            """Only where there is something to go to."""
            field = self.panel.field
            return bool(self.instance.pk) and (field == "terms" or is_crowd(self.instance, field))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Where it leads."""
            field, name_of = self.panel.field, type(self.instance).snippet_viewset.get_url_name
            listed, paste = (reverse(name_of(name), args=[self.instance.pk]) for name in ("entries", "paste"))
            return {
                **super().get_context_data(parent_context),
                "field": field,
                "crowd": is_crowd(self.instance, field),
                "number": len(getattr(self.instance, field)),
                "listed": f"{listed}?of={field}",
                "paste": paste if field == "terms" else "",
            }
