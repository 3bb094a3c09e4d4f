"""What changed between two versions of a slot, and why, in words: "fact.price" is the price, not a key."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from hub.content.models import Piece
from hub.variants.models import Entry
from hub.workbench.places import Editor
from hub.workbench.stopped import stopped
from renderers import registry
from renderers.contract.errors import RendererError
from renderers.contract.place import Place

_FIELDS = ("headline", "teaser", "short", "hero", "hashtags", "legal", "slug")
#: Names that are said as they are.
_WORDS = {
    "title": _lazy("Title"),
    "action": _lazy("Call to action"),
    "blocks": _lazy("Order of the body"),
    "facts": _lazy("Facts"),
    "campaign": _lazy("Campaign"),
    "id": _lazy("The piece’s number"),
    "locale": _lazy("Language"),
    "token.sender": _lazy("Sender"),
    "token.brand": _lazy("Brand"),
    "request.links": _lazy("Tracking of links, or short links"),
    "request.dated": _lazy("Date"),
    "request.media_base": _lazy("Address of the pictures"),
    "request.options": _lazy("Settings of the channel"),
    "renderer": _lazy("The channel itself, in a newer version"),
    "renderer.version": _lazy("The channel itself, in a newer version"),
    "renderer.engine": _lazy("The channel’s tools, in newer versions"),
    "visible_from": _lazy("From when it may be seen"),
    "visible_until": _lazy("Until when it may be seen"),
}
#: Names with a name in them.
_KINDS = {
    "fact": _lazy("Fact “%(name)s”"),
    "override": _lazy("Override “%(name)s”"),
    "limit": _lazy("Limit “%(name)s”"),
    "token.color": _lazy("Color “%(name)s”"),
    "token.font": _lazy("Typeface “%(name)s”"),
    "token.logo": _lazy("Logo “%(name)s”"),
    "token.legal": _lazy("Legal line “%(name)s”"),
    "token.field": _lazy("Merge field “%(name)s”"),
}
_REASONS = {
    "piece": _lazy("The piece was published"),
    "campaign": _lazy("The campaign was published or taken back"),
    "guideline": _lazy("A new version of the guideline is in force"),
    "asset": _lazy("A file of the library changed"),
    "brand": _lazy("The brand’s settings changed"),
    "renderer": _lazy("The channel was updated"),
    "requested": _lazy("It was asked for"),
    "again": _lazy("Somebody had it tried again"),
    "sweep": _lazy("The hub put right what was missed"),
    "unpublished": _lazy("The piece was unpublished"),
    "recalled": _lazy("It was recalled"),
    "recall-lifted": _lazy("The recall was lifted"),
    "switched-off": _lazy("The channel was switched off"),
    "changed": _lazy("Something it is made of changed"),
}


def reason_of(entry: Entry) -> str:
    """Why the entry was made."""
    known = _REASONS.get(entry.reason)
    return str(known) if known is not None else stopped(entry) or entry.reason


def changed_words(changed: Iterable[str], piece: Piece, channel: str) -> list[str]:
    """What changed, each thing once."""
    editor = Editor(piece)
    return list(dict.fromkeys(_word(name, editor, channel) for name in changed))


def _word(name: str, editor: Editor, channel: str) -> str:
    if name in _WORDS:
        return str(_WORDS[name])
    if name in _FIELDS:
        field: Any = Piece._meta.get_field(name)
        return capfirst(str(field.verbose_name))
    kind, _dot, rest = name.rpartition(".")
    if name.startswith("block."):
        return editor.label(Place("body", block=name.removeprefix("block."))) or _("A block of the body")
    if kind == "override":
        rest = _override_label(channel, rest)
    if kind in _KINDS:
        return str(_KINDS[kind]) % {"name": rest}
    return name


def _override_label(channel: str, name: str) -> str:
    from hub.accounts.language import current_translator

    try:
        fields = registry.get(channel).override_fields
    except RendererError:
        return name
    return next((current_translator()(field.label) for field in fields if field.name == name), name)
