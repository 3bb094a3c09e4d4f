"""What an override replaces, and whether that has changed since.

Rows keep `{channel: {format or "*": {field: {value, source_digest}}}}`. What no renderer here knows stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from renderers import registry
from renderers.contract import grammar
from renderers.contract.document import Action, AssetRef, Document, Override
from renderers.contract.fields import field_digest
from renderers.contract.renderer import OverrideField, OverrideKind, Renderer

EVERY = "*"
#: Fields that documents have; a renderer's own fields name the one they replace.
_PATHS = frozenset({"headline", "teaser", "hero", "hero.alt", "hashtags", "action.label", "action.url"})


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where an override stands."""

    channel: str
    format: str
    field: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What overrides may replace, as it is typed in the form, kept in a row or in a revision."""

    headline: str = ""
    teaser: str = ""
    action_label: str = ""
    action_url: str = ""
    hashtags: tuple[str, ...] = ()
    hero: str = ""
    hero_alt: str = ""

    def text(self, path: str) -> str:
        """The words at a path; of a picture its digest."""
        if path == "hashtags":
            return " ".join(self.hashtags)
        return str(getattr(self, path.replace(".", "_"))) if path in _PATHS else ""

    def put(self, path: str, text: str) -> "Sources":
        """The same with other words at a path."""
        value = tuple(text.split()) if path == "hashtags" else text
        return replace(self, **{path.replace(".", "_"): value}) if path in _PATHS else self  # type: ignore[arg-type]

    def digest(self, path: str) -> str:
        """What a document with these words has as the field's digest; nothing where a field replaces nothing."""
        return field_digest(self._document(), path) if path in _PATHS else ""

    def _document(self) -> Document:
        has_action = self.action_label or self.action_url
        return Document(
            id="",
            locale="",
            title="",
            headline=grammar.read(self.headline),
            teaser=grammar.read(self.teaser),
            action=Action(grammar.read(self.action_label), self.action_url) if has_action else None,
            hashtags=self.hashtags,
            hero=AssetRef("", self.hero, self.hero_alt) if self.hero else None,
        )


def sources_of(piece: Any) -> Sources:
    """What a piece's overrides replace, as it stands."""
    hero = piece.hero
    return Sources(
        headline=piece.headline or "",
        teaser=piece.teaser or "",
        action_label=piece.action_label or "",
        action_url=piece.action_url or "",
        hashtags=tuple(tag.lstrip("#") for tag in piece.hashtags or () if isinstance(tag, str)),
        hero=hero.sha256 if hero is not None else "",
        hero_alt=(piece.hero_alt or hero.description) if hero is not None else "",
    )


def source_path(field: OverrideField) -> str:
    """The document's field whose change makes the override out of date; nothing if there is none."""
    return field.replaces or (field.name if field.name in _PATHS else "")


def known_field(address: Address) -> OverrideField | None:
    """The renderer's field of this address; None where the channel, format or field is not known (any more)."""
    renderer = next((each for each in registry.all_renderers() if each.key == address.channel), None)
    if renderer is None or (address.format != EVERY and address.format not in {each.key for each in renderer.formats}):
        return None
    return next((field for field in fields_of(renderer, address.format) if field.name == address.field), None)


def fields_of(renderer: Renderer, format_key: str) -> Iterator[OverrideField]:
    """The fields that may be replaced in a format; in all of them for "*"."""
    for field in renderer.override_fields:
        if not field.formats or format_key == EVERY or format_key in field.formats:
            yield field


def is_out_of_date(document: Document, override: Override) -> bool:
    """Whether what the override replaced has changed since. One of which nobody knows what it replaced has not."""
    field = known_field(Address(override.channel, override.format, override.field))
    if field is None or not override.source_digest or not (path := source_path(field)):
        return False
    return field_digest(document, path) != override.source_digest


def out_of_date(document: Document) -> tuple[Override, ...]:
    """The overrides of a document whose source has changed since."""
    return tuple(override for override in document.overrides if is_out_of_date(document, override))


def out_of_date_in(piece: Any) -> tuple[Address, ...]:
    """The same of a row, without making a document of it: cheap enough for a campaign's worth of pieces."""
    stored = [(address, str(entry.get("source_digest") or "")) for address, entry in entries(piece.overrides)]
    if not any(digest for _, digest in stored):
        return ()
    sources = sources_of(piece)
    return tuple(address for address, digest in stored if digest and _has_changed(address, digest, sources))


def _has_changed(address: Address, digest: str, sources: Sources) -> bool:
    field = known_field(address)
    path = source_path(field) if field is not None else ""
    return bool(path) and sources.digest(path) != digest


def entries(stored: Any) -> Iterator[tuple[Address, dict[str, Any]]]:
    """The overrides of a row, one by one; what has another shape is passed over."""
    for channel, formats in (stored if isinstance(stored, dict) else {}).items():
        for key, fields in (formats if isinstance(formats, dict) else {}).items():
            for name, entry in (fields if isinstance(fields, dict) else {}).items():
                if isinstance(entry, dict):
                    yield Address(channel, key, name), entry


def fits(field: OverrideField, value: Any) -> bool:
    """Whether a stored value is of the kind that the field's control can show."""
    shapes = {OverrideKind.WORDS: list, OverrideKind.PICTURE: dict}
    return isinstance(value, shapes.get(field.kind, str))


def pictures_of(stored: Any) -> set[int]:
    """The numbers of the pictures that overrides name."""
    values = (entry.get("value") for _address, entry in entries(stored))
    named = (value.get("image") for value in values if isinstance(value, dict))
    return {number for number in named if isinstance(number, int) and not isinstance(number, bool)}


def complain(overrides: object) -> str:
    """What is wrong with the shape `{channel: {format: {field: {"value": ...}}}}`, or nothing."""
    if not isinstance(overrides, dict):
        return _("Overrides are an object of channels.")
    for channel, formats in overrides.items():
        if not isinstance(formats, dict):
            return _("%(place)s must be an object of formats.") % {"place": channel}
        for key, fields in formats.items():
            if not isinstance(fields, dict):
                return _("%(place)s must be an object of fields.") % {"place": f"{channel}.{key}"}
            for name, entry in fields.items():
                if not isinstance(entry, dict) or "value" not in entry:
                    return _("%(place)s must be an object with a “value”.") % {"place": f"{channel}.{key}.{name}"}
    return ""
