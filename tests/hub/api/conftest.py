"""A brand with a published campaign and piece, rendered; tokens; a client that carries them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hub.accounts.principal import Scope
from hub.accounts.services import issue_token
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.content import factories

API = "/api/v1"
READING = (Scope.VARIANTS_READ,)


class Caller:
    """A client with a token: `caller.get("/pieces", brand="nordlicht")`."""

    def __init__(self, text: str, **headers: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {text}", "Accept-Language": "en", **headers}

    def get(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.client.get(self._url(path), query, headers={**self.headers, **(headers or {})})

    def head(self, path: str, **query: Any) -> Any:
        return self.client.head(self._url(path), query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, headers: dict[str, str] | None = None) -> Any:
        return self._send("POST", path, body, headers)

    def patch(self, path: str, body: Any = None, *, headers: dict[str, str] | None = None) -> Any:
        return self._send("PATCH", path, body, headers)

    def upload(self, path: str, data: bytes, name: str, **fields: str) -> Any:
        file = SimpleUploadedFile(name, data)
        return self.client.post(self._url(path), {"file": file, **fields}, headers=self.headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str] | None) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body)
        kind = "application/json"
        given = {**self.headers, **(headers or {})}
        return self.client.generic(method, self._url(path), data, given.pop("Content-Type", kind), headers=given)

    def _url(self, path: str) -> str:
        return path if path.startswith("http") else f"{API}{path}"


@pytest.fixture
def caller_for():
    """`caller_for(brand, scopes=..., channels=...)`."""

    def make(*brands: Any, scopes: Any = READING, channels: Any = (), **options: Any) -> Caller:
        return Caller(issue_token(name="test", brands=brands, scopes=scopes, channels=channels, **options).text)

    return make


@pytest.fixture
def caller(brand, caller_for) -> Caller:
    return caller_for(brand)


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand)


@pytest.fixture
def piece(campaign):
    """Published in German, every base slot rendered."""
    row = factories.piece(campaign, published=True)
    work_off()
    return row


@pytest.fixture
def sms(piece) -> Slot:
    return Slot.objects.select_related("current__variant").get(channel="sms", locale="de", dialect="plain", arm="")


def address(piece: Any, channel: str = "sms", form: str = "message", part: str = "") -> str:
    """The path of a variant, or of one of its parts."""
    return f"/pieces/{piece.translation_key}/variants/{channel}/{form}" + (f"/{part}" if part else "")


def problem(response: Any, status: int, slug: str) -> dict[str, Any]:
    """The problem in an answer, having checked its form."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["type"]) == (status, f"urn:einklang:problem:{slug}")
    assert body["title"]
    return body
