"""Requests do not wait for PostgreSQL as long as it takes: somebody waits for them. The worker and commands do."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

#: Seconds after which the client lets go of a server that did not end the statement itself.
GRACE = 5


def bound_requests() -> None:
    """Bound every statement of this process from now on; what `?options=` of the address says wins."""
    database, seconds = connections.settings[DEFAULT_DB_ALIAS], settings.HUB_DATABASE_SECONDS
    if not seconds or not database["ENGINE"].endswith("postgresql"):
        return
    options = database["OPTIONS"]
    bound = f"-c statement_timeout={seconds * 1000}"
    options["options"] = f"{bound} {options['options']}" if options.get("options") else bound
    options["answer_within"] = seconds + GRACE
