"""Now and then: rows that nobody needs any more are deleted, and slots that were made past the services are noted."""

import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hub.delivery.boundaries import catch_up
from hub.delivery.models import Change, Delivery
from hub.delivery.services import reseal

logger = logging.getLogger(__name__)

#: Seconds between two looks.
EVERY = 300.0
#: How long the log of a webhook is kept.
LOG_DAYS = 30
#: So many rows are deleted at once, so that nobody waits for it.
BATCH = 500
#: So many rows of an index are looked at to count those of a table, the most that SQLite's documentation recommends.
SAMPLE = 1000
_last = [float("-inf")]


def look_after() -> bool:
    """Do it if it is time; whether it was."""
    if time.monotonic() - _last[0] < EVERY:
        return False
    _last[0] = time.monotonic()
    catch_up()
    compact()
    forget()
    _look_after_secrets()
    count_rows()
    return True


def count_rows() -> None:
    """Let SQLite count what it plans its queries by: some milliseconds. PostgreSQL does so by itself.

    What `PRAGMA optimize` would do, which before 3.46 knows only tables that the same connection asked: it is others
    that ask. What was counted of small tables is forgotten. Without any numbers SQLite takes tables for large, and its
    plans hold; with those of the first few pieces it would read whole tables once there are thousands. Other
    connections know of it when they are opened anew, within a minute or two.
    """
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        cursor.execute("ANALYZE")
        # A line begins with the number of rows.
        cursor.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < %s", [SAMPLE])
        cursor.execute("ANALYZE sqlite_schema")  # reads again what is left


def _look_after_secrets() -> None:
    """Older secrets whose time is over are forgotten; those of an older key of the hub are sealed with the new one."""
    for webhook in reseal().lost:
        logger.error(
            "webhook %d: its secret was sealed with a key that the hub has no more. Add that key to "
            "HUB_SECRET_KEY_FALLBACKS, or give the receiver a new secret.",
            webhook.pk,
        )


def compact(limit: int = 20_000) -> int:
    """Delete change rows that a newer one of the same slot and campaign stands for; how many.

    Nothing is lost to anybody: a reader of either row is told what the slot shows when it reads.
    """
    newer = Change.objects.filter(
        slot=OuterRef("slot"), campaign_key=OuterRef("campaign_key"), number__gt=OuterRef("number")
    )
    done = 0
    while done < limit:
        keys = list(Change.objects.filter(Exists(newer), number__isnull=False).values_list("pk", flat=True)[:BATCH])
        done += Change.objects.filter(pk__in=keys).delete()[0] if keys else 0
        if len(keys) < BATCH:
            break
    return done


def forget() -> int:
    """Delete messages that ended long ago; how many."""
    old = Delivery.objects.filter(ended_at__lt=timezone.now() - timedelta(days=LOG_DAYS))
    keys = list(old.values_list("pk", flat=True)[: 20 * BATCH])
    count = 0
    for begin in range(0, len(keys), BATCH):
        count += Delivery.objects.filter(pk__in=keys[begin : begin + BATCH]).delete()[0]
    return count
