"""What must not be late while the worker renders: duties that a thread of their own looks after."""

import logging
import threading
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from hub.variants.signals import worker_tick

logger = logging.getLogger(__name__)


class Beat(threading.Thread):
    """Calls one duty every so many seconds until it is told to stop. A call that fails is logged; the next one comes.

    A renderer may hang for half a minute, and a queue of tasks be long: neither may hold up a time boundary.
    """

    def __init__(self, name: str, duty: Callable[[], object], *, seconds: float) -> None:
        super().__init__(name=name, daemon=True)
        self.duty, self.seconds = duty, seconds
        self.stopped = threading.Event()

    def run(self) -> None:
        """Beat."""
        while not self.stopped.is_set():
            attempt(self.duty)
            close_old_connections()
            self.stopped.wait(self.seconds)
        connections.close_all()

    def stop(self) -> None:
        """Beat no more, after the present call."""
        self.stopped.set()


def attempt(duty: Callable[[], object]) -> bool:
    """Do something that may fail without taking anything else along; whether it did something."""
    try:
        return bool(duty())
    except (OperationalError, InterfaceError) as error:
        # The database is away, or busy beyond its timeout: the rows wait.
        logger.warning("database: %s; trying again", error)
        connections.close_all()
    except Exception:  # a defect in one duty must not end the daemon
        logger.exception("%s failed", getattr(duty, "__name__", duty))
    return False


def tick() -> None:
    """Tell all who wait for the time."""
    for _receiver, answer in worker_tick.send_robust(sender=None):
        if isinstance(answer, OperationalError | InterfaceError):
            raise answer
