"""The pull ledger: who pulled which version when. Noted in memory inside the request, written down every few seconds.

What a process has noted and not yet written is lost if it is killed: some seconds' worth, and no more than `MOST`.
"""

import atexit
import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from hub.accounts.principal import Principal
from hub.delivery.pull import Pull
from hub.variants.models import Entry

logger = logging.getLogger(__name__)

#: So many readers and versions are kept in memory at most; what is beyond is counted and reported.
MOST = 20_000
_CHUNK = 500
Key = tuple[str, int, int, int]


@dataclass(slots=True)
class _Noted:
    name: str
    first_at: datetime
    last_at: datetime
    count: int


class Ledger:
    """What this process has noted and not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: dict[Key, _Noted] = {}
        self._dropped = 0
        self._thread: threading.Thread | None = None

    def note(self, principal: Principal, slot: int, entry: int) -> None:
        """Note a pull: a look into a dictionary, no query."""
        key, now = (principal.kind.value, principal.id, slot, entry), timezone.now()
        with self._lock:
            known = self._noted.get(key)
            if known is not None:
                known.count += 1
                known.last_at = now
            elif len(self._noted) < MOST:
                self._noted[key] = _Noted(principal.name[:150], now, now, 1)
            else:
                self._dropped += 1
            if self._thread is None and settings.HUB_LEDGER_SECONDS:
                self._begin()

    def flush(self) -> int:
        """Write down what was noted; how many readers and versions. What cannot be written now is noted again."""
        with self._lock:
            noted, self._noted, dropped, self._dropped = self._noted, {}, self._dropped, 0
        if dropped:
            logger.warning("pull ledger: %d pulls were not noted, more than %d were waiting", dropped, MOST)
        keys = sorted(noted, key=lambda key: (key[2:], key[:2]))  # the same order in every process: no deadlocks
        for begin in range(0, len(keys), _CHUNK):
            chunk = keys[begin : begin + _CHUNK]
            try:
                _write({key: noted[key] for key in chunk})
            except DatabaseError as error:
                logger.warning("pull ledger: %s; %d pulls wait", error, len(keys) - begin)
                self._take_back({key: noted[key] for key in keys[begin:]})
                return begin
        return len(keys)

    def _take_back(self, noted: dict[Key, _Noted]) -> None:
        with self._lock:
            for key, old in noted.items():
                known = self._noted.setdefault(key, old)
                if known is not old:
                    known.count += old.count
                    known.first_at = old.first_at

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._flush_forever, name="pull-ledger", daemon=True)
        self._thread.start()
        atexit.register(self.flush)

    def _flush_forever(self) -> None:
        pause = threading.Event()
        while not pause.wait(settings.HUB_LEDGER_SECONDS):
            if self._noted:
                try:
                    self.flush()
                except Exception:  # the next one comes
                    logger.exception("pull ledger")
                close_old_connections()


@transaction.atomic
def _write(noted: dict[Key, _Noted]) -> None:
    """Add to the rows there are, make the others: two statements. Versions deleted meanwhile are passed over.

    One prepared statement a row: with the ORM a thousand addresses asked in turn cost more to write down than to serve.
    """
    there = set(Entry.objects.filter(pk__in={key[3] for key in noted}).order_by().values_list("pk", flat=True))
    rows = [_row(key, what) for key, what in noted.items() if key[3] in there]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_sql(), rows)


def _row(key: Key, what: _Noted) -> tuple[Any, ...]:
    kind, reader, slot, entry = key
    first_at, last_at = map(connection.ops.adapt_datetimefield_value, (what.first_at, what.last_at))
    return slot, entry, kind, reader, what.name, first_at, last_at, what.count


@lru_cache(maxsize=1)
def _sql() -> str:
    """What another process wrote just now is added to. SQLite and PostgreSQL say it alike; the ORM does not yet."""
    columns = ("slot_id", "entry_id", "reader_kind", "reader_key", "reader_name", "first_at", "last_at", "count")
    table, quoted = _quoted(Pull._meta.db_table), [_quoted(name) for name in columns]
    _slot, entry, kind, reader, _name, _first_at, last_at, count = quoted
    return (
        f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({', '.join(['%s'] * len(quoted))})"  # noqa: S608 -- our names
        f" ON CONFLICT ({entry}, {kind}, {reader})"
        f" DO UPDATE SET {last_at} = excluded.{last_at}, {count} = {table}.{count} + excluded.{count}"
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


_ledger = Ledger()
note = _ledger.note
flush = _ledger.flush
