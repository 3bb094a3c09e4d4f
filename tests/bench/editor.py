"""What the piece editor costs: a piece of 60 blocks and 10 overrides, judged while somebody types."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

Case = tuple[str, Callable[[], object]]

BLOCKS, OVERRIDES = 60, 10
_OVERRIDDEN = (
    ("email", "*", "subject"),
    ("email", "*", "preheader"),
    ("email", "newsletter", "headline"),
    ("social", "*", "text"),
    ("social", "x-post", "text"),
    ("social", "linkedin-post", "text"),
    ("web", "*", "title"),
    ("web", "*", "description"),
    ("sms", "*", "text"),
    ("print", "*", "headline"),
)


def hub() -> None:
    """A hub with an empty database in memory."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings.test"
    import django
    from django.apps import apps

    if apps.ready:
        return
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    logging.disable(logging.WARNING)


def body() -> list[tuple[str, dict[str, Any]]]:
    """Sixty blocks as people write them."""
    words = "Die Laterne aus Kupfer wird von Hand gefalzt und leuchtet <b>den ganzen Winter</b> für {{ fact.price }}."
    found: list[tuple[str, dict[str, Any]]] = []
    for number in range(BLOCKS):
        if number % 6 == 0:
            found.append(("heading", {"text": f"Aus Kupfer {number}", "level": "2", "channels": []}))
        elif number % 6 == 3:
            found.append(("list", {"items": [f"<p>{words}</p>"] * 3, "ordered": False, "channels": []}))
        else:
            found.append(("paragraph", {"text": f"<p>{words} {number}</p>", "channels": []}))
    return found


def overrides() -> dict[str, Any]:
    """Ten of them."""
    stored: dict[str, Any] = {}
    for channel, form, field in _OVERRIDDEN[:OVERRIDES]:
        entry = {"value": "Licht für den Winter", "source_digest": "x"}
        stored.setdefault(channel, {}).setdefault(form, {})[field] = entry
    return stored


def editor() -> list[Case]:
    """The findings of an unsaved form, and opening the editor, against reading and writing the form alone."""
    hub()
    from django.test import Client

    from hub.accounts.roles import Role
    from hub.demo.loading import load
    from tests.hub.accounts.factories import UserFactory
    from tests.hub.content import factories
    from tests.hub.content.typed import address, form_of

    with TemporaryDirectory() as folder:
        loaded = load(Path(folder))
    brand = loaded.brand
    piece = factories.piece(loaded.campaign, body=body(), overrides=overrides(), hero=factories.picture(brand))
    client = Client()
    client.force_login(UserFactory(username="edda", role=Role.EDITOR, brands=[brand]))
    form = form_of(client, piece)
    sent = urlencode(form, doseq=True)
    url = address("lint_edit", piece.pk)

    def post(channel: str = "") -> object:
        response = client.post(
            url + (f"?channel={channel}" if channel else ""), sent, content_type="application/x-www-form-urlencoded"
        )
        answer = response.json()
        if response.status_code != 200 or "html" not in answer:
            raise AssertionError(answer)
        return answer

    return [
        ("a signed-in request that does nothing", lambda: client.get(address("lint_edit", 0))),
        (f"findings of the source, {len(form)} fields", post),
        ("findings of one channel, text messages", lambda: post("sms")),
        ("opening the editor", lambda: client.get(address("edit", piece.pk)).content),
    ]
