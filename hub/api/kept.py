"""The bytes of parts that were asked for last, kept in the process by render key, which never means other bytes."""

import json
import threading
from collections import OrderedDict
from typing import Any

from django.db import connection

from hub.api.bytes import media_type_of
from hub.variants.models import Variant
from hub.variants.prepared import Prepared
from hub.variants.storing import part_bytes

#: Bytes of parts that stay in memory, and how large one may be. A key never means other bytes.
KEPT_BYTES, KEPT_PART = 32 << 20, 512 << 10
#: What keeping a part costs beside its bytes, which are often no more than a subject line: key, name, place.
KEPT_BESIDE = 512
_TABLE = connection.ops.quote_name(Variant._meta.db_table)
_PARTS = Prepared(f"SELECT parts FROM {_TABLE} WHERE key = %s")  # noqa: S608 -- the name of our own table


class Parts:
    """The bytes of parts asked for last, by render key and name."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[bytes, str]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str, name: str) -> tuple[bytes, str] | None:
        """Bytes and media type; None where the variant has no such part."""
        found = self._known(key, name)
        if found is None:
            record = _record(key, name)
            found = self._read(key, record) if record is not None else None
        return found

    def described(self, key: str, name: str) -> tuple[int, str] | None:
        """Size in bytes and media type; what is too large to be kept is not read for that."""
        found = self._known(key, name)
        if found is None:
            record = _record(key, name)
            if record is None:
                return None
            if record["size"] > KEPT_PART:
                return record["size"], media_type_of(record["media_type"])
            found = self._read(key, record)
        return len(found[0]), found[1]

    def _read(self, key: str, record: dict[str, Any]) -> tuple[bytes, str]:
        found = (part_bytes(record), media_type_of(record["media_type"]))
        if len(found[0]) <= KEPT_PART:
            self._keep((key, record["name"]), found)
        return found

    def _known(self, key: str, name: str) -> tuple[bytes, str] | None:
        with self._lock:
            found = self._kept.get((key, name))
            if found is not None:
                self._kept.move_to_end((key, name))
            return found

    def _keep(self, place: tuple[str, str], found: tuple[bytes, str]) -> None:
        with self._lock:
            if place in self._kept:
                return
            self._kept[place] = found
            self._size += len(found[0]) + KEPT_BESIDE
            while self._size > KEPT_BYTES:
                self._size -= len(self._kept.popitem(last=False)[1][0]) + KEPT_BESIDE


def _record(key: str, name: str) -> dict[str, Any] | None:
    """What is kept of a part, read without the ORM."""
    row = _PARTS.first([key])
    known = (json.loads(row[0]) if isinstance(row[0], str) else row[0]) if row else ()
    return next((part for part in known if part["name"] == name), None)


parts = Parts()
