"""What the OpenAPI document says in words and examples is there for everything, and is true."""

import json
import re

import jsonschema
import pytest
from django.test import Client

from hub.accounts.principal import Scope
from hub.api import documented
from hub.delivery.webhook import Delivery, Webhook
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from tests.hub.accounts.factories import BrandFactory
from tests.hub.api.conftest import API, Caller
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict:
    return Client().get(f"{API}/openapi.json").json()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@pytest.fixture
def script(caller_for) -> Caller:
    """A script at the desk of the demonstration, whose names the examples use."""
    brand = BrandFactory(key="kupfergruen", name="Kupfergrün")
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL)
    factories.piece(factories.campaign(brand, slug="winterlicht"), slug="laternen", published=True)
    work_off()
    return caller_for(brand, scopes=list(Scope))


def test_every_parameter_is_described(document):
    silent = [
        (operation["operationId"], parameter["name"])
        for _path, _method, operation in operations(document)
        for parameter in operation.get("parameters", [])
        if len(parameter.get("description", "")) < 10
    ]
    assert not silent
    named = {operation["operationId"]: operation for _path, _method, operation in operations(document)}
    for operation, name in documented.OF_OPERATIONS:
        assert name in {parameter["name"] for parameter in named[operation]["parameters"]}
    assert documented.CACHED | documented.SPEAKING | set(documented.BODIES) <= set(named)


def test_every_success_says_what_it_answers(document):
    for _path, _method, operation in operations(document):
        for status, answer in operation["responses"].items():
            assert status[0] != "2" or status == "204" or answer.get("content"), operation["operationId"]


def test_every_body_has_an_example_that_fits_its_schema(document):
    with_body = [each for _path, _method, each in operations(document) if "application/json" in _content(each)]
    assert {each["operationId"] for each in with_body} == set(documented.BODIES)
    for operation in with_body:
        content = _content(operation)["application/json"]
        jsonschema.validate(content["example"], {**content["schema"], "components": document["components"]})


def _content(operation) -> dict:
    return operation.get("requestBody", {}).get("content", {})


def test_the_examples_work(document, script):
    for path, method, operation in operations(document):
        name = operation["operationId"]
        if name not in ("create_piece", "create_webhook", "render", "lint"):
            continue
        answer = script.post(path.removeprefix(API), _content(operation)["application/json"]["example"])
        assert answer.status_code in (200, 201), (name, method, answer.content)


def test_examples_of_parameters_lead_somewhere(document, script):
    """The pages fill them in where somebody tries a call out."""
    for name in ("get_variant", "get_variant_part", "list_piece_variants", "get_piece", "list_variants", "list_pieces"):
        path, operation = next((path, each) for path, _m, each in operations(document) if each["operationId"] == name)
        given = {each["name"]: each["example"] for each in operation["parameters"] if "example" in each}
        steps = {step: given.pop(step) for step in re.findall(r"\{(\w+)\}", path)}
        answer = script.get(path.format(**steps).removeprefix(API), **given)
        assert answer.status_code == 200, (name, answer.content)
        assert not answer["Content-Type"].startswith("application/json") or answer.json().get("items") != []


def test_what_has_an_etag_says_so_and_answers_304(document, script):
    paths = {each["operationId"]: path for path, _method, each in operations(document)}
    key = script.get("/variants", channel="sms").json()["items"][0]["key"]
    where = {"address": "kupfergruen:laternen", "channel": "sms", "format": "message", "brand_key": "kupfergruen"}
    for name in documented.CACHED:
        path = paths[name].format(**where, key=key, part="message.txt").removeprefix(API)
        first = script.get(path)
        assert first.status_code == 200, (name, first.content)
        assert script.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
        answers = next(each["responses"] for _path, _m, each in operations(document) if each["operationId"] == name)
        assert "ETag" in answers["200"]["headers"]
        assert "304" in answers


def test_headers_that_name_a_draft_are_told_of(document, script):
    described = {each["operationId"]: each["responses"] for _path, _m, each in operations(document)}
    made = script.post("/pieces", documented.BODIES["create_piece"]["application/json"])
    read = script.get("/pieces/kupfergruen:windlicht", perspective="draft")
    edited = script.patch("/pieces/kupfergruen:windlicht", {"teaser": "x"}, headers={"If-Match": read["ETag"]})
    for name, answer in (("create_piece", made), ("get_piece", read), ("edit_piece", edited)):
        told = described[name][str(answer.status_code)]["headers"]
        assert told["ETag"] == {"$ref": "#/components/headers/Draft"}
        assert answer["ETag"].startswith('"draft-')
        assert ("Location" in told) == ("Location" in answer.headers) == (name in documented.LOCATED)


def test_messages_of_webhooks_are_as_described(document, script):
    hook = script.post("/webhooks", {"url": "https://hooks.example.com/x"}).json()
    assert script.post(f"/webhooks/{hook['id']}/test").status_code == 202
    assert script.post("/pieces/kupfergruen:laternen/unpublish").status_code == 200
    work_off()
    told = [json.loads(body) for body in Delivery.objects.values_list("body", flat=True)]
    assert {message["type"] for message in told} >= {"webhook.test", "variant.gone"}
    schema = document["components"]["schemas"]["WebhookMessage"]
    for message in [*told, *schema["examples"]]:
        jsonschema.validate(message, schema)
        unknown = set(message["data"]) - set(schema["properties"]["data"]["properties"])
        assert not unknown
    assert set(document["webhooks"]) == set(schema["properties"]["type"]["enum"])
    for call in document["webhooks"].values():
        sent = call["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert sent == {"$ref": "#/components/schemas/WebhookMessage"}
    assert Webhook.objects.count() == 1
