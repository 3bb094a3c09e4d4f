"""JSON of every contract type: there and back, and nothing but what is known."""

import contextlib
import json
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renderers.contract.codec import Schema, canonical, dump, load, plain, read
from renderers.contract.document import Document, Fact, FactType, Rights
from renderers.contract.errors import SchemaError
from renderers.contract.message import Message
from renderers.contract.request import RenderRequest
from renderers.contract.schemas import ARTIFACT, DOCUMENT, INPUT, REQUEST, TOKENS
from tests.renderers.contract.strategies import of

SCHEMAS = [DOCUMENT, TOKENS, REQUEST, INPUT, ARTIFACT]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_there_and_back(schema, data):
    value = data.draw(of(schema.type))
    written = json.loads(json.dumps(dump(value, schema)))
    again = load(written, schema)
    assert again == value
    assert dump(again, schema) == written  # labels, which do not count as difference, come back too
    assert canonical(plain(again)) == canonical(plain(value))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_broken_json_is_read_or_refused_and_never_worse(schema, data):
    written = json.loads(json.dumps(dump(data.draw(of(schema.type)), schema)))
    places = []

    def walk(value):
        for key in value if isinstance(value, dict) else range(len(value)):
            places.append((value, key))
            if isinstance(value[key], dict | list):
                walk(value[key])

    walk(written)
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = data.draw(st.sampled_from([None, 1, "x", [], {}, [1], {"type": "Nothing"}, True]))
    with contextlib.suppress(SchemaError):
        load(written, schema)


def test_canonical_json_is_one_text_for_one_value():
    assert canonical({"b": 1, "a": "ä"}) == '{"a":"ä","b":1}'.encode()
    assert canonical(plain(RenderRequest(format="x", limits=(("sms", "message", 280),)))) == canonical(
        plain(RenderRequest(format="x", limits=(("sms", "message", 280.0),)))
    )
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))


MINIMAL = {"schema": "document/1", "id": "x", "locale": "de", "title": "T"}


def test_what_is_missing_takes_its_default():
    assert load(MINIMAL, DOCUMENT) == Document(id="x", locale="de", title="T")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "document/2"}, "newer version: “document/2”"),
        ({"schema": "tokens/1"}, "Expected the schema “document/1”, found “tokens/1”"),
        ({"schema": "document"}, "Expected the schema"),
        ({"schema": "document/x"}, "Expected the schema"),
        ({"colour": 1}, "unknown key “colour”"),
        ({"facts": [{"name": "a", "type": "price", "value": "1", "x": 1}]}, "facts.0: unknown key “x”"),
        ({"facts": [{"name": "a", "type": "prize", "value": "1"}]}, "facts.0.type: expected price, date"),
        ({"facts": [{"name": "a", "type": "price"}]}, "facts.0: “value” is missing"),
        ({"facts": {}}, "facts: expected array, found object"),
        ({"title": 1}, "title: expected text, found number"),
        ({"blocks": [{"type": "Marquee", "id": "1"}]}, "blocks.0: expected .*Paragraph.*found Marquee"),
        ({"blocks": [{"id": "1"}]}, "blocks.0: expected .*found None"),
        ({"hero": {"id": "", "sha256": "", "focal": [0.5]}}, "hero.focal: expected 2, found 1"),
        ({"campaign": {"slug": "x", "starts": "gestern"}}, "campaign.starts: expected a date, found gestern"),
    ],
)
def test_strict_about_what_it_reads(change, says):
    with pytest.raises(SchemaError, match=says):
        load(MINIMAL | change, DOCUMENT)


def test_what_is_no_object_is_refused():
    for value in (None, [], "x", 1):
        with pytest.raises(SchemaError, match="Expected a JSON object"):
            load(value, DOCUMENT)


@dataclass(frozen=True)
class Greeting:
    words: str
    loud: bool


GREETING = Schema(
    "greeting", 3, Greeting,
    {1: lambda data: {"words": data["text"]}, 2: lambda data: {**data, "loud": data["words"].isupper()}},
)  # fmt: skip


def test_older_numbers_are_upgraded_step_by_step():
    assert load({"schema": "greeting/1", "text": "HALLO"}, GREETING) == Greeting("HALLO", loud=True)
    assert load({"schema": "greeting/2", "words": "hallo"}, GREETING) == Greeting("hallo", loud=False)
    assert load(dump(Greeting("a", loud=True), GREETING), GREETING) == Greeting("a", loud=True)
    with pytest.raises(SchemaError, match="newer"):
        load({"schema": "greeting/4"}, GREETING)


def test_a_schema_must_know_every_upgrade():
    with pytest.raises(ValueError, match="needs an upgrade"):
        Schema("greeting", 3, Greeting, {2: dict})


def test_what_has_no_place_in_a_contract_is_refused():
    with pytest.raises(TypeError, match="object has no place"):
        plain(object())


def test_messages_take_only_words_and_numbers():
    value = {"schema": "artifact/1", "parts": [], "losses": [
        {"kind": "dropped", "what": "x", "why": {"text": "a", "params": {"b": []}}, "source": {"field": "x"}}
    ]}  # fmt: skip
    with pytest.raises(SchemaError, match=r"losses\.0\.why\.params\.b"):
        load(value, ARTIFACT)
    value["losses"][0]["why"]["params"] = {"b": 2, "text": "c"}
    assert load(value, ARTIFACT).losses[0].why == Message("a", b=2, text="c")


def test_members_of_unions_say_what_they_are():
    fact = Fact("price", FactType.PRICE, "1.00 EUR")
    assert "type" in plain(fact)
    document = plain(Document(id="", locale="de", title="", facts=(fact,)))
    assert document["facts"][0]["type"] == "price"
    assert "type" not in document


def test_a_field_that_came_later_changes_no_older_digest():
    old = {
        "licence": "CC BY",
        "valid_from": None,
        "valid_until": None,
        "territories": [],
        "channels": [],
        "release": "",
    }
    assert plain(Rights("CC BY")) == old
    assert read(Rights, old, "") == Rights("CC BY")
    barred = Rights("CC BY", cleared=False)
    assert plain(barred) == {**old, "cleared": False}
    assert read(Rights, plain(barred), "") == barred
