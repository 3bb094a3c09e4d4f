"""The hub's only daemon."""

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import BaseCommand
from django.db import OperationalError, close_old_connections

from hub.content.services import follow_schedule
from hub.variants.rendering import work
from hub.variants.signals import worker_idle
from hub.variants.sweep import sweep
from hub.variants.tasks import run_queued_tasks

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Renders, runs Wagtail's tasks, publishes what is scheduled, judges variants, and sweeps up what was missed."""

    help = "Run render jobs, queued tasks, scheduled publishing, verdicts and sweeps until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--burst` ends when nothing is left to do."""
        parser.add_argument("--burst", action="store_true", help="Do all that is due, then end.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds to wait when nothing is due (1).")
        parser.add_argument(
            "--schedule-every", type=float, default=10.0, help="Seconds between looks at the schedule (10)."
        )
        parser.add_argument("--sweep-every", type=float, default=300.0, help="Seconds between sweeps (300).")

    def handle(self, *_: Any, **options: Any) -> None:
        """Work until told to stop, or in a burst until nothing is left."""
        self.running = True
        if not options["burst"]:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self._stop)
        due = {"schedule": 0.0, "sweep": 0.0}
        while self.running:
            try:
                busy = self._round(due, options)
            except OperationalError as error:
                # The database is away, or busy beyond its timeout: the rows wait.
                logger.warning("database: %s; trying again", error)
                busy = False
                time.sleep(1)
            close_old_connections()
            if not busy:
                if options["burst"]:
                    return
                time.sleep(options["interval"])

    def _round(self, due: dict[str, float], options: dict[str, Any]) -> bool:
        """Do what is due; whether that was anything."""
        now = time.monotonic()
        if now >= due["schedule"]:
            due["schedule"] = now + options["schedule_every"]
            follow_schedule()
        if now >= due["sweep"]:
            due["sweep"] = now + options["sweep_every"]
            sweep()
        rendered = work()
        busy = run_queued_tasks() or rendered
        return busy or any(did for _, did in worker_idle.send(sender=type(self)))

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stdout.write("Stopping after the present job.")
        self.running = False
