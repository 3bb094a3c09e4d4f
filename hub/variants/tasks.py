"""The task that wakes a worker, and running the queue. Jobs are rows; losing a task loses nothing."""

from django.conf import settings
from django_tasks import task

from hub.variants.rendering import work_off

#: Seconds after which the task that renders leaves the rest to its next one: no queue lets a task run for ever.
MOST_SECONDS = 300.0


@task(queue_name="render")
def run_due_jobs() -> int:
    """Do every render job that is due."""
    count = work_off(seconds=MOST_SECONDS)
    if count < 0:
        run_due_jobs.enqueue()
    return abs(count)


def run_queued_tasks() -> bool:
    """Do the tasks that wait in the queue, Wagtail's own included; whether there were any."""
    backend = settings.TASKS["default"]["BACKEND"]
    if backend.endswith("RQBackend"):
        return _run_rq()
    return backend.endswith("DatabaseBackend") and _run_database()


def _run_database() -> bool:
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    if not DBTaskResult.objects.ready().exists():
        return False
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="hub-worker",
    ).run()
    return True


def _run_rq() -> bool:
    from hub.variants.bursts import burst

    return burst(settings.RQ_QUEUES)
