"""A task queue on Valkey/Redis that is slower, not broken, while its server is away."""

import logging
import time
from typing import Any

from django.conf import settings
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.utils import get_random_id
from django_tasks_rq import RQBackend
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from hub.accounts.breaker import Breaker, breaker_of

log = logging.getLogger(__name__)
QUIET_SECONDS = 30.0
#: The queue whose tasks only wake a worker.
RENDER = "render"
#: What Valkey/Redis being away looks like.
AWAY = (RedisConnectionError, RedisTimeoutError)


class PatientRQBackend(RQBackend):
    """Does a task on the spot when it cannot be queued, and says so in the log twice a minute at most.

    Tasks are enqueued after a commit: an error then would tell somebody that what they saved was not saved.
    """

    _warned_at = float("-inf")

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Queue the task, or do it now."""
        if not breaker().lets_pass():
            return self._instead(task, args, kwargs)
        try:
            queued: TaskResult[Any] = super().enqueue(task, args, kwargs)
        except AWAY as error:
            breaker().failed()
            warn(error, "doing tasks on the spot")
            return self._instead(task, args, kwargs)
        breaker().worked()
        return queued

    def _instead(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        if task.queue_name == RENDER:
            return _left(task, self.alias)
        at_once = ImmediateBackend(self.alias, {"QUEUES": list(self.queues)})
        done: TaskResult[Any] = at_once.enqueue(task, args, kwargs)
        return done


def breaker() -> Breaker:
    """What this process knows of the server. The cache shares it where it has the same one."""
    return breaker_of(str(settings.CACHES["default"].get("LOCATION", "")))


def _left(task: Any, backend: str) -> TaskResult[Any]:
    """Render jobs are rows that the worker looks for anyway; nobody who saves waits for a render."""
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=None,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=[],
        kwargs={},
        backend=backend,
        errors=[],
        worker_ids=[],
    )


def warn(error: Exception, consequence: str) -> None:
    """Say that the server is away, but not for every task."""
    now = time.monotonic()
    if now - PatientRQBackend._warned_at > QUIET_SECONDS:
        PatientRQBackend._warned_at = now
        log.warning("The server of the task queue does not answer (%s); %s.", error, consequence)
