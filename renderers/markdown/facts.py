"""The facts of a front matter: `price: 1299.00 EUR`, `ends: 2026-12-24`, or a mapping that says more."""

import re
from datetime import tzinfo

from renderers.contract.document import QUALIFIER_WORDS, Fact, FactType, Qualifier
from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display import canonical, display, infer
from renderers.markdown.nodes import Entry, Mapping, Node, Scalar
from renderers.markdown.problems import unknown_word
from renderers.markdown.reader import Reader

_NAME = re.compile(r"[A-Za-z_]\w*")


def read_facts(reader: Reader, node: Node | None, *, locale: str, zone: tzinfo | None) -> tuple[Fact, ...]:
    """Read all facts; one that cannot be read is noted and left out."""
    expected = Message("Facts are names with values: {example}.", example="price: 1299.00 EUR")
    facts = []
    for entry in reader.entries(node, expected):
        if not _NAME.fullmatch(entry.key):
            reader.problems.add(
                Message("“{name}” is no name for a fact. Use letters, digits and _.", name=entry.key), entry.offset
            )
        elif (fact := _fact(reader, entry, locale, zone)) is not None:
            facts.append(fact)
    return tuple(facts)


def _fact(reader: Reader, entry: Entry, locale: str, zone: tzinfo | None) -> Fact | None:
    shown, kind, qualifier = "", None, Qualifier.NONE
    value: Node | None = entry.value
    if isinstance(value, Mapping):
        keys = reader.mapping(value, ("type", "value", "qualifier", "display"), Message("A text is expected here."))
        assert keys is not None  # noqa: S101 -- it is a mapping
        kind = _type(reader, keys.get("type"))
        qualifier = _qualifier(reader, keys.get("qualifier"))
        shown = reader.plain(keys.get("display"))
        value = keys.get("value")
    scalar = reader.scalar(value)
    if scalar is None:
        if value is None:
            reader.problems.add(Message("A fact needs a value."), entry.offset)
        return None
    text = scalar.text.strip()
    if qualifier is Qualifier.NONE:
        qualifier, text = _leading_qualifier(text, locale)
    kind = kind or infer(entry.key, text, locale=locale)
    try:
        found = canonical(kind, text, locale=locale, zone=zone)
        return Fact(entry.key, kind, found, qualifier, shown or display(kind, found, locale))
    except DocumentError as error:
        reader.problems.add(error.message, scalar.offset)
        return None


def _type(reader: Reader, node: Node | None) -> FactType | None:
    scalar = reader.scalar(node)
    if scalar is None:
        return None
    if scalar.text not in list(FactType):
        reader.problems.add(unknown_word(scalar.text, list(FactType)), scalar.offset)
        return None
    return FactType(scalar.text)


def _qualifier(reader: Reader, node: Node | None) -> Qualifier:
    scalar: Scalar | None = reader.scalar(node)
    if scalar is None or not scalar.text:
        return Qualifier.NONE
    words = {word: kind for table in QUALIFIER_WORDS.values() for kind, word in table.items()}
    words |= {kind.value: kind for kind in Qualifier if kind.value}
    if scalar.text not in words:
        shown = {word for language in ("de", "en") for word in QUALIFIER_WORDS[language].values()}
        reader.problems.add(unknown_word(scalar.text, shown), scalar.offset)
        return Qualifier.NONE
    return words[scalar.text]


def _leading_qualifier(text: str, locale: str) -> tuple[Qualifier, str]:
    """Take "ab" of "ab 99 €", if a value follows."""
    for kind, word in QUALIFIER_WORDS.get(locale[:2], QUALIFIER_WORDS["en"]).items():
        head, tail = text[: len(word)], text[len(word) :]
        if head.casefold() == word and tail[:1].isspace() and re.match(r"\s+[\d€$£¥]", tail):
            return kind, tail.strip()
    return Qualifier.NONE, text
