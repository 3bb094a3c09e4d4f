"""The task that wakes a worker, and running the queue. Jobs are rows; losing a task loses nothing."""

from django.conf import settings
from django_tasks import task

from hub.variants.rendering import work_off


@task(queue_name="render")
def run_due_jobs() -> int:
    """Do every render job that is due."""
    return work_off()


def run_queued_tasks() -> bool:
    """Do the tasks that wait in the queue, Wagtail's own included; whether there were any."""
    if settings.TASKS["default"]["BACKEND"].endswith("RQBackend"):
        import django_rq

        worker = django_rq.get_worker(*settings.RQ_QUEUES)
        return bool(worker.work(burst=True, logging_level="WARNING"))
    if not settings.TASKS["default"]["BACKEND"].endswith("DatabaseBackend"):
        return False  # tasks ran where they were enqueued
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
