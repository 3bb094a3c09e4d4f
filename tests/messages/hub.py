"""Texts of the hub: Django's gettext in Python code and templates, read with Babel, and the hub's own `Message`s."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from tests.messages import ROOT, Texts, add, code

#: Functions of gettext and which of their arguments are texts, as Babel wants it.
_ONE, _PLURAL, _CONTEXT, _CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": _ONE,
    "_lazy": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}
_ALIAS = re.compile(r"\b\w*gettext\w* as (\w+)")
_TEMPLATES = (".html", ".txt", ".svg", ".xml")


def collect(texts: Texts) -> list[str]:
    """Add the texts of the hub; answers what cannot be read."""
    unread: list[str] = []
    for path in sorted((ROOT / "hub").rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text("utf-8")
            unread += [
                f"{path.relative_to(ROOT)}: texts in {name}(...) are not collected: call it _ or _lazy"
                for name in _ALIAS.findall(source)
                if name not in KEYWORDS
            ]
            _extract(texts, path, source)
        elif path.suffix in _TEMPLATES and "templates" in path.parts:
            # Outside its tags a template is no Python: lines must not look indented.
            lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
            _extract(texts, path, "\n".join(line.strip() for line in lines) + "\n")
    return unread + code.collect(texts, "hub")


def _extract(texts: Texts, path: Path, source: str) -> None:
    for context, singular, plural in _found(source):
        if singular.strip():
            add(texts, singular, str(path.relative_to(ROOT)), context=context, plural=plural)


def _found(source: str) -> Iterator[tuple[str, str, str]]:
    """Context, singular and plural of every call."""
    for _, function, given, _ in extract_python(io.BytesIO(source.encode()), list(KEYWORDS), [], {}):
        arguments = [given] if isinstance(given, str) else [text for text in given or () if text is not None]
        if not arguments:
            continue
        context = arguments.pop(0) if function.startswith(("pgettext", "npgettext")) and len(arguments) > 1 else ""
        plural = arguments[1] if "ngettext" in function or "npgettext" in function else ""
        yield context, arguments[0], plural
