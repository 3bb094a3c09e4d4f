"""What is wrong with a parameter or field, in the caller's language: its finder, pydantic, knows English only."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def complaint(item: Mapping[str, Any]) -> dict[str, str]:
    """Where it is and what is wrong, of one error as pydantic lists them."""
    return {"where": _where(item["loc"]), "what": _what(item)}


def _where(steps: Iterable[str | int]) -> str:
    """`body.brand`: what the view calls the body, which is named second, is nobody's business."""
    first, *rest = map(str, steps)
    return ".".join([first, *(rest[1:] if first == "body" else rest)])


def _what(item: Mapping[str, Any]) -> str:
    said = _SAID.get(item["type"]) or next((_SAID[start] for start in _STARTS if item["type"].startswith(start)), None)
    return said(item.get("ctx") or {}) if said is not None else str(item["msg"])


#: By pydantic's stable names of errors; those that end in "_" stand for all that begin so.
_SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _ctx: _("This is needed and is not there."),
    "extra_forbidden": lambda _ctx: _("There is no field of this name."),
    "string_too_short": lambda ctx: _("At least %(limit)s characters are needed.") % {"limit": ctx["min_length"]},
    "string_too_long": lambda ctx: _("At most %(limit)s characters are possible.") % {"limit": ctx["max_length"]},
    "too_short": lambda ctx: _("At least %(limit)s entries are needed.") % {"limit": ctx["min_length"]},
    "too_long": lambda ctx: _("At most %(limit)s entries are possible.") % {"limit": ctx["max_length"]},
    "greater_than_equal": lambda ctx: _("This must be at least %(limit)s.") % {"limit": ctx["ge"]},
    "less_than_equal": lambda ctx: _("This must be at most %(limit)s.") % {"limit": ctx["le"]},
    "literal_error": lambda ctx: _("Possible values: %(values)s.") % {"values": ctx["expected"]},
    "string_": lambda _ctx: _("This must be a text."),
    "int_": lambda _ctx: _("This must be a whole number."),
    "float_": lambda _ctx: _("This must be a number."),
    "bool_": lambda _ctx: _("This must be true or false."),
    "list_": lambda _ctx: _("This must be a list."),
    "dict_": lambda _ctx: _("This must be an object."),
    "model_": lambda _ctx: _("This must be an object."),
    "uuid_": lambda _ctx: _("This is no UUID."),
    "date": lambda _ctx: _("This is no moment. Write it like 2026-12-24 or 2026-12-24T18:00:00+01:00."),
}
_STARTS = tuple(key for key in _SAID if key.endswith("_") or key == "date")
