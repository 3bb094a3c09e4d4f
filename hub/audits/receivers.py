"""When variants are judged: by the worker, while it has nothing to render."""

import time
from typing import Any

from hub.audits.services import judge_unjudged
from hub.guidelines.signals import guideline_published
from hub.variants.signals import slot_changed, worker_idle

#: Seconds until an idle worker looks again after finding nothing: another process may have rendered, a day begun.
PATIENCE = 15.0


class _Clock:
    """When to look next; this process's own news make it look at once."""

    next_look = 0.0


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    worker_idle.connect(_on_worker_idle, dispatch_uid="audits.worker_idle")
    slot_changed.connect(_on_news, dispatch_uid="audits.slot_changed")
    guideline_published.connect(_on_news, dispatch_uid="audits.guideline_published")


def _on_worker_idle(**_: Any) -> bool:
    if time.monotonic() < _Clock.next_look:
        return False
    judged = judge_unjudged()
    _Clock.next_look = 0.0 if judged else time.monotonic() + PATIENCE
    return bool(judged)


def _on_news(**_: Any) -> None:
    _Clock.next_look = 0.0
