"""What a stream holds that this hub does not know (any more) stays: shown, not editable, saved as it was.

A plug-in is uninstalled, older code runs on a newer database, a block type was removed without its migration. Wagtail
drops such blocks when the stream is read, so that the next save loses them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import Adapter, register
from wagtail.admin.telepath.widgets import SelectAdapter
from wagtail.blocks.stream_block import StreamBlockAdapter, StreamBlockValidationError
from wagtail.fields import StreamField

#: The name under which a stream shows a child whose type it does not know. Never stored.
KEPT = "kept"
_SALT = "hub.content.kept"
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
#: Values under these names are keys and numbers, not words.
_NO_WORDS = frozenset({"id", "type", "channels"})


def words_of(raw: Any) -> Iterator[str]:
    """The words in a block's stored value, whatever its shape, in their order; markup left out."""
    if isinstance(raw, str):
        words = " ".join(strip_tags(raw.replace("<", " <")).split())
        if words:
            yield words
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name not in _NO_WORDS:
                yield from words_of(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from words_of(value)


class KeptWidget(forms.HiddenInput):
    """Shows what kind of block it is and its words; sends back what it was given."""


class KeptBlock(blocks.FieldBlock):  # type: ignore[misc]
    """A block of a type that is not installed: `{"type", "value"}` as stored. Signed in forms, so nobody alters it."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(required=False, widget=KeptWidget())
        super().__init__(**kwargs)

    def get_default(self) -> dict[str, Any]:
        """Nothing; nobody adds such a block."""
        return {}

    def value_for_form(self, value: Any) -> str:
        """The signed value, with what people are shown of it."""
        if not value:
            return ""
        shown = {"type": value["type"], "words": "\n".join(words_of(value["value"])), "note": str(self.meta.help_text)}
        return json.dumps({**shown, "signed": signing.dumps(value, salt=_SALT, compress=True)})

    def value_from_form(self, value: Any) -> dict[str, Any]:
        """The value that was signed, or nothing."""
        try:
            found: dict[str, Any] = signing.loads(json.loads(value)["signed"], salt=_SALT)
        except (ValueError, TypeError, KeyError, signing.BadSignature):
            return {}
        return found

    def clean(self, value: Any) -> Any:
        """Refuse what is not what the form was given: it would be lost."""
        if not value:
            raise ValidationError(_("This block could not be read. Open the page again; nothing was saved."))
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """Its words."""
        return list(words_of(value.get("value")))

    class Meta:
        icon = "lock"
        label = _("Block of an unknown type")
        help_text = _(
            "This kind of block is not installed here. It is kept as it is, and shown again once it is installed."
        )


class KeepingStreamBlock(blocks.StreamBlock):  # type: ignore[misc]
    """A stream that keeps children of types it does not know, in their places. Migrations do not see the difference."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        kept = KeptBlock()
        kept.set_name(KEPT)
        self.child_blocks[KEPT] = kept

    def to_python(self, value: Any) -> Any:
        """Wrap what is unknown; unwrap what is known again."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [self._wrapped(child) for child in value]
        return super().to_python(value)

    def bulk_to_python(self, values: Any) -> Any:
        """The same for several streams."""
        return super().bulk_to_python([[self._wrapped(child) for child in stream or ()] for stream in values])

    def _wrapped(self, child: dict[str, Any]) -> dict[str, Any]:
        child = _unwrapped(child)
        if child["type"] in self.child_blocks and child["type"] != KEPT:
            return child
        return {**child, "type": KEPT, "value": {"type": child["type"], "value": child.get("value")}}

    def get_prep_value(self, value: Any) -> list[dict[str, Any]]:
        """What is stored: every child under its own type."""
        return [_unwrapped(child) for child in super().get_prep_value(value)]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read a form. One that was opened when more types were known names blocks that cannot be read."""
        value = super().value_from_datadict(data, files, prefix)
        count = int(data[f"{prefix}-count"])
        names = (data[f"{prefix}-{i}-type"] for i in range(count) if not data[f"{prefix}-{i}-deleted"])
        value.unread = sorted({name for name in names if name not in self.child_blocks})
        return value

    def clean(self, value: Any) -> Any:
        """Refuse a form whose blocks could not all be read."""
        if unread := getattr(value, "unread", ()):
            message = _("Blocks of the type “%(type)s” are not installed any more. Open the page again.")
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(message % {"type": name}) for name in unread]
            )
        return super().clean(value)

    def deconstruct(self) -> Any:
        """As a plain stream of the known types."""
        path, args, kwargs = super().deconstruct()
        return path, [_known(args[0])], kwargs

    def deconstruct_with_lookup(self, lookup: Any) -> Any:
        """The same, for Wagtail's compact form."""
        children = [(name, lookup.add_block(block)) for name, block in _known(self.child_blocks.items())]
        return "wagtail.blocks.StreamBlock", [children], self._constructor_kwargs


def _known(children: Any) -> list[Any]:
    return [(name, block) for name, block in children if name != KEPT]


def _unwrapped(child: dict[str, Any]) -> dict[str, Any]:
    value = child.get("value")
    if child["type"] == KEPT and isinstance(value, dict) and "type" in value:
        return {**child, "type": value["type"], "value": value.get("value")}
    return child


def kept_children(stream: Any) -> Iterator[Any]:
    """The children of a stream, and of the columns in it, whose types are not known."""
    for child in stream:
        if child.block_type == KEPT:
            yield child
        elif isinstance(child.value, blocks.StructValue):
            for value in child.value.values():
                if isinstance(value, blocks.StreamValue):
                    yield from kept_children(value)


class KeepingStreamField(StreamField):  # type: ignore[misc]
    """A stream field that keeps what it does not know; a plain stream field in migrations."""

    @cached_property
    def stream_block(self) -> KeepingStreamBlock:
        """The block that reads and writes it."""
        # Django clones fields out of what `deconstruct` gave, so let Wagtail read either form.
        block = KeepingStreamBlock(list(super().stream_block.child_blocks.items()))
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> Any:
        """As Wagtail's field, without the block for unknown types."""
        name, _path, args, kwargs = super().deconstruct()
        plain = StreamField(_known(self.stream_block.child_blocks.items()))
        _name, path, args, lookup = plain.deconstruct()
        return name, path, args, {**kwargs, "block_lookup": lookup["block_lookup"]}


class KeepingChoiceField(forms.MultipleChoiceField):
    """Several choices. Keys that are no choice (any more) are accepted: the widget sends back what is stored."""

    def valid_value(self, value: Any) -> bool:
        """A choice, or what could have been one."""
        return super().valid_value(value) or _KEY.fullmatch(str(value)) is not None


class KeepingSelect(forms.SelectMultiple):
    """Offers the choices there are, and what is chosen already."""


class ChannelsBlock(blocks.MultipleChoiceBlock):  # type: ignore[misc]
    """Some channels by key. Those that are not installed stay chosen: a limited block never goes to all by itself."""

    def get_field(self, **kwargs: Any) -> forms.Field:
        """A field that keeps unknown keys."""
        return KeepingChoiceField(**{**kwargs, "widget": KeepingSelect()})


class _KeepingAdapter(Adapter):  # type: ignore[misc]
    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's scripts, then ours."""
        theirs = ("wagtailadmin/js/telepath/widgets.js", "wagtailadmin/js/telepath/blocks.js")
        names = (*theirs, "content/kept.js", "content/paste.js")
        return forms.Media(js=[versioned_static(name) for name in names])


class KeepingStreamBlockAdapter(_KeepingAdapter, StreamBlockAdapter):  # type: ignore[misc]
    """Does not offer the block for unknown types; knows what to say of a paste that could not come along whole."""

    js_constructor = "hub.content.KeepingStreamBlock"

    def js_args(self, block: KeepingStreamBlock) -> list[Any]:
        """Wagtail's, and words for pastes."""
        *rest, meta = super().js_args(block)
        pictures = _(
            "Pictures do not come along when pasted; add them to the library and as blocks of their own. Left out:"
        )
        links = _("These words had no full address behind them and are no links now:")
        return [*rest, {**meta, "pasteStrings": {"pictures": str(pictures), "links": str(links)}}]


class KeptWidgetAdapter(_KeepingAdapter):
    """Shows a kept block."""

    js_constructor = "hub.content.KeptWidget"

    def js_args(self, _widget: KeptWidget) -> list[Any]:
        """Nothing is needed."""
        return []


class KeepingSelectAdapter(_KeepingAdapter, SelectAdapter):  # type: ignore[misc]
    """Adds what is chosen to what is offered."""

    js_constructor = "hub.content.KeepingSelect"

    def js_args(self, widget: KeepingSelect) -> list[Any]:
        """Wagtail's, and the words behind a key that is not installed."""
        return [*super().js_args(widget), str(_("not installed"))]


register(KeepingStreamBlockAdapter(), KeepingStreamBlock)
register(KeptWidgetAdapter(), KeptWidget)
register(KeepingSelectAdapter(), KeepingSelect)
