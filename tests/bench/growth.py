"""What reading and publishing cost at 1,000, 10,000 and 100,000 pieces: the goal is 1.5 times at most.

In processor time of this process, on SQLite; the pieces are made by bulk, each with a stored variant.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 9


def growth() -> None:
    """Measure in a process of its own, which has a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HUB_DATA_DIR": folder, "HUB_API_RATE": "0", "HUB_LOG_LEVEL": "ERROR"}
        environment["DJANGO_SETTINGS_MODULE"] = "hub.settings.dev"
        sizes = [str(size) for size in SIZES]
        subprocess.run([sys.executable, "-m", "tests.bench.growth", *sizes], cwd=ROOT, env=environment, check=True)


def main(sizes: Sequence[int]) -> None:
    """Print the table: a line a deed, its cost at each size and how that grew."""
    taken: dict[str, list[float]] = {}
    for label, cost in _measured(sizes):
        taken.setdefault(label, []).append(cost)
    for label, costs in taken.items():
        shown = "  ".join(f"{cost:8.2f} ms" for cost in costs)
        print(f"growth    {label:<40} {shown}   {costs[-1] / costs[0]:5.2f} x (goal: 1.5)")


def _measured(sizes: Sequence[int]) -> Any:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    settings.DEBUG = False  # else every statement is kept in memory
    call_command("migrate", verbosity=0)
    setup_test_environment()
    from hub.accounts.services import create_brand
    from tests.bench.library import grow

    brand, size = create_brand(key="bench", name="Bench"), 0
    for wanted in sizes:
        grow(brand, wanted - size, beginning=size)
        size = wanted
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for label, deed in _deeds(brand, size).items():
            yield label, _median(deed)


def _deeds(brand: Any, size: int) -> dict[str, Callable[[], object]]:
    from django.test import Client

    from hub.accounts.lately import principal_lately
    from hub.accounts.services import issue_token
    from hub.api.paging import cursor_of
    from hub.content.campaigns import Campaign
    from hub.delivery.changes import number_all
    from hub.variants.models import Slot
    from hub.variants.standing import Question, find_standing
    from tests.hub.content import factories

    text = issue_token(name="bench", brands=[brand]).text
    client, headers = Client(), {"Authorization": f"Bearer {text}"}
    middle = Slot.objects.order_by("pk")[size // 2]
    campaign = Campaign.objects.get(pk=middle.campaign_id)
    draft = factories.piece(campaign, slug=f"bench-{size}", channels_off=["email", "social", "print", "web"])
    number_all()

    def get(path: str, *, items: int | None = None) -> Callable[[], object]:
        def ask() -> object:
            answer = client.get(f"/api/v1{path}", headers=headers)
            assert answer.status_code == 200, answer.content
            assert items is None or len(answer.json()["items"]) == items
            return answer

        return ask

    def standing() -> object:
        principal = principal_lately(text)
        assert principal is not None
        for _ in range(20):
            found = find_standing(principal, Question("sms", "message", locale="de", piece=middle.piece_key))
        return found

    def publish() -> object:
        row = type(draft).objects.get(pk=draft.pk)
        return row.publish(row.get_latest_revision())

    part = f"/pieces/{middle.piece_key}/variants/sms/message/message.txt?locale=de"
    return {
        "publish": publish,
        "list of pieces, first page": get("/pieces"),
        "list of pieces, from the middle": get(f"/pieces?cursor={cursor_of(middle.pk)}"),
        "list of variants, from the middle": get(f"/variants?cursor={cursor_of(middle.pk)}"),
        "sync, first page": get("/sync", items=50),
        "sync, from the middle": get(f"/sync?cursor={synced(brand, size // 2)}", items=50),
        "sync, near the end": get(f"/sync?cursor={synced(brand, size - 60)}", items=50),
        "stored part, the long way": get(f"{part}&version=1"),
        "stored part, the short way's query, 20 times": standing,
    }


def synced(brand: Any, position: int) -> str:
    """The cursor of who has read a brand's feed so far."""
    from hub.delivery import cursor as cursors

    return cursors.write(cursors.Cursor(cursors.Scope((brand.pk,)), positions={brand.pk: position}))


def _median(deed: Callable[[], object]) -> float:
    deed()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        deed()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
