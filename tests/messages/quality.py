"""What is wrong with a catalog: texts without German, holes, stale compilations, careless German."""

import re
from collections.abc import Iterator
from datetime import date

from babel.messages.catalog import Message

from brand.audit import audit
from brand.guideline import Guideline
from brand.inspect.text import inspect_text
from brand.language.address import evidence
from brand.registry import all_rules
from tests.messages import Key, Texts
from tests.messages.catalogs import Book, key_of, messages, mo_bytes, read, strings
from tests.messages.code import PLACE

_PERCENT = re.compile(r"%\([a-z_][a-z0-9_]*\)[sd]|%[sd](?![\w-])")
#: Words in straight marks. In a text they are right only where the English has the very same: JSON, code.
_STRAIGHT = re.compile(r"\"[^\"\n]*\"|(?<!\w)'[^'\n]*'(?!\w)")
_CODE = re.compile(r"`[^`]*`|https?://\S+")
#: English texts that talk about forms of address or marks themselves quote them in German.
_ABOUT_ADDRESS = re.compile(r"\b([Ss]ie|[Dd]u|[Ii]hr|du’s)\b")
_ABOUT_MARKS = re.compile(r"[„«»]")
_ENDS = (".", "!", "?", ":", "…")
#: No rule on typography looks at the day.
_TODAY = date(2026, 1, 1)


def complaints(book: Book) -> Iterator[str]:
    """Everything that is wrong with one catalog."""
    texts: Texts = {}
    yield from book.collect(texts)
    catalog = read(book.po)
    known = messages(catalog)
    for key, files in sorted(texts.items()):
        where = f"{book.po.name}: {key[1]!r} ({', '.join(sorted(files))})"
        message = known.get(key)
        if message is None or not all(strings(message)) or message.fuzzy:
            yield f"{where} has no German: run `make messages` and fill it in"
        else:
            yield from (f"{where}: {problem}" for problem in problems(message))
    if not book.mo.exists() or book.mo.read_bytes() != mo_bytes(catalog):
        yield f"{book.mo.name} is not the compilation of {book.po.name}: run `make messages`"


def problems(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    key = key_of(message)
    english = key[2] or key[1]
    for number, german in enumerate(strings(message)):
        singular = number == 0 and bool(key[2])
        yield from _places(key, german, singular=singular)
        yield from _marks(key[1] if singular else english, german)
        yield from _shape(english, german)
        yield from _address(english, german)


def _places(key: Key, german: str, *, singular: bool) -> Iterator[str]:
    """Places for values: the same on both sides. "One piece" may leave its number out."""
    for pattern in (PLACE, _PERCENT):
        wanted, given = set(pattern.findall(key[2] or key[1])), set(pattern.findall(german))
        if given - wanted or (wanted - given and not singular):
            yield f"the German has the places {sorted(given)}, the English {sorted(wanted)}"


def _marks(english: str, german: str) -> Iterator[str]:
    words = _CODE.sub("", german)
    for straight in _STRAIGHT.findall(words):
        if straight not in english:
            yield f"straight quotation marks: {straight}"
    for word in re.findall(r"\w+'\w+", words):
        if word not in english:
            yield f"a straight apostrophe: {word}"
    if _ABOUT_MARKS.search(english):
        return
    if "“" in english and "„" not in words:
        yield "the English has quotation marks “ ”, the German no „ “"
    if words.count("„") != words.count("“") or "”" in words:
        yield "quotation marks do not pair: German writes „ “"


def _shape(english: str, german: str) -> Iterator[str]:
    if german != german.strip() and english == english.strip():
        yield "blanks at the beginning or end"
    if english.endswith(_ENDS) != german.endswith(_ENDS):
        yield "one of the two ends with a stop, the other without"


def _address(english: str, german: str) -> Iterator[str]:
    """Interface texts address nobody: no Sie, no du."""
    if _ABOUT_ADDRESS.search(english):
        return
    plain = _CODE.sub("", re.sub(r"\*[^*]+\*", "", german))
    for found in evidence(plain, locale="de"):
        if found.strong:
            yield f"addresses readers with {found.side.value}: “{found.quote}”"


def typography(book: Book) -> Iterator[str]:
    """What our own linter says of the German. Signs that stand in the English as well are examples, not slips."""
    rules = [rule for rule in all_rules() if rule.family == "typography"]
    for message in messages(read(book.po)).values():
        english = " ".join(key_of(message)[1:]).casefold()
        for german in strings(message):
            subject = inspect_text(german.encode(), name=book.po.name, locale="de")
            for finding in audit([subject], Guideline(), rules, today=_TODAY, sets=False, police=False).findings:
                if finding.quote.text.strip("„“() ").casefold() not in english:
                    yield f"{book.po.name}: {german!r}: {finding.message} ({finding.rule}: {finding.quote.text!r})"
