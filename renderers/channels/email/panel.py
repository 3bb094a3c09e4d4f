"""The panel of an announcement: its headline, its teaser and its one button, in the middle, on the brand's color."""

from renderers.channels.email.blocks import section, text
from renderers.channels.email.button import button, on_panel
from renderers.channels.email.draft import Draft
from renderers.channels.email.look import MARGIN
from renderers.channels.email.mjml import element
from renderers.contract.document import Action, ActionBlock, Document
from renderers.contract.place import Place

#: The class of words on it: they have the color that can be read there.
WORDS = "n"


def panel(draft: Draft) -> str:
    """The panel; nothing where there is nothing to say on it."""
    place, heading = draft.source.document.heading
    teaser = draft.source.document.teaser
    link = draft.look.panel_link_style
    written = element("h1", draft.say(heading, place, link=link), class_="h1 h0") if heading else ""
    written += element("p", draft.say(teaser, Place.of("teaser"), link=link), class_="lead nl") if teaser else ""
    color = draft.look.light.on_primary
    parts = [text(written, css_class=WORDS, align="center", color=color)] if written else []
    if (found := _action(draft.source.document)) is not None:
        action, at = found
        style = on_panel(draft.look.light)
        parts.append(button(draft, action.label, action.url, at=at, style=style, align="center", words=WORDS))
    if not parts:
        return ""
    ground = {"css_class": "panel", "background_color": draft.look.light.primary}
    return section("".join(parts), padding=f"36px {MARGIN}px 40px", **ground)


def _action(document: Document) -> tuple[Action, tuple[Place, Place]] | None:
    """The piece's action with the places of its label and address, or the first of its body."""
    if document.action is not None and document.action.label:
        return document.action, (Place.of("action.label"), Place.of("action.url"))
    block = next((block for block in document.blocks if isinstance(block, ActionBlock)), None)
    if block is None or not block.action.label:
        return None
    return block.action, (Place.of("body.action.label", block.id), Place.of("body.url", block.id))
