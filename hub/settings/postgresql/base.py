"""Django's PostgreSQL with our connections. A pool is told of them by its own settings."""

from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base

from hub.settings.postgresql.connection import PatientConnection


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects by way of `PatientConnection`."""

    Database = SimpleNamespace(**{**vars(psycopg), "connect": PatientConnection.connect})  # type: ignore[assignment]
