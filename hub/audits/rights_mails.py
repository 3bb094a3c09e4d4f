"""The worker looks, while it is idle, whether a letter about ending rights is due."""

import time
from typing import Any

from hub.assets.digest import send_digests
from hub.variants.signals import worker_idle

#: Seconds until it looks again.
PATIENCE = 600.0


class _Clock:
    """When to look next."""

    next_look = 0.0


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    worker_idle.connect(_on_worker_idle, dispatch_uid="audits.rights_mails")


def _on_worker_idle(**_: Any) -> bool:
    if time.monotonic() < _Clock.next_look:
        return False
    _Clock.next_look = time.monotonic() + PATIENCE
    return bool(send_digests())
