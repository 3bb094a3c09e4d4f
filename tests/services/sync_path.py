"""Four writers at once, a worker, and clients that only follow cursors: in the end they have what the hub shows.

Run as a script with the settings in the environment: `python -m tests.services.sync_path OPERATIONS SEED`. Prints a
line of JSON.
"""

import json
import os
import random
import sys
import threading
import time
import traceback
from collections import Counter
from datetime import timedelta
from typing import Any

import django

WRITERS = 4
#: What is slow to render shows nothing that these two do not.
OFF = ["email", "print", "social"]


class Writer(threading.Thread):
    """Does random things to pieces of its own: what is published, ended, moved, recalled is read by all."""

    def __init__(self, number: int, operations: int, seed: int, campaigns: list[Any]) -> None:
        super().__init__(name=f"writer-{number}")
        self.number, self.left, self.campaigns = number, operations, campaigns
        self.lots, self.done, self.pieces = random.Random(f"{seed}-{number}"), Counter(), []
        self.trouble = ""

    def run(self) -> None:
        from django.db import connections

        try:
            while self.left:
                self.left -= 1
                self.act()
        except BaseException:
            self.trouble = traceback.format_exc()
        finally:
            connections.close_all()

    def act(self) -> None:
        deeds = (
            [self.edit] * 5
            + [self.bound] * 3
            + [self.unpublish, self.republish, self.delete, self.move, self.recall, self.lift]
        )
        deed = self.publish if len(self.pieces) < 3 else self.lots.choice([self.publish, *deeds])
        self.done[deed.__name__] += 1
        deed()

    def some(self) -> Any:
        from hub.content.models import Piece

        return Piece.objects.get(pk=self.lots.choice(self.pieces))

    def publish(self) -> None:
        from tests.hub.content import factories

        name = f"stueck-{self.number}-{self.left}"
        row = factories.piece(self.lots.choice(self.campaigns), slug=name, published=True, channels_off=OFF)
        self.pieces.append(row.pk)

    def edit(self) -> None:
        self.renew(self.some(), action_label=f"Wort {self.lots.randrange(5)}")

    def move(self) -> None:
        self.renew(self.some(), campaign=self.lots.choice(self.campaigns))

    def republish(self) -> None:
        self.renew(self.some())

    def renew(self, row: Any, **fields: Any) -> None:
        from tests.hub.content import factories

        factories.edit(row, expire_at=None, **fields)

    def unpublish(self) -> None:
        self.some().unpublish()

    def delete(self) -> None:
        row = self.some()
        self.pieces.remove(row.pk)
        row.delete()

    def recall(self) -> None:
        from hub.variants.models import Slot
        from hub.variants.recalling import recall

        slots = list(Slot.objects.filter(piece_key=self.some().translation_key).values_list("pk", flat=True))
        recall(self.lots.sample(slots, k=min(1, len(slots))), reason="Probe")

    def lift(self) -> None:
        from hub.variants.models import Recall
        from hub.variants.recalling import lift

        row = Recall.objects.filter(slot__piece_key=self.some().translation_key, lifted_at=None).first()
        if row is not None:
            lift(row)

    def bound(self) -> None:
        """What a slot shows begins, or ends, in a moment."""
        from django.db import transaction
        from django.utils import timezone

        from hub.variants.models import Entry, Slot
        from hub.variants.services import append

        begins, ends = sorted(self.lots.uniform(0.0, 3.0) for _ in range(2))
        now, keys = timezone.now(), Slot.objects.filter(piece_key=self.some().translation_key).values_list("pk")
        with transaction.atomic():
            for slot in Slot.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
                current = Entry.objects.filter(pk=slot.current_id).first()
                if current is not None and current.variant_id is not None:
                    slot.current = current
                    entry = Entry(variant_id=current.variant_id, reason="test")
                    entry.visible_from = now + timedelta(seconds=begins)
                    entry.visible_until = now + timedelta(seconds=ends) if self.lots.random() < 0.7 else None
                    append(slot, entry)


class Loop(threading.Thread):
    """Does something again and again until it is stopped."""

    def __init__(self, name: str, deed: Any, *, every: float) -> None:
        super().__init__(name=name)
        self.deed, self.every, self.stopped, self.trouble = deed, every, threading.Event(), ""

    def run(self) -> None:
        from django.db import connections

        try:
            while not self.stopped.is_set():
                self.deed()
                self.stopped.wait(self.every)
        except BaseException:
            self.trouble = traceback.format_exc()
        finally:
            connections.close_all()

    def stop(self) -> None:
        self.stopped.set()
        self.join()


class Client:
    """A copy kept by the feed alone, in pages of random size."""

    def __init__(self, token: str, seed: int, **view: str) -> None:
        from django.test import Client as Http

        self.http, self.view, self.lots = Http(headers={"authorization": f"Bearer {token}"}), view, random.Random(seed)
        self.cursor, self.copy, self.items = "", {}, 0

    def ask(self) -> bool:
        query = {"limit": self.lots.choice([1, 2, 7, 50]), **self.view}
        answer = self.http.get("/api/v1/sync", {**query, "cursor": self.cursor} if self.cursor else query)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        self.cursor = body["next"]
        for item in body["items"]:
            self.items += 1
            place = "/".join(item[name] for name in ("piece", "channel", "format", "locale", "dialect", "arm"))
            self.copy.pop(place, None)
            if item["kind"] == "changed":
                self.copy[place] = item["variant"]["key"]
        return bool(body["has_more"])


def truth(principal: Any, **view: str) -> dict[str, str]:
    """What the hub shows, by the one visibility rule."""
    from hub.variants.selectors import visible_slots

    names = {"channel": "channel", "campaign": "campaign__slug"}
    rows = visible_slots(principal).filter(**{names[name]: value for name, value in view.items()})
    return {
        "/".join(
            (str(row.piece_key), row.channel, row.format, row.locale, row.dialect, row.arm)
        ): row.current.variant.key
        for row in rows
    }


def explained(copy: dict[str, str], shown: dict[str, str]) -> list[Any]:
    """What a copy has wrong, with the history of those places."""
    from hub.delivery.models import Change
    from hub.variants.models import Entry

    found = []
    for place in sorted({place for place, _ in set(copy.items()) ^ set(shown.items())})[:3]:
        names = dict(zip(("piece_key", "channel", "format", "locale", "dialect", "arm"), place.split("/"), strict=True))
        changes = Change.objects.filter(**names).order_by("pk")
        rows = list(changes.values_list("pk", "number", "kind", "entry_number", "campaign_key", "created_at"))
        slots = {f"slot__{name}": value for name, value in names.items()}
        entries = Entry.objects.filter(**slots).order_by("-number")[:4]
        told = entries.values_list("number", "reason", "visible_from", "visible_until", "created_at", "slot__campaign")
        found.append([place, copy.get(place), shown.get(place), [str(row) for row in (*rows, *told)]])
    return found


def main(operations: int, seed: int) -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.dev")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS, settings.HUB_API_RATE = ["*"], 0
    call_command("migrate", verbosity=0)
    from hub.accounts.services import create_brand, issue_token, principal_of_token
    from hub.delivery import boundaries, upkeep
    from hub.delivery.models import Change
    from hub.variants.models import RenderJob
    from hub.variants.rendering import work_off
    from tests.hub.content import factories

    brand = create_brand(key="nordlicht", name="Nordlicht")
    campaigns = [factories.campaign(brand, slug=slug) for slug in ("herbst", "winter")]
    issued = issue_token(name="test", brands=[brand])
    views: list[dict[str, str]] = [{}, {}, {"channel": "sms"}, {"campaign": "winter"}]
    clients = [Client(issued.text, seed + index, **view) for index, view in enumerate(views)]

    def ask_all() -> None:
        for client in clients[1:]:  # the first begins when all is over
            client.ask()

    loops = [Loop("worker-1", lambda: work_off(5), every=0.01), Loop("worker-2", lambda: work_off(5), every=0.01)]
    loops += [Loop("clock", boundaries.tick, every=0.3), Loop("clients", ask_all, every=0.0)]
    loops.append(Loop("compaction", upkeep.compact, every=0.7))
    writers = [Writer(number, operations // WRITERS, seed, campaigns) for number in range(WRITERS)]
    begun = time.monotonic()
    for thread in (*loops, *writers):
        thread.start()
    for writer in writers:
        writer.join()
    while RenderJob.objects.filter(state__in=["waiting", "running"]).exists() and time.monotonic() - begun < 600:
        time.sleep(0.1)
    time.sleep(5)  # the last boundaries, and as long as the feed may take to follow them
    for loop in loops:
        loop.stop()
    wrong = {}
    principal = principal_of_token(issued.token)
    for number, (client, view) in enumerate(zip(clients, views, strict=True)):
        while client.ask():
            pass
        shown = truth(principal, **view)
        if client.copy != shown:
            wrong[number] = explained(client.copy, shown)
    return {
        "vendor": connection.vendor,
        "seconds": round(time.monotonic() - begun, 1),
        "done": dict(sum((writer.done for writer in writers), Counter())),
        "trouble": [thread.trouble for thread in (*writers, *loops) if thread.trouble],
        "wrong": wrong,
        "shown": len(truth(principal)),
        "items": [client.items for client in clients],
        "changes": Change.objects.count(),
        "unnumbered": Change.objects.filter(number=None).count(),
        "failed": list(RenderJob.objects.filter(state="failed").values_list("error", flat=True)[:3]),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
