"""Turns a pattern into the finitely many texts it matches, where they are few; most of Vale's entries are such."""

import re
from collections.abc import Iterable
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # CPython's own parser of patterns
from re import _parser  # type: ignore[attr-defined]
from typing import Any

#: More texts than this are no list of words any more.
MOST = 64


class NotFiniteError(ValueError):
    """The pattern matches endlessly many texts, or looks around itself."""


def literals(pattern: str) -> list[str]:
    """The texts a pattern matches, in the order of its alternatives.

    Raises:
        NotFiniteError: there are too many, or it is no pattern of words; says which part is to blame.
    """
    try:
        parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise NotFiniteError(str(error)) from error
    return list(dict.fromkeys(_sequence(parsed)))


def _sequence(items: Iterable[tuple[Any, Any]]) -> list[str]:
    choices = [_choices(code, value) for code, value in items]
    count = 1
    for choice in choices:
        count *= len(choice)
        if count > MOST:
            raise NotFiniteError(f"more than {MOST} texts")
    return ["".join(parts) for parts in product(*choices)]


def _choices(code: Any, value: Any) -> list[str]:
    if code is op.LITERAL:
        return [chr(value)]
    if code is op.BRANCH:
        return [text for branch in value[1] for text in _sequence(branch)]
    if code is op.SUBPATTERN:
        return _sequence(value[3])
    if code is op.IN:
        return _set(value)
    if code in {op.MAX_REPEAT, op.MIN_REPEAT}:
        return _repeated(*value)
    if code is op.CATEGORY and value is op.CATEGORY_SPACE:
        return [" "]
    if code is op.AT and value is op.AT_BOUNDARY:
        return [""]
    raise NotFiniteError(str(code).lower())


def _set(members: list[tuple[Any, Any]]) -> list[str]:
    found: list[str] = []
    for code, value in members:
        if code is op.LITERAL:
            found.append(chr(value))
        elif code is op.RANGE and value[1] - value[0] < MOST:
            found += [chr(number) for number in range(value[0], value[1] + 1)]
        elif code is op.CATEGORY and value is op.CATEGORY_SPACE:
            found.append(" ")
        else:
            raise NotFiniteError(str(code).lower())
    return found


def _repeated(least: int, most: Any, items: Any) -> list[str]:
    if most is op.MAXREPEAT and list(items) == [(op.IN, [(op.CATEGORY, op.CATEGORY_SPACE)])]:
        return [" "] if least else ["", " "]
    if most is op.MAXREPEAT or most > 3:
        raise NotFiniteError("a repetition")
    single = _sequence(items)
    found: list[str] = []
    for times in range(most, least - 1, -1):
        if len(single) ** times > MOST:
            raise NotFiniteError(f"more than {MOST} texts")
        found += ["".join(parts) for parts in product(single, repeat=times)]
    return found
