"""Reads a channel's limits: the `limits.yaml` beside its code."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.renderer import Limit

FILE_NAME = "limits.yaml"

_KNOWN = frozenset(item.name for item in fields(Limit))
_NEEDED = ("id", "value", "unit", "kind", "source")


def load(file: str) -> tuple[Limit, ...]:
    """Read the limits of a channel; `file` is the module's `__file__` (or the path of a limits file itself).

    Raises:
        ValueError: an entry lacks a key, has an unknown one, or one id stands there twice. Names file and entry.
    """
    path = Path(file) if file.endswith((".yaml", ".yml")) else Path(file).parent / FILE_NAME
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    if not isinstance(entries, list):
        raise ValueError(f"{path.name}: expected a list of limits")
    limits = tuple(_limit(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, start=1))
    seen: set[str] = set()
    for limit in limits:
        if limit.id in seen:
            raise ValueError(f"{path.name}: the id {limit.id!r} stands there twice")
        seen.add(limit.id)
    return limits


def meter(limit: Limit, used: float) -> Meter:
    """How much of a limit is used."""
    return Meter(limit.id, used, limit.value, limit.unit, limit.kind)


def _limit(entry: Any, where: str) -> Limit:
    if not isinstance(entry, Mapping):
        raise ValueError(f"{where}: expected keys and values")
    if unknown := sorted(set(entry) - _KNOWN):
        raise ValueError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KNOWN))}")
    if missing := [key for key in _NEEDED if entry.get(key) in (None, "")]:
        raise ValueError(f"{where}: {missing[0]!r} is missing")
    value, as_of = entry["value"], entry.get("as_of")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{where}: value {value!r} is no number")
    if as_of is not None and type(as_of) is not date:
        raise ValueError(f"{where}: as_of {as_of!r} is no day such as 2026-06-30")
    return Limit(
        id=str(entry["id"]),
        value=value,
        unit=str(entry["unit"]),
        kind=MeterKind(entry["kind"]),
        count=str(entry.get("count", "")),
        as_of=as_of,
        source=str(entry["source"]),
        note=str(entry.get("note", "")),
        formats=tuple(str(key) for key in entry.get("formats", ())),
    )
