"""What readers of a large library ask the database, and by which plans: run in a process of its own, prints JSON.

`python -m tests.services.plans_path PIECES`. Half of the pieces are another brand's. On SQLite the steps that the
database took for each answer are counted, too: they are the same on every machine, and tell what a plan does not,
how many rows it goes through.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Tables that grow with the library: none of them is read from one end to the other, and none is sorted.
LARGE = ("content_piece", "variants_slot", "variants_entry", "variants_variant")
#: Lists that a token of both brands asks for, too.
ALL_BRANDS = ("pieces", "pieces, later page", "pieces published lately", "variants", "variants, later page")


def main(pieces: int) -> dict[str, Any]:
    """Fill a fresh hub, ask, and explain."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    from hub.accounts.services import create_brand, issue_token
    from hub.delivery.changes import number_all
    from tests.bench.library import grow

    brands = [create_brand(key=key, name=key) for key in ("eins", "zwei")]
    keys = [grow(brand, pieces // 2) for brand in brands]
    number_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clients = [_client(issue_token(name="plans", brands=brands[:count]).text) for count in (1, 2)]
    plans: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    steps: dict[str, int] = {}
    asked_of = questions(keys[0][len(keys[0]) // 2])
    every = [(label, path, clients[0]) for label, path in asked_of]
    every += [(f"{label}, for two brands", path, clients[1]) for label, path in asked_of if label in ALL_BRANDS]
    for label, path, client in every:
        client(path)  # who asks for the first time is looked up
        with CaptureQueriesContext(connection) as asked, _counted_steps(label, steps):
            answer = client(path)
        assert answer.status_code == 200, (path, answer.content)
        statements = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
        counts[label] = len(statements)
        for statement in statements:
            if found := wrong(statement, _plan(statement)):
                plans.setdefault(label, []).append(f"{found}\n    {statement[:3000]}")
    return {"vendor": connection.vendor, "wrong": plans, "queries": counts, "steps": steps}


@contextmanager
def _counted_steps(label: str, steps: dict[str, int]) -> Iterator[None]:
    """Count the steps of SQLite's machine, to a hundred."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    steps[label] = 0

    def count() -> int:
        steps[label] += 100
        return 0

    connection.connection.set_progress_handler(count, 100)
    yield
    connection.connection.set_progress_handler(None, 100)


def questions(key: Any) -> list[tuple[str, str]]:
    """What is asked: each list from its beginning and from its middle, with each filter; one variant."""
    from hub.api.paging import cursor_of
    from hub.content.models import Piece
    from hub.variants.models import Slot

    piece, slot = (
        Piece.objects.get(translation_key=key),
        Slot.objects.select_related("current__variant").get(piece_key=key),
    )
    campaign = piece.campaign.slug
    return [
        ("pieces", "/pieces"),
        ("pieces, later page", f"/pieces?cursor={cursor_of(piece.pk)}"),
        ("pieces of a brand", "/pieces?brand=eins"),
        ("pieces of a campaign", f"/pieces?campaign={campaign}"),
        ("pieces in a locale", "/pieces?locale=de"),
        ("pieces in a channel", "/pieces?channel=sms"),
        ("pieces published lately", f"/pieces?updated_after={piece.last_published_at:%Y-%m-%dT%H:%M:%SZ}"),
        ("variants", "/variants"),
        ("variants, later page", f"/variants?cursor={cursor_of(slot.pk)}"),
        ("variants of a campaign", f"/variants?campaign={campaign}"),
        ("variants of a channel", "/variants?channel=sms&format=message"),
        ("variants of a locale and dialect", "/variants?locale=de&dialect=plain"),
        ("a piece", f"/pieces/{key}"),
        ("a piece by its short name", f"/pieces/eins:{piece.slug}"),
        ("its variants", f"/pieces/{key}/variants"),
        ("a part", f"/pieces/{key}/variants/sms/message/message.txt?version=1"),
        ("a part by render key", f"/variants/{slot.current.variant.key}/message.txt"),
        ("campaigns", "/campaigns"),
        ("sync", "/sync"),
    ]


def wrong(statement: str, plan: list[str]) -> str:
    """What is wrong with a plan: a large table is read from end to end, or rows are sorted that grow with it."""
    large = {name for name in LARGE if f'"{name}"' in statement}
    of_one_piece = re.search(r'"(?:piece_key|translation_key)" (?:=|IN)|"slug" =', statement) is not None
    aliases = {alias: name for name, alias in re.findall(r'"(\w+)" (U\d+|T\d+)\b', statement)}
    for line in plan:
        scanned = re.match(r"\s*SCAN (\w+)(?! USING (?:COVERING )?INDEX)", line) or re.search(
            r"Seq Scan on (\w+)", line
        )
        if scanned and aliases.get(scanned[1], scanned[1]) in large:
            return line.strip()
        if large and not of_one_piece and re.search(r"TEMP B-TREE|^\s*(?:->\s*)?Sort\b", line):
            return line.strip()
    return ""


def _plan(statement: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + statement.replace("%", "%%"))
            return [row[3] for row in cursor.fetchall()]
        cursor.execute("EXPLAIN " + statement.replace("%", "%%"))
        return [row[0] for row in cursor.fetchall()]


def _client(token: str) -> Any:
    from django.test import Client

    client = Client()
    return lambda path: client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201
