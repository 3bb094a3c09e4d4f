"""The API describes itself: OpenAPI 3.1, every operation once, pages that ask no other host for anything."""

import re

import jsonschema
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.hub.api.conftest import API, problem

pytestmark = pytest.mark.django_db

#: The part of the OpenAPI 3.1 meta-schema that a generator gets wrong.
SHAPE = {
    "type": "object",
    "required": ["openapi", "info", "paths", "components"],
    "properties": {
        "openapi": {"pattern": r"^3\.1\.\d+$"},
        "info": {"required": ["title", "version"]},
        "paths": {
            "additionalProperties": False,
            "patternProperties": {
                "^/": {
                    "additionalProperties": {
                        "required": ["operationId", "responses", "summary", "description", "security"],
                        "properties": {
                            "parameters": {
                                "items": {
                                    "required": ["name", "in", "schema"],
                                    "properties": {"in": {"enum": ["path", "query", "header", "cookie"]}},
                                    "if": {"properties": {"in": {"const": "path"}}},
                                    "then": {"properties": {"required": {"const": True}}},
                                }
                            },
                            "responses": {
                                "minProperties": 2,
                                "additionalProperties": False,
                                "patternProperties": {r"^([1-5]\d\d|default)$": {"required": ["description"]}},
                            },
                        },
                    }
                }
            },
        },
        "components": {"required": ["schemas", "securitySchemes"]},
    },
}


@pytest.fixture
def document() -> dict:
    response = Client().get(f"{API}/openapi.json")
    assert response.status_code == 200
    return response.json()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_it_has_the_shape_of_openapi(document):
    jsonschema.validate(document, SHAPE)
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("description"), name


def test_references_lead_somewhere(document):
    for reference in set(references(document)):
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert found


def test_operations_are_named_once_and_path_parameters_are_described(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, _, operation in operations(document):
        said = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}
        assert said == set(re.findall(r"\{(\w+)\}", path))
        assert {"401", "404"} <= set(operation["responses"]), path
        assert operation["security"] == [{"Bearer": []}]


def test_answers_are_as_described(document, caller, piece):
    schemas = document["components"]
    for path, name in (
        ("/pieces", "PiecePage"),
        ("/variants", "VariantPage"),
        (f"/pieces/{piece.translation_key}", "PieceDetail"),
        (f"/pieces/{piece.translation_key}/variants/sms/message", "Envelope"),
        ("/campaigns", "CampaignPage"),
    ):
        body = caller.get(path).json()
        jsonschema.validate(body, {"$ref": f"#/components/schemas/{name}", "components": schemas})
    body = caller.get("/pieces/nope").json()
    jsonschema.validate(body, schemas["schemas"]["Problem"])


def test_the_pages_load_from_this_host_only(client):
    page = client.get(f"{API}/docs").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sources
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)
    assert '"validatorUrl": null' in page
    for source in sources:
        assert finders.find(source.removeprefix("/static/")), source


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/nope", "/api/v2/pieces", "/api/v1/", "/api/v1/pieces/a/b/c/d/e/f/g"]
)
def test_addresses_that_mean_nothing(client, path):
    problem(client.get(path), 404, "not-found")


def test_a_defect_is_told_without_its_insides(caller, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("hub.api.pieces.published", broken)
    caller.client.raise_request_exception = False
    response = caller.get("/pieces")
    problem(response, 500, "internal-error")
    assert b"secret" not in response.content


def test_a_database_that_is_away_is_503(caller, monkeypatch):
    from django.db import OperationalError

    def away(*_args, **_kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("hub.api.pieces.published", away)
    response = caller.get("/pieces")
    problem(response, 503, "unavailable")
    assert response["Retry-After"] == "5"


def test_problems_come_in_the_callers_language(caller, piece):
    english = problem(caller.get("/pieces/nope"), 404, "not-found")
    german = problem(caller.get("/pieces/nope", headers={"Accept-Language": "de"}), 404, "not-found")
    assert english["type"] == german["type"]
