"""The pull ledger: who pulled which version when. Noted in memory inside the request, written down every few seconds.

What a process has noted and not yet written is lost if it is killed: some seconds' worth, and no more than `MOST`.
"""

import atexit
import logging
import threading
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F
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
        keys = sorted(noted, key=lambda key: key[2:])
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
    """Add to the rows there are, make the others. Versions that were deleted meanwhile are passed over."""
    entries = {key[3] for key in noted}
    there = set(Entry.objects.filter(pk__in=entries).values_list("pk", flat=True))
    rows = Pull.objects.filter(entry__in=entries).values_list("reader_kind", "reader_key", "slot", "entry", "pk")
    known: dict[Key, int] = {(kind, reader, slot, entry): pk for kind, reader, slot, entry, pk in rows}
    for key, what in noted.items():
        if key in known:
            Pull.objects.filter(pk=known[key]).update(last_at=what.last_at, count=F("count") + what.count)
    fresh = [_row(key, what) for key, what in noted.items() if key not in known and key[3] in there]
    # Another process may have written some of them just now: their pulls of these seconds count once.
    Pull.objects.bulk_create(fresh, ignore_conflicts=True)


def _row(key: Key, what: _Noted) -> Pull:
    kind, reader, slot, entry = key
    return Pull(
        slot_id=slot,
        entry_id=entry,
        reader_kind=kind,
        reader_key=reader,
        reader_name=what.name,
        first_at=what.first_at,
        last_at=what.last_at,
        count=what.count,
    )


_ledger = Ledger()
note = _ledger.note
flush = _ledger.flush
