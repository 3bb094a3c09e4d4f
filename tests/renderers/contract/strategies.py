"""Hypothesis strategies for every type of the contract, made from the types themselves: a new field is covered."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache

from hypothesis import strategies as st

from renderers.contract.document import Block, Columns
from renderers.contract.message import Message

words = st.text(max_size=8)
names = st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
floats = st.floats(allow_nan=False, allow_infinity=False)
leaves = tuple(member for member in typing.get_args(Block) if member is not Columns)


@cache
def of(kind):
    """A strategy for values of a type."""
    simple = {
        str: words,
        int: st.integers(-(2**53), 2**53),
        float: floats,
        bool: st.booleans(),
        bytes: st.binary(max_size=8),
        date: st.dates(),
        datetime: st.datetimes(timezones=zones),
        type(None): st.none(),
        Message: st.builds(
            lambda text, params: Message(text, **params), words, st.dictionaries(names, words | st.integers())
        ),
    }
    if kind in simple:
        return simple[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([of(member) for member in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(of(member) for member in arguments))
    if origin in (dict, Mapping):
        return st.dictionaries(of(arguments[0]), of(arguments[1]), max_size=2)
    if kind is Columns:
        inner = st.lists(st.one_of([of(leaf) for leaf in leaves]), max_size=2).map(tuple)
        return st.builds(
            Columns, id=words, columns=st.lists(inner, max_size=2).map(tuple), channels=of(tuple[str, ...])
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    assert is_dataclass(kind), kind
    hints = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{item.name: of(hints[item.name]) for item in fields(kind)}))
