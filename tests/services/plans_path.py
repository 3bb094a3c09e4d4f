"""What readers of a large library ask the database, and by which plans: run in a process of its own, prints JSON.

`python -m tests.services.plans_path PIECES`. Half of the pieces are another brand's; a handful of each rare sort comes
after all of them. On SQLite the steps that the database took for each answer are counted, too: they are the same on
every machine, and tell what a plan does not, how many rows it goes through. SQLite is asked with what the
worker's upkeep counted when the library was smaller, with no statistics at all, and with those of now.
"""

import copy
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Tables that grow with the library: none of them is read from one end to the other, and none is sorted.
LARGE = (
    "content_piece",
    "variants_slot",
    "variants_entry",
    "variants_variant",
    "variants_renderjob",
    "delivery_change",
    "delivery_delivery",
)
#: Lists that a token of several brands asks for, too.
ALL_BRANDS = ("pieces", "pieces, later page", "pieces published lately", "variants", "variants, later page", "sync")
#: How many there are of each rare sort.
FEW = 8
#: What the database knows of its tables: how they were; nothing; how they are.
STATES = ("before", "none", "now")
#: So many pieces go through the migrations and back; SQLite copies its tables for that.
FEW_ENOUGH = 2000


def main(pieces: int) -> dict[str, Any]:
    """Fill a fresh hub, ask, and explain."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    from hub.accounts.services import create_brand, issue_token

    brands = {key: create_brand(key=key, name=key) for key in ("eins", "zwei", "alt", "klein")}
    key = _fill(brands, pieces)
    if pieces < FEW_ENOUGH or connection.vendor != "sqlite":
        _there_and_back()
    clients = {
        name: _client(issue_token(name=name, brands=[brands[each] for each in name.split("+")]).text)
        for name in ("eins", "zwei", "alt", "klein", "eins+zwei+klein")
    }
    found = {}
    for state in STATES if connection.vendor == "sqlite" else STATES[-1:]:
        _count_rows(state)
        found[state] = _asked(list(_deeds(clients, key, brands["eins"], state)))
    return {"vendor": connection.vendor, "states": found}


def _count_rows(state: str) -> None:
    """Put the statistics that a database plans by into one of the states they are found in."""
    from django.db import connection

    from hub.delivery import upkeep

    with connection.cursor() as cursor:
        if state == "none":
            cursor.execute("DELETE FROM sqlite_stat1")
        elif state == "now" and connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
    if state == "now":
        upkeep.count_rows()
    connection.close()  # who opens the file anew reads them


def _asked(deeds: list[tuple[str, Any]]) -> dict[str, Any]:
    """What was wrong with each deed's plans, how many queries it asked, and how many steps they took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    plans: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    steps: dict[str, int] = {}
    for label, deed in deeds:
        deed()  # who asks for the first time is looked up
        with CaptureQueriesContext(connection) as asked, _counted_steps(label, steps):
            deed()
        statements = [query["sql"] for query in asked if re.match(r"\s*(?:SELECT|WITH|UPDATE|DELETE)\b", query["sql"])]
        counts[label] = len(statements)
        for statement in statements:
            if found := wrong(statement, _plan(statement)):
                plans.setdefault(label, []).append(f"{found}\n    {statement[:3000]}")
    return {"wrong": plans, "queries": counts, "steps": steps}


def _fill(brands: dict[str, Any], pieces: int) -> Any:
    """What there is much of, and behind it what there is little of; the key of a piece in the middle."""
    from dataclasses import replace

    from hub.delivery import upkeep
    from tests.bench.library import Sort, grow

    half, ordinary = pieces // 2, Sort(off=("print",))
    keys = grow(brands["eins"], half, sort=ordinary)
    upkeep.count_rows()  # while it is half as large, and one brand's
    grow(brands["zwei"], half, sort=replace(ordinary, campaign="alles"))
    grow(brands["alt"], half, sort=replace(ordinary, is_over=True))
    rare = [
        Sort(locale="en", off=("print",)),
        Sort(channel="print", form="a5-flyer", off=("sms",)),
        Sort(channel="print", form="a4-poster", locale="en", off=("sms",)),
        Sort(dialect="brevo", off=("print",)),
        Sort(campaign="klein", off=("print",)),
    ]
    for number, sort in enumerate(rare):
        grow(brands["eins"], FEW, beginning=half + number * FEW, sort=sort)
    grow(brands["zwei"], FEW, beginning=half, sort=Sort(campaign="alles", locale="en"))
    for name in ("alt", "klein"):
        grow(brands[name], FEW, beginning=half, sort=ordinary)
    _send(brands["eins"], half)
    return keys[len(keys) // 2]


def _there_and_back() -> None:
    """Migrations fill in what lists are looked up by, as the models do themselves, and seal secrets; and back."""
    from django.core.management import call_command
    from django.db import connection

    from hub.content.models import Piece
    from hub.delivery.models import Webhook
    from hub.variants.models import Slot

    def kept() -> tuple[Any, Any]:
        pieces, slots = Piece.objects.order_by("pk"), Slot.objects.order_by("pk")
        return list(pieces.values_list("pk", "brand_key", "off_digest")), list(slots.values_list("pk", "shows"))

    before = kept()
    assert len({row[1:] for row in before[0]}) > 5 and {row[1] for row in before[1]} == {True, False}  # noqa: PT018
    secret = Webhook.objects.get().secret
    call_command("migrate", "delivery", "0004", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM delivery_webhook")
        assert cursor.fetchall() == [(secret,)]
    call_command("migrate", "variants", "0005", verbosity=0)
    call_command("migrate", "content", "0004", verbosity=0)
    call_command("migrate", verbosity=0)
    assert kept() == before
    assert Webhook.objects.get().secret == secret
    assert secret not in str(Webhook.objects.values_list())


def _send(brand: Any, messages: int) -> None:
    """The log of a busy webhook."""
    from django.utils import timezone

    from hub.delivery.webhook import Delivery, DeliveryState, Webhook

    webhook = Webhook.objects.create(brand=brand, name="w", url="https://example.com/hook", channels=["email"])
    sent = Delivery(webhook=webhook, type="variant.changed", body="{}", state=DeliveryState.DELIVERED)
    sent.ended_at = timezone.now()
    rows = [copy.copy(sent) for _ in range(messages)]
    for number, row in enumerate(rows):
        row.message_id = f"msg_{number}"
    Delivery.objects.bulk_create(rows)


def _deeds(clients: dict[str, Any], key: Any, brand: Any, state: str) -> Iterator[tuple[str, Any]]:
    """Each question by its name, and what the worker and who publishes ask."""

    def asking(client: Any, path: str) -> Any:
        def ask() -> None:
            answer = client(path)
            assert answer.status_code == 200, (path, answer.content)
            assert "few" not in path or len(answer.json()["items"]) == FEW, (path, answer.json())

        return ask

    for label, path in questions(key, brand):
        yield label, asking(clients["eins"], path)
        if label in ALL_BRANDS:
            yield f"{label}, for three brands", asking(clients["eins+zwei+klein"], path)
    for label, name, path in RARE:
        yield label, asking(clients[name], f"{path}{'&' if '?' in path else '?'}few")
    yield from _behind(brand, f"neu-{state}").items()


#: Questions of which a handful of rows are the answer, the last ones of large tables; and who asks.
RARE = (
    ("pieces, few in a locale", "zwei", "/pieces?locale=en"),
    ("pieces, few of a brand", "eins+zwei+klein", "/pieces?brand=klein"),
    ("pieces, few of a token", "klein", "/pieces"),
    ("pieces, few of a campaign", "eins", "/pieces?campaign=klein"),
    ("pieces, few of a large campaign", "zwei", "/pieces?campaign=alles&locale=en"),
    ("pieces, few in a channel and locale", "eins", "/pieces?channel=print&locale=en&campaign="),
    ("pieces, few in another channel and locale", "eins", "/pieces?channel=sms&locale=en"),
    ("pieces, few that live", "alt", "/pieces"),
    ("pieces published lately, few in a locale", "zwei", "/pieces?locale=en&updated_after=2025-12-01T00:00:00Z"),
    ("pieces published lately, few of a token", "klein", "/pieces?updated_after=2025-12-01T00:00:00Z"),
    (
        "pieces published lately, few of a large campaign",
        "zwei",
        "/pieces?campaign=alles&locale=en&updated_after=2025-12-01T00:00:00Z",
    ),
    ("variants, few of a brand", "eins+zwei+klein", "/variants?brand=klein"),
    ("variants, few of a token", "klein", "/variants"),
    ("variants, few in a locale", "zwei", "/variants?locale=en"),
    ("variants, few in a channel and locale", "eins", "/variants?channel=print&locale=en"),
    ("variants, few of a format", "eins", "/variants?format=a5-flyer"),
    ("variants, few in a dialect", "eins", "/variants?dialect=brevo"),
    ("variants, few of a campaign", "eins", "/variants?campaign=klein"),
    ("variants, few of a large campaign", "zwei", "/variants?campaign=alles&locale=en"),
    ("variants, few that are shown", "alt", "/variants"),
)


def _behind(brand: Any, slug: str) -> dict[str, Any]:
    """What nobody asks over the API: publishing a piece, and the worker's looks at what is due."""
    from hub.delivery import boundaries, sending
    from hub.variants import jobs
    from hub.variants.models import JobState, RenderJob
    from tests.hub.content import factories

    campaign = factories.campaign(brand, slug=slug)
    draft = factories.piece(campaign, slug=slug, channels_off=["email", "social", "print", "web"])

    def publish() -> None:
        row = type(draft).objects.get(pk=draft.pk)
        row.publish(row.get_latest_revision())

    def claim() -> None:
        RenderJob.objects.filter(slot__piece_key=draft.translation_key).update(
            state=JobState.WAITING, leased_until=None
        )
        assert jobs.claim() is not None

    return {
        "publishing": publish,
        "a claim of the worker": claim,
        "a look at the clock": boundaries.tick,
        "a look for messages": lambda: (sending.is_anything_due(), sending.claim()),
    }


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


def questions(key: Any, brand: Any) -> list[tuple[str, str]]:
    """What is asked: each list from its beginning and from its middle, with each filter; one variant."""
    from hub.api.paging import cursor_of
    from hub.content.models import Piece
    from hub.delivery.models import Counter
    from hub.variants.models import Slot
    from tests.bench.growth import synced

    piece, slot = (
        Piece.objects.get(translation_key=key),
        Slot.objects.select_related("current__variant").get(piece_key=key),
    )
    campaign = piece.campaign.slug
    last = Counter.objects.get(pk=brand.pk).last
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
        ("a part, the short way", f"/pieces/{key}/variants/sms/message/message.txt"),
        ("a part by render key", f"/variants/{slot.current.variant.key}/message.txt"),
        ("campaigns", "/campaigns"),
        ("sync", "/sync"),
        ("sync, later page", f"/sync?cursor={synced(brand, last // 2)}"),
        ("sync, last page", f"/sync?cursor={synced(brand, last - 20)}"),
        ("sync, up to date", f"/sync?cursor={synced(brand, last)}"),
        ("sync of a channel", "/sync?channel=sms"),
        ("sync of a campaign", f"/sync?campaign={campaign}"),
        ("sync, few in a channel", "/sync?channel=print"),
    ]


def wrong(statement: str, plan: list[str]) -> str:
    """What is wrong with a plan: a large table is read from end to end, or rows are sorted that grow with it."""
    large = {name for name in LARGE if f'"{name}"' in statement}
    # Of one piece, of a page that is known, of the first rows of shelves: few, however many there are.
    if "delivery_webhook" in statement or " UNION SELECT " in statement:
        return ""  # webhooks are few, and so is what begins or ends within ten minutes
    of_few = (
        re.search(r'"(?:piece_key|translation_key|slot_id)" (?:=|IN)|"slug" =|"id" IN \(|\) AS t0\b', statement)
        is not None
    )
    aliases = {alias: name for name, alias in re.findall(r'"(\w+)" (U\d+|T\d+|[xyz])\b', statement)}
    for line in plan:
        scanned = re.match(r"\s*SCAN (\w+)(?! USING (?:COVERING )?INDEX)", line) or re.search(
            r"Seq Scan on (\w+)", line
        )
        if scanned and aliases.get(scanned[1], scanned[1]) in large:
            return line.strip()
        # What is near is a window of some hundred rows: sorting those is no harm.
        is_window = re.search(r'"(?:id|last_published_at)" <= ', statement) is not None
        if large and not of_few and not is_window and re.search(r"TEMP B-TREE|^\s*(?:->\s*)?Sort\b", line):
            return line.strip()
    return ""


def _plan(statement: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + statement.replace("%", "%%"))
            return [row[3] for row in cursor.fetchall()]
        # What it costs to look into an index on disks of today; else tables of this size are read from end to end.
        cursor.execute("SET random_page_cost = 1.1")
        cursor.execute("EXPLAIN " + statement.replace("%", "%%"))
        return [row[0] for row in cursor.fetchall()]


def _client(token: str) -> Any:
    from django.test import Client

    client = Client()
    return lambda path: client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201
