"""Doing the tasks that wait on Valkey/Redis, and coming back soon where its server stops answering meanwhile.

RQ's worker waits for its server as long as it takes: it is there for nothing else. Ours renders, too.
"""

from collections.abc import Iterable
from typing import Any

import django_rq
from django_tasks_rq import Job
from rq import SimpleWorker
from rq.exceptions import StopRequested

from hub.variants.queues import AWAY, breaker, warn

_CONSEQUENCE = "the worker looks for render jobs itself"


class Burst(SimpleWorker):  # it forks nothing: this process has threads
    """Does what waits and ends. Leaves the signals to whoever runs it."""

    #: Seconds that one answer of the server may take. RQ's own are seven minutes, since it waits for tasks with them.
    connection_timeout = 5

    def _install_signal_handlers(self) -> None:
        pass

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """Sent before every look for tasks: where it does not get through, RQ would try again for ever."""
        try:
            super().heartbeat(*args, **kwargs)
            breaker().worked()
        except AWAY as error:
            breaker().failed()
            warn(error, _CONSEQUENCE)
            raise StopRequested from error


def burst(queues: Iterable[str]) -> bool:
    """Do what waits in these queues; whether there was anything."""
    if not breaker().lets_pass():
        return False
    kinds: dict[str, Any] = {"worker_class": Burst, "job_class": Job}
    try:
        worker: Any = django_rq.get_worker(*queues, **kinds)
        done = bool(worker.work(burst=True, logging_level="WARNING"))
    except AWAY as error:
        breaker().failed()
        warn(error, _CONSEQUENCE)
        return False
    return done
