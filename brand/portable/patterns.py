"""A brand's own rules in `guideline.yaml`: read, compiled and tried out on the texts beside them, and written."""

import re
from typing import Any

from brand.finding import Severity
from brand.own import PatternError, compiled, failed_tests
from brand.pattern import Check, Pattern, Scope
from brand.portable.cursor import Cursor
from brand.portable.given import Given, items, localized, need, text, texts
from renderers.contract.message import Message
from renderers.contract.tokens import Localized

KEYS = (
    "id", "pattern", "message", "check", "severity", "locale", "channel", "scope", "level", "words", "ignore_case",
    "exceptions", "replacement", "safe", "pairs", "needs", "least", "most", "style", "formula", "source", "good", "bad",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_patterns(given: Given, name: str) -> tuple[Pattern, ...]:
    """The own rules of a guideline.

    Raises:
        GuidelineError: one cannot be compiled, or a test beside it does not hold; with line and column.
    """
    found: dict[str, Pattern] = {}
    for cursor in items(given, name):
        pattern = _pattern(cursor)
        if pattern.id in found:
            cursor.fail(Message("{path}: there are two own rules “{id}”.", path=cursor.path, id=pattern.id))
        found[pattern.id] = pattern
    return tuple(found.values())


def _pattern(cursor: Cursor) -> Pattern:
    given = cursor.mapping(KEYS)
    key = need(cursor, given, "id")
    if not _ID.fullmatch(key.text()):
        key.wrong("a name of small letters, digits and hyphens, such as no-double-space")
    more: dict[str, Any] = {name: text(given, name) for name in _TEXTS}
    more |= {name: given[name].boolean() for name in _FLAGS if name in given}
    more |= {name: given[name].integer() for name in _NUMBERS if name in given}
    pattern = Pattern(
        id=key.text(),
        message=tuple(said for said in localized(need(cursor, given, "message")) if said[1]),
        check=given["check"].choice(Check) if "check" in given else Check.FIND,
        severity=given["severity"].choice(Severity) if "severity" in given else Severity.WARNING,
        scope=given["scope"].choice(Scope) if "scope" in given else Scope.TEXT,
        exceptions=texts(given, "exceptions"),
        replacement=given["replacement"].text() if "replacement" in given else None,
        pairs=given["pairs"].pairs() if "pairs" in given else (),
        good=texts(given, "good"),
        bad=texts(given, "bad"),
        **more,
    )
    _try(pattern, cursor, given)
    return pattern


_TEXTS = ("pattern", "locale", "channel", "needs", "style", "formula", "source")
_FLAGS = ("words", "ignore_case", "safe")
_NUMBERS = ("level", "least", "most")


def _try(pattern: Pattern, cursor: Cursor, given: Given) -> None:
    try:
        compiled(pattern)
    except PatternError as error:
        given.get(error.part, cursor).fail(error.message)
    for key, number, message in failed_tests(pattern):
        given[key].items()[number].fail(message)


def write_pattern(pattern: Pattern) -> dict[str, Any]:
    """How an own rule stands in the YAML; what is as usual goes without saying."""
    usual = Pattern(id=pattern.id)
    body: dict[str, Any] = {"id": pattern.id}
    for name in KEYS[1:]:
        value = getattr(pattern, name)
        if value != getattr(usual, name):
            body[name] = _plain(name, value)
    return {"message": "", **body} if not pattern.message else body


def _plain(name: str, value: Any) -> Any:
    if name == "message":
        return _message(value)
    if name == "pairs":
        return dict(value)
    if isinstance(value, Check | Severity | Scope):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _message(texts_: Localized) -> str | dict[str, str]:
    return texts_[0][1] if len(texts_) == 1 and texts_[0][0] == "" else dict(texts_)
