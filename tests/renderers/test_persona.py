"""Personas: what a made-up reader sees of a document, and that the document itself stays as it is."""

import pytest

from renderers import registry
from renderers.contract import grammar
from renderers.contract.document import Document, Override, Paragraph, Replacement
from renderers.contract.text import MergeField
from renderers.contract.tokens import SHIPPED_FIELDS, Field, Tokens
from renderers.toolkit.persona import Persona, knows_readers, named_reader, read_by

SALUTATION = '{{ contact.salutation | default: "Guten Tag" }},'
PETERSEN = Field("salutation", sample="Sehr geehrte Frau Petersen")


def document(text: str, **more: object) -> Document:
    body = (Paragraph(id="p", text=grammar.read(text)),)
    return Document(id="d", locale="de", title="Gruß", headline=grammar.read("Gruß"), blocks=body, **more)  # type: ignore[arg-type]


def said(given: Document) -> str:
    block = given.blocks[0]
    assert isinstance(block, Paragraph)
    return block.text.plain


def test_a_german_salutation_reads_well_for_a_named_reader_and_for_nobody():
    given = document(SALUTATION)
    assert said(given) == "Guten Tag,"
    assert said(read_by(given, named_reader(Tokens(fields=(PETERSEN,)), "de"))) == "Sehr geehrte Frau Petersen,"
    assert said(given) == "Guten Tag,"


@pytest.mark.parametrize(
    ("locale", "salutation"),
    [("de", "Sehr geehrte Frau"), ("en", "Dear Ms"), ("en-GB", "Dear Ms"), ("fr-CH", "Madame"), ("fi", "Dear Ms")],
)
def test_the_shipped_samples_are_in_the_language_of_the_piece(locale, salutation):
    assert named_reader(Tokens(), locale).value("salutation").startswith(salutation)


def test_a_brands_own_sample_is_taken_in_every_language():
    assert named_reader(Tokens(fields=(PETERSEN,)), "en").value("salutation") == PETERSEN.sample


def test_every_shipped_field_has_a_value():
    reader = named_reader(Tokens(), "en")
    assert [entry.name for entry in SHIPPED_FIELDS if not reader.value(entry.name)] == []


def test_filters_hold_and_unknown_fields_keep_their_default():
    reader = Persona((("first_name", "johanna"),))
    given = document('{{ contact.first_name | default: "x" | capitalize }} {{ contact.pet | default: "Tier" }}')
    assert said(read_by(given, reader)) == "Johanna Tier"


def test_overrides_and_short_wordings_are_read_by_the_same_reader():
    greeting = grammar.read(SALUTATION)
    given = document("x", short=(greeting,), overrides=(Override("sms", "*", "text", Replacement(text=greeting), ""),))
    met = read_by(given, named_reader(Tokens(), "de"))
    assert not any(isinstance(word, MergeField) for word in met.short[0].words)
    assert met.overrides[0].value.text is not None
    assert met.overrides[0].value.text.plain.startswith("Sehr geehrte Frau")


def test_what_a_reader_is_called_is_data():
    met = read_by(document("{{ contact.first_name }}"), Persona((("first_name", '<b>{{ fact.price }}"'),)))
    assert said(met) == '<b>{{ fact.price }}"'
    assert met.facts == ()


def test_what_is_posted_or_printed_says_the_same_to_everybody():
    known = {renderer.key for renderer in registry.all_renderers() if knows_readers(renderer)}
    assert {"email", "sms"} <= known
    assert known.isdisjoint({"social", "web", "print"})
