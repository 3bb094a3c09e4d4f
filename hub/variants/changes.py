"""What differs between two render inputs, in words people use: "fact.price", "token.color.accent", "headline"."""

from typing import Any

from hub.variants.models import Entry

#: Lists whose members have a name to be called by.
_NAMED: dict[str, tuple[str, str | int]] = {
    "facts": ("fact", "name"),
    "colors": ("token.color", "name"),
    "typography": ("token.font", "role"),
    "logos": ("token.logo", "name"),
    "legal": ("token.legal", "key"),
    "fields": ("token.field", "name"),
    "limits": ("limit", "id"),
    "blocks": ("block", "id"),
    "overrides": ("override", 0),
}
MOST = 50


def changed(before: dict[str, Any] | None, after: dict[str, Any]) -> list[str]:
    """The names of what differs, sorted; everything is new where there was nothing before (an empty list)."""
    if not before:
        return []
    found: set[str] = set()
    for part in ("document", "tokens", "request"):
        old, new = before.get(part) or {}, after.get(part) or {}
        prefix = {"document": "", "tokens": "token.", "request": "request."}[part]
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                found |= _names(name, old.get(name), new.get(name), prefix)
    for name in ("limits", "overrides"):
        if before.get(name) != after.get(name):
            found |= _names(name, before.get(name), after.get(name), "")
    if not found:  # the same words at the same place, but said by an override or arm now, or no longer
        found = {where.removeprefix("body.") for where, _ in _pairs(before) ^ _pairs(after)}
    return sorted(found)[:MOST]


def differences(before: Entry | None, after: Entry) -> list[str]:
    """What an entry has that the one before had not; nothing where one of them shows nothing."""
    if before is None or before.variant is None or after.variant is None:
        return []
    found = changed(before.variant.source, after.variant.source)
    if before.variant.renderer_version != after.variant.renderer_version:
        found.append("renderer.version")
    elif not found and before.variant.key != after.variant.key:
        found.append("renderer.engine")
    for name in ("visible_from", "visible_until"):
        if getattr(before, name) != getattr(after, name):
            found.append(name)
    return found


def _pairs(source: dict[str, Any]) -> set[tuple[str, str]]:
    return {(str(where), str(origin)) for where, origin in source.get("origins") or ()}


def _names(name: str, old: Any, new: Any, prefix: str) -> set[str]:
    is_list = isinstance(old or [], list) and isinstance(new or [], list)
    if name not in _NAMED or not is_list or (name == "legal" and not prefix):
        return {f"{prefix}{name}"}
    label, key = _NAMED[name]
    befores = {_value(entry, key): entry for entry in old or []}
    afters = {_value(entry, key): entry for entry in new or []}
    differing = {f"{label}.{entry}" for entry in {*befores, *afters} if befores.get(entry) != afters.get(entry)}
    return differing or {f"{prefix}{name}"}


def _value(entry: Any, key: str | int) -> Any:
    """The name of a list's member: a field of it, or the first of a pair."""
    return entry[key] if isinstance(key, int) else entry.get(key, "")
