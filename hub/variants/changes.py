"""What differs between two render inputs, in words people use: "fact.price", "token.color.accent", "headline"."""

from typing import Any

#: Lists whose members have a name to be called by.
_NAMED = {
    "facts": ("fact", "name"),
    "colors": ("token.color", "name"),
    "typography": ("token.font", "role"),
    "logos": ("token.logo", "name"),
    "legal": ("token.legal", "key"),
    "fields": ("token.field", "name"),
    "limits": ("limit", "id"),
    "blocks": ("block", "id"),
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
    return sorted(found)[:MOST]


def _names(name: str, old: Any, new: Any, prefix: str) -> set[str]:
    is_list = isinstance(old or [], list) and isinstance(new or [], list)
    if name not in _NAMED or not is_list or (name == "legal" and not prefix):
        return {f"{prefix}{name}"}
    label, key = _NAMED[name]
    befores = {entry.get(key, ""): entry for entry in old or []}
    afters = {entry.get(key, ""): entry for entry in new or []}
    differing = {f"{label}.{entry}" for entry in {*befores, *afters} if befores.get(entry) != afters.get(entry)}
    return differing or {f"{prefix}{name}"}
