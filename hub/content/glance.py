"""How somebody looks at a preview: as which reader, on which screen. A way to look, never a part of what is seen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from renderers.contract.place import Place
from renderers.contract.renderer import Renderer
from renderers.toolkit.persona import knows_readers

NOBODY, NAMED = "nobody", "named"
LIGHT, DARK = "light", "dark"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a piece still lacks, in words, and where the editor has the field."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """How somebody looks at a preview: as which reader, on which screen, for which file. Never kept with the piece.

    `as_new` makes of the file a message to be written; `place` says what people call a field, `path` where the editor
    has it; `refused` are complaints of the form it comes from. `answers`: whether the address it is shown at takes
    these choices.
    """

    reader: str = NOBODY
    scheme: str = LIGHT
    file: str = ""
    as_new: bool = False
    in_panel: bool = False
    answers: bool = False
    language: str = ""
    refused: tuple["Lack", ...] = ()
    place: Callable[[Place], str] = lambda place: ""  # noqa: ARG005 -- no editor, no names
    path: Callable[[Place], str] = lambda place: ""  # noqa: ARG005 -- no editor, no places

    def href(self, mode: str, **changes: str) -> str:
        """The address of the same preview, looked at in another way."""
        panel = {"in_preview_panel": "true"} if self.in_panel else {}
        return "?" + urlencode({"mode": mode, "reader": self.reader, "screen": self.scheme, **panel, **changes})


def choices(glance: Glance, renderer: Renderer, mode: str) -> Iterator[dict[str, object]]:
    """The ways to look that make a difference in this channel."""
    ways = []
    if knows_readers(renderer):
        names = {NOBODY: _("Nobody known"), NAMED: _("Named person")}
        ways.append(("reader", _("Reader"), glance.reader, names))
    if any("body.html" in form.parts for form in renderer.formats):
        ways.append(("screen", _("Screen"), glance.scheme, {LIGHT: _("Light"), DARK: _("Dark")}))
    for name, label, chosen, names in ways:
        yield {
            "label": label,
            "ways": [
                {"label": words, "href": glance.href(mode, **{name: value}), "is_chosen": value == chosen}
                for value, words in names.items()
            ],
        }
