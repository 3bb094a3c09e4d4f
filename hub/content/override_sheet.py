"""What the panel of overrides shows: every channel, its fields, what stands in them and what they replace."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images.widgets import AdminImageChooser

from hub.accounts.language import current_translator
from hub.assets.models import ImageAsset
from hub.content.convert import facts_of, locale_of
from hub.content.former import former_words
from hub.content.models import Piece
from hub.content.override_form import ANY_FORMAT, LOOKED_AT, Typed
from hub.content.override_meters import meters_of, plain_words
from hub.content.overriding import (
    EVERY,
    Address,
    Sources,
    entries,
    fields_of,
    fits,
    known_field,
    pictures_of,
    source_path,
    sources_of,
)
from renderers import registry
from renderers.contract.artifact import MeterKind
from renderers.contract.document import Fact
from renderers.contract.renderer import OverrideField, OverrideKind, Renderer


@dataclass(frozen=True, slots=True)
class Row:
    """One field of one format. `against` are the words it replaced, None where nobody knows them any more."""

    address: Address
    name: str
    label: str
    kind: str
    value: str
    alt: str
    source: str
    path: str
    against: str | None
    former: str
    present: str
    is_out_of_date: bool
    kept: str = ""
    meters: tuple[dict[str, Any], ...] = ()
    chooser: SafeString | None = None

    @property
    def is_set(self) -> bool:
        """Whether something replaces the piece's own."""
        return bool(self.value)

    @property
    def id(self) -> str:
        """The control's id."""
        return "id_" + "-".join(self.name.replace("*", "all").replace(".", "-").split(":"))

    @property
    def contentpath(self) -> str:
        """Its own segment of the path that findings lead back by."""
        return self.address.field.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one format, or of all."""

    key: str
    label: str
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many fields are overridden."""
        return sum(row.is_set for row in self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """One channel."""

    key: str
    label: str
    every: Group
    groups: tuple[Group, ...]
    blank: Group | None

    @property
    def count(self) -> int:
        """How many fields are overridden."""
        return self.every.count + sum(group.count for group in self.groups)

    @property
    def stale(self) -> int:
        """How many of them are out of date."""
        return sum(row.is_out_of_date for group in (self.every, *self.groups) for row in group.rows)


class Sheet:
    """The panel of one piece."""

    def __init__(self, piece: Piece, stored: Any, name: str = "overrides") -> None:
        self._piece, self._name = piece, name
        self._stored = dict(entries(stored))
        self._all = stored
        self._translate = current_translator()

    def __call__(self, typed: Mapping[Address, Typed]) -> dict[str, Any]:
        """The template's context; `typed` wins over what is stored."""
        return {
            "sections": [self._section(renderer, typed) for renderer in registry.all_renderers()],
            "unknown": list(self._unknown()),
            "facts": {fact.name: fact.qualified(self._locale) for fact in self._facts},
            "any_format": ANY_FORMAT,
            "sources": {"hero_title": self._title(self._sources.hero)},
        }

    @cached_property
    def _sources(self) -> Sources:
        return sources_of(self._piece)

    @cached_property
    def _facts(self) -> tuple[Fact, ...]:
        return tuple(facts_of(self._piece))

    @cached_property
    def _locale(self) -> str:
        return locale_of(self._piece)

    @cached_property
    def _pictures(self) -> dict[int, ImageAsset]:
        numbers = pictures_of(self._all)
        if not numbers:
            return {}
        rows = ImageAsset.objects.filter(pk__in=numbers).select_related("brand")
        if self._piece.campaign_id:
            rows = rows.filter(brand_id=self._piece.campaign.brand_id)
        return {row.pk: row for row in rows.prefetch_renditions("max-165x165")}

    @cached_property
    def _former(self) -> dict[tuple[str, str], str]:
        """What the out of date ones replaced, by path and digest."""
        wanted = set()
        for address, entry in self._stored.items():
            field = known_field(address)
            path = source_path(field) if field is not None else ""
            digest = str(entry.get("source_digest") or "")
            if path and digest and digest != self._sources.digest(path):
                wanted.add((path, digest))
        return former_words(self._piece, wanted) if wanted else {}

    def _section(self, renderer: Renderer, typed: Mapping[Address, Typed]) -> Section:
        there = {address.format for address in (*self._stored, *typed) if address.channel == renderer.key}
        wanted = [form for form in renderer.formats if len(renderer.formats) > 1 or form.key in there]
        return Section(
            key=renderer.key,
            label=self._translate(renderer.label),
            every=self._group(renderer, EVERY, _("All formats") if len(renderer.formats) > 1 else "", typed),
            groups=tuple(
                self._group(renderer, form.key, self._translate(form.label), typed, is_blank=form.key not in there)
                for form in wanted
            ),
            blank=self._group(renderer, ANY_FORMAT, "", {}) if len(renderer.formats) > 1 else None,
        )

    def _group(
        self, renderer: Renderer, key: str, label: str, typed: Mapping[Address, Typed], *, is_blank: bool = False
    ) -> Group:
        fields = () if is_blank else fields_of(renderer, EVERY if key == ANY_FORMAT else key)
        return Group(key, label, tuple(self._row(renderer, key, field, typed) for field in fields))

    def _row(self, renderer: Renderer, key: str, field: OverrideField, typed: Mapping[Address, Typed]) -> Row:
        address = Address(renderer.key, key, field.name)
        name = ":".join((self._name, *_parts(address)))
        entry = self._stored.get(address, {})
        value, alt = self._shown(field, entry, typed.get(address))
        path = source_path(field)
        digest = str(entry.get("source_digest") or "")
        stale = bool(value and path and digest and digest != self._sources.digest(path))
        former = self._former.get((path, digest)) if stale else None
        return Row(
            address=address,
            name=name,
            label=self._translate(field.label),
            kind=field.kind.value,
            value=value,
            alt=alt,
            source=self._hint(renderer, address, field, path),
            path=path,
            against=None if stale and former is None else former if stale else self._words(path),
            former=former or "",
            present=self._title(self._sources.hero) if path == "hero" else self._sources.text(path),
            is_out_of_date=stale,
            kept=f"{LOOKED_AT}{one.kept}" if (one := typed.get(address)) is not None and one.kept is not None else "",
            meters=tuple(self._meters(renderer, key, field, value)),
            chooser=self._chooser(name, field, value),
        )

    def _shown(self, field: OverrideField, entry: Mapping[str, Any], typed: Typed | None) -> tuple[str, str]:
        """The control's value and the picture's alternative text."""
        if typed is not None:
            value = typed.value
            if isinstance(value, dict):
                return str(value.get("image") or ""), typed.alt
            return (" ".join(value) if isinstance(value, list) else str(value or "")), typed.alt
        value = entry.get("value")
        if not fits(field, value):
            return "", ""
        if isinstance(value, dict):
            return str(value.get("image") or ""), str(value.get("alt") or "")
        return (" ".join(map(str, value)) if isinstance(value, list) else str(value)), ""

    def _words(self, path: str) -> str:
        """The source as the browser compares it: of a picture its number."""
        if path == "hero":
            return str(self._piece.hero_id or "")
        if path == "hero.alt":
            return self._piece.hero_alt or ""
        return self._sources.text(path)

    def _hint(self, renderer: Renderer, address: Address, field: OverrideField, path: str) -> str:
        """What the channel takes while nothing is typed: the wording for all formats, or the piece's own."""
        general = self._stored.get(Address(renderer.key, EVERY, field.name), {}).get("value")
        if address.format != EVERY and isinstance(general, str) and general:
            return general
        return self._title(self._sources.hero) if path == "hero" else self._sources.text(path)

    def _title(self, sha256: str) -> str:
        hero = self._piece.hero
        return str(hero.title) if hero is not None and hero.sha256 == sha256 else ""

    def _meters(self, renderer: Renderer, key: str, field: OverrideField, value: str) -> Iterator[dict[str, Any]]:
        if value and key != ANY_FORMAT:
            words = plain_words(value, self._facts, self._locale)
            yield from shown_meters(renderer, key, field, words)

    def _chooser(self, name: str, field: OverrideField, value: str) -> SafeString | None:
        if field.kind is not OverrideKind.PICTURE:
            return None
        chosen = self._pictures.get(int(value)) if value.isdecimal() else None
        identifier = "id_" + "-".join(name.replace("*", "all").replace(".", "-").split(":"))
        drawn: SafeString = AdminImageChooser(show_edit_link=False).render(name, chosen, {"id": identifier})
        return drawn

    def _unknown(self) -> Iterator[dict[str, str]]:
        """What no control shows: of renderers that are not installed, or of another shape."""
        for address, entry in self._stored.items():
            field = known_field(address)
            if field is None or not fits(field, entry.get("value")):
                value = entry.get("value")
                yield {
                    "place": " · ".join(_parts(address)).replace("*", _("All formats")),
                    "value": value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),
                }


def _parts(address: Address) -> tuple[str, str, str]:
    return address.channel, address.format, address.field


def shown_meters(renderer: Renderer, key: str, field: OverrideField, words: str) -> Iterator[dict[str, Any]]:
    """A field's meters in the reader's language."""
    translate = current_translator()
    several = len(renderer.formats) > 1 and key == EVERY
    for form, meter in meters_of(renderer, key, field, words):
        yield {
            "used": int(meter.used) if float(meter.used).is_integer() else round(meter.used, 1),
            "limit": int(meter.limit) if float(meter.limit).is_integer() else meter.limit,
            "unit": translate(meter.unit),
            "state": (meter.kind.value if meter.over else "within"),
            "format": translate(renderer.format(form).label) if several else "",
            "note": _("before “more”") if meter.kind is MeterKind.FOLD else "",
        }
