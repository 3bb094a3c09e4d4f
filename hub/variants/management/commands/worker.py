"""The hub's only daemon."""

import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management import BaseCommand
from django.db import close_old_connections

from hub.content.services import follow_schedule
from hub.variants.clock import Beat, attempt, tick
from hub.variants.jobs import ATTENDED_LEASE, attend, renew
from hub.variants.rendering import work
from hub.variants.signals import worker_idle
from hub.variants.sweep import sweep
from hub.variants.tasks import run_queued_tasks


class Command(BaseCommand):
    """Renders, runs Wagtail's tasks, publishes what is scheduled, judges variants, and sweeps up what was missed."""

    help = "Run render jobs, queued tasks, scheduled publishing, verdicts and sweeps until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--burst` ends when nothing is left to do."""
        parser.add_argument("--burst", action="store_true", help="Do all that is due, then end.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds to wait when nothing is due (1).")
        parser.add_argument(
            "--schedule-every", type=float, default=2.0, help="Seconds between looks at the schedule (2)."
        )
        parser.add_argument("--sweep-every", type=float, default=300.0, help="Seconds between sweeps (300).")

    def handle(self, *_: Any, **options: Any) -> None:
        """Work until told to stop, or in a burst until nothing is left."""
        self.running, self.sweep_at = True, 0.0
        #: In a burst a defect ends the command, so that whoever called it hears of it.
        self.attempt: Callable[[Callable[[], object]], bool] = _insist if options["burst"] else attempt
        if options["burst"]:
            while self._burst_round(options):
                pass
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        beats = [
            Beat("clock", tick, seconds=1.0),
            Beat("leases", renew, seconds=ATTENDED_LEASE.total_seconds() / 4),
            Beat("schedule", follow_schedule, seconds=options["schedule_every"]),
        ]
        attend()
        for beat in beats:
            beat.start()
        while self.running:
            busy = self._round(options)
            close_old_connections()
            if not busy:
                time.sleep(options["interval"])
        for beat in beats:
            beat.stop()

    def _burst_round(self, options: dict[str, Any]) -> bool:
        tick()
        follow_schedule()
        busy = self._round(options)
        close_old_connections()
        return busy

    def _round(self, options: dict[str, Any]) -> bool:
        """Do what is due; whether that was anything."""
        now = time.monotonic()
        if now >= self.sweep_at:
            self.sweep_at = now + options["sweep_every"]
            self.attempt(sweep)
        rendered = self.attempt(work)
        busy = self.attempt(run_queued_tasks) or rendered
        return self.attempt(_idle) or busy

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stdout.write("Stopping after the present job.")
        self.running = False


def _insist(duty: Callable[[], object]) -> bool:
    return bool(duty())


def _idle() -> bool:
    """Let others do a little work of theirs."""
    return any(bool(did) for _, did in worker_idle.send(sender=None))
