"""The OpenAPI document: what ninja writes from the operations, with what all of them have in common added."""

from typing import Any

from ninja import NinjaAPI

from hub.api import documented
from hub.api.schemas import Problem

#: Examples of parameters by their names; those of the demonstration brand. The pages fill them in where somebody tries
#: a call out, so there is none for what is better left out.
EXAMPLES = {
    "address": "kupfergruen:laternen",
    "brand": "kupfergruen",
    "brand_key": "kupfergruen",
    "campaign": "winterlicht",
    "channel": "email",
    "dialect": "brevo",
    "family": "terms",
    "format": "newsletter",
    "key": "0f343b0931126a20f133d67c2b018a3b5d1f8d6fa34c3b2ad0a1fd2ca9f1a1b3",
    "limit": 50,
    "locale": "de",
    "part": "body.html",
    "perspective": "published",
    "slug": "banned-word",
}
#: Where the same name means something else.
_OF_OPERATIONS = {("get_campaign", "slug"): "winterlicht"}
_PROBLEM = {
    "type": "urn:einklang:problem:locale-not-available",
    "title": "The piece does not exist in this locale.",
    "status": 404,
    "detail": "It exists in: de, en.",
    "locales": ["de", "en"],
}
_HEADERS = {
    "RateLimit": {
        "description": "What is left of the quota (`r`), and in how many seconds it is renewed (`t`).",
        "schema": {"type": "string", "examples": ['"minute";r=1199;t=42']},
    },
    "RateLimit-Policy": {
        "description": "The quota (`q`) and its window in seconds (`w`). A 304 costs nothing, a render or a check ten.",
        "schema": {"type": "string", "examples": ['"minute";q=1200;w=60']},
    },
    "ETag": {"description": "Names these bytes: send it as `If-None-Match`.", "schema": {"type": "string"}},
    "Draft": {
        "description": "Names the draft: send it as `If-Match` when you write, submit or publish it.",
        "schema": {"type": "string", "examples": ['"draft-12"']},
    },
    "Location": {"description": "The address of what was made.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait before trying again.", "schema": {"type": "string"}},
}


class Api(NinjaAPI):
    """The API; its document says what every operation has in common."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The document: problems, quota headers and examples in every operation."""
        document: Any = super().get_openapi_schema(**kwargs)
        components = document["components"]
        components["schemas"]["Problem"] = {**Problem.model_json_schema(), "examples": [_PROBLEM]}
        components["schemas"]["WebhookMessage"] = documented.MESSAGE
        components["headers"] = _HEADERS
        for methods in document["paths"].values():
            for operation in methods.values():
                _complete(operation)
        document["webhooks"] = documented.webhooks()
        return document


def _complete(operation: Any) -> None:
    name = operation["operationId"]
    for parameter in operation.get("parameters", ()):
        _describe(parameter, name)
    if headers := documented.headers_of(name):
        operation["parameters"] = [*operation.get("parameters", ()), *headers]
    if name in documented.CACHED:
        operation["responses"].setdefault(304, documented.NOT_MODIFIED)
    for media_type, example in documented.BODIES.get(name, {}).items():
        operation["requestBody"]["content"][media_type]["example"] = example
    for status, response in operation["responses"].items():
        _complete_response(str(status), response, name)


def _describe(parameter: Any, operation: str) -> None:
    name = parameter["name"]
    said = documented.OF_OPERATIONS.get((operation, name)) or documented.PARAMETERS.get(name)
    if said is not None:
        parameter.setdefault("description", said)
    example = _OF_OPERATIONS.get((operation, name), EXAMPLES.get(name))
    if example is not None:
        parameter.setdefault("example", example)


def _complete_response(status: str, response: Any, operation: str) -> None:
    if status == "200" and operation in documented.CONTENTS:
        response["content"] = documented.CONTENTS[operation]
    if status == "401":  # nobody is known whose quota it could be
        return
    named = ["RateLimit", "RateLimit-Policy"]
    named += ["Retry-After"] if status in ("429", "503") else []
    named += ["ETag"] if status in ("200", "304") and operation in documented.CACHED else []
    refs = {name: {"$ref": f"#/components/headers/{name}"} for name in named}
    if status in ("200", "201") and operation in documented.DRAFTS:
        refs["ETag"] = {"$ref": "#/components/headers/Draft"}
    if status == "201" and operation in documented.LOCATED:
        refs["Location"] = {"$ref": "#/components/headers/Location"}
    response["headers"] = {**refs, **response.get("headers", {})}
