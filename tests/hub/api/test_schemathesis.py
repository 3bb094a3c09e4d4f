"""Schemathesis over the OpenAPI document: no 5xx, and nothing that is not documented, whatever is asked.

500 cases here, 10,000 in `make soak`; EINKLANG_SEED repeats a run.
"""

import os
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from brand.errors import FetchError
from hub.accounts.principal import Scope
from hub.accounts.services import issue_token
from hub.api.quick import with_short_way
from hub.audits import outside
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from renderers.contract.message import Message
from tests.hub.api.conftest import API
from tests.hub.content import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CASES = 10_000 if os.environ.get("EINKLANG_FULL") else 500
SEED = int(os.environ.get("EINKLANG_SEED", "20261122"))
#: Channel, format and part that go together.
PLACES = [("sms", "message", "message.txt"), ("web", "article", "body.html"), ("email", "newsletter", "subject.txt")]
_PIECE = {"brand": "nordlicht", "campaign": "herbst"}
BODIES = {
    "create_piece": {**_PIECE, "title": "Laterne", "slug": "neu", "body": "Aus **Kupfer**."},
    "edit_piece": {"teaser": "Neu.", "hashtags": ["Licht"]},
    "render": {
        "brand": "nordlicht",
        "channel": "sms",
        "format": "message",
        "markdown": "---\ntitle: Laterne\n---\n\nText.\n",
    },
    "lint": {"brand": "nordlicht", "text": "Licht für den Winter", "channel": "sms"},
    "create_webhook": {"url": "https://shop.example/hook", "brand": "nordlicht"},
    "update_webhook": {"name": "Laden"},
}
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def world(brand, campaign, settings, monkeypatch) -> dict[str, list[str]]:
    """A published piece, a draft and a guideline; and the words with which one gets to them."""
    settings.HUB_API_RATE = 0
    monkeypatch.setattr(outside, "fetch", _no_network)
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL)
    piece = factories.piece(campaign, channels_off=["print"], published=True)
    draft = factories.piece(campaign, slug="entwurf")
    work_off()
    slot = Slot.objects.select_related("current__variant").get(channel="sms")
    return {
        "address": [str(piece.translation_key), f"nordlicht:{piece.slug}", str(draft.translation_key)],
        "brand_key": ["nordlicht"],
        "brand": ["nordlicht", ""],
        "campaign": ["herbst"],
        "dialect": ["plain", "brevo"],
        "arm": [""],
        "cursor": [""],
        "webhook_id": [_webhook(brand)],
        "key": [slot.current.variant.key],
        "slug": ["herbst", "banned-word"],
        "family": ["terms"],
        "locale": ["de", ""],
        "perspective": ["published", "draft"],
        "If-Match": [f'"draft-{draft.latest_revision_id}"', f'"draft-{piece.latest_revision_id}"'],
    }


def _webhook(brand: Any) -> str:
    token = issue_token(name="webhooks", brands=[brand], scopes=[Scope.WEBHOOKS]).text
    body = {"url": "https://shop.example/hook"}
    answer = Client().post(
        f"{API}/webhooks", body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    return str(answer.json()["id"])


def _no_network(url: str, **_options: Any) -> Any:
    raise FetchError(Message("There is no host “{host}”.", host="x"), file=url)


@pytest.fixture
def schema(world):
    """The document as the hub gives it, read over WSGI; requests go the way that they go in production."""
    # The test's transaction lives in the connection. (Django's test client, in `world`, connects this again.)
    request_started.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{API}/openapi.json", with_short_way(WSGIHandler()))
    request_started.connect(close_old_connections)


def test_no_defects_and_nothing_undocumented(schema, world, brand):
    print(f"schemathesis: {CASES} cases, seed {SEED}")  # noqa: T201
    token = issue_token(name="schemathesis", brands=[brand], scopes=list(Scope)).text
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    answers: dict[str, set[int]] = {}
    for operation in operations:
        label = operation.definition.raw["operationId"]
        _ask(operation, world, token, max(1, -(-CASES // len(operations))), answers.setdefault(label, set()))
    reached = {label for label, statuses in answers.items() if any(status < 400 for status in statuses)}
    print(f"{len(operations)} operations, {len(reached)} of them answered with success")  # noqa: T201
    assert len(reached) > len(operations) * 0.8, sorted(set(answers) - reached)


def _ask(operation: Any, world: dict[str, list[str]], token: str, count: int, statuses: set[int]) -> None:
    @seed(SEED)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), data=st.data())
    def check(case: Any, data: Any) -> None:
        _put_in_what_there_is(case, world, data)
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    check()


def _put_in_what_there_is(case: Any, world: dict[str, list[str]], data: Any) -> None:
    """Put things there are in the place of most made-up words and bodies: else nothing is found, and all is 404."""
    place = dict(zip(("channel", "format", "part"), data.draw(st.sampled_from(PLACES)), strict=True))
    valid = BODIES.get(case.operation.definition.raw["operationId"])
    if valid is not None and isinstance(case.body, dict) and data.draw(st.booleans()):
        odd = data.draw(st.sampled_from(sorted(case.body) or [""]))
        case.body = {**valid, **({odd: case.body[odd]} if odd in case.body and data.draw(st.booleans()) else {})}
        case.media_type = "application/json"
    for given_ in (case.path_parameters, case.query, case.headers, case.body):
        if isinstance(given_, dict):
            for name in sorted(set(given_) & (set(world) | set(place))):
                if data.draw(st.integers(0, 3)):
                    given_[name] = place[name] if name in place else data.draw(st.sampled_from(world[name]))
            if isinstance(given_.get("version"), int) and data.draw(st.booleans()):
                del given_["version"]
