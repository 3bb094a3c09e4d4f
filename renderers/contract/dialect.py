"""Dialects: how the systems that send mails write merge fields and footer tags.

A dialect is one file in `dialects/` with a literal `plugin = ...`; installed packages add theirs by the entry point
group `renderers.dialects`. It states facts: names, tags, and what its system reads as a tag of its own.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from renderers.contract.discovery import discover
from renderers.contract.errors import UnknownDialectError
from renderers.contract.escape import Context, clean, defuse, escape, escape_clean
from renderers.contract.text import MergeField


class Tag(StrEnum):
    """What the sending system puts into the foot of a mail: three addresses of pages, and its postal address."""

    UNSUBSCRIBE = "unsubscribe"
    VIEW_ONLINE = "view-online"
    PREFERENCES = "preferences"
    ADDRESS = "address"


_TEXT, _URL = Context.TEXT, Context.URL

#: Field names that can stand in a tag of every dialect without ending it.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: So many characters on either side of a border are looked at for marks of tags, which have two or three.
_REACH = 3


class Dialect(ABC):
    """How one target system writes what it fills in itself.

    `names` are its usual names of the shipped merge fields (the brand's field register has the last word); `tags` its
    footer tags; `filters` what it calls `upcase`, `downcase`, `capitalize`. `own` matches what it would read as a
    tag: authors' words that look like one are defused, and linters find leftovers with it. In addresses it is looked
    for after percent-encoding, which it must leave alone. `as_typed` are the contexts in which nothing is looked for.
    What is not there, the dialect cannot say; the renderer records it as a loss.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    own: ClassVar[re.Pattern[str]]
    names: ClassVar[Mapping[str, str]] = {}
    tags: ClassVar[Mapping[Tag, str]] = {}
    filters: ClassVar[Mapping[str, str]] = {}
    as_typed: ClassVar[tuple[Context, ...]] = ()

    @abstractmethod
    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:
        """The merge field by its name there. `default` is escaped already, `filters` are the system's own."""

    def usual_name(self, name: str) -> str:
        """What the system usually calls one of our merge fields."""
        return self.names.get(name, name)

    def can_name(self, name: str) -> bool:
        """Whether a field of that name can be written."""
        return _NAME.fullmatch(name) is not None

    def can_default(self, default: str, context: Context) -> bool:  # noqa: ARG002 -- most can all
        """Whether what stands where nothing is known can be said in the tag. If not, the field is written without."""
        return True

    def unknown_filters(self, field: MergeField) -> tuple[str, ...]:
        """The filters of a merge field that this system does not have."""
        return tuple(name for name in field.filters if name not in self.filters)

    def words(self, text: str, context: Context) -> str:
        """Authors' words, escaped for their place, with nothing in them that this system would read as its own tag."""
        if context is _URL:
            return self.address(text)
        # Cleaned first: what is left out must not bring two braces together. What can be printed is clean.
        if not text.isprintable():
            text = clean(text)
        if context in self.as_typed or self.own.search(text) is None:
            return text if context is _TEXT else escape_clean(text, context)
        return self._defused(text, context)

    def address(self, text: str) -> str:
        """An address that authors gave, percent-encoded."""
        return self._defused(escape(text, _URL), _URL)

    def _defused(self, text: str, context: Context) -> str:
        pieces, position = [], 0
        for match in self.own.finditer(text):
            pieces += [self._escaped(text[position : match.start()], context), defuse(match[0], context)]
            position = match.end()
        return "".join([*pieces, self._escaped(text[position:], context)])

    def beside(self, words: str, context: Context, *, before: str = "", after: str = "") -> str:
        """Escaped words between tags; at the border nothing is left that would be read together with a tag.

        A brace before "{{" for instance makes three of them, which is an error or another tag in most systems.
        """
        is_markup = context in (Context.HTML, Context.ATTRIBUTE)
        if before and words and self._runs_on(before, words):
            words = defuse(words[0], context) + words[1:] if is_markup else f"\u2060{words}"
        if after and words and self._runs_on(words, after):
            words = words[:-1] + defuse(words[-1], context)
        return words

    def joined(self, pieces: Iterable[tuple[str, bool]], context: Context) -> str:
        """Escaped words and tags in their order, as (text, whether it is a tag), each read as what it is."""
        done: list[str] = []
        waiting = ""
        for text, is_tag in pieces:
            if not is_tag:
                waiting += text
                continue
            done += [self.beside(waiting, context, before=done[-1] if done else "", after=text), text]
            waiting = ""
        return "".join([*done, self.beside(waiting, context, before=done[-1] if done else "")])

    def _runs_on(self, left: str, right: str) -> bool:
        """Whether something that the system would read as its own reaches over the border."""
        left, right = left[-_REACH:], right[:_REACH]
        found = (self.own.match(left + right, start) for start in range(len(left)))
        return bool(right) and any(match is not None and match.end() > len(left) for match in found)

    def merge_field(self, field: MergeField, context: Context, *, name: str) -> str:
        """A merge field in the system's syntax. `name` is its name there; filters that are not known are left out."""
        known = tuple(self.filters[name] for name in field.filters if name in self.filters)
        # Most systems read a tag on one line only.
        default = (field.default or "").replace("\n", " ") if context is not Context.HTML else field.default or ""
        return self.write_field(name, self.words(default, context), known, context)

    def tag(self, tag: Tag) -> str | None:
        """A footer tag, or None where the system has none."""
        return self.tags.get(tag)

    @staticmethod
    def _escaped(text: str, context: Context) -> str:
        return text if context is _URL else escape_clean(text, context)


def quoted(text: str, context: Context, *, first: str = "'") -> str | None:
    """Escaped words between quotation marks that they do not hold themselves; None where they hold both.

    Between tags and in attributes marks and backslashes become references, which no system takes for its own.
    """
    if context in (Context.HTML, Context.ATTRIBUTE):
        for character in "\"'\\":
            text = text.replace(character, f"&#{ord(character)};")
    if "\\" in text:
        return None
    other = '"' if first == "'" else "'"
    mark = next((mark for mark in (first, other) if mark not in text), None)
    return None if mark is None else f"{mark}{text}{mark}"


@lru_cache(maxsize=1)
def all_dialects() -> Mapping[str, Dialect]:
    """Every dialect by its key."""
    from renderers.contract import dialects

    return discover(
        dialects,
        group="renderers.dialects",
        kind=Dialect,  # type: ignore[type-abstract]  # only asked by isinstance
        key=lambda dialect: dialect.key,
    ).plugins


def get_dialect(key: str) -> Dialect:
    """The dialect of that key.

    Raises:
        UnknownDialectError: there is none; the message names those there are.
    """
    dialects = all_dialects()
    if key not in dialects:
        raise UnknownDialectError(key, dialects)
    return dialects[key]
