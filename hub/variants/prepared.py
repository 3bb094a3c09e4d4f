"""SQL that was compiled once and is asked all day.

Django rewrites the placeholders of a statement for SQLite at every execution, with a pattern over its whole text; that
and the layers of its cursor take four times as long as SQLite needs for the row. Everything else stays Django's: the
connection, its settings, its errors; and its cursors where somebody listens to them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX


class Prepared:
    """A statement with Django's placeholders."""

    __slots__ = ("_plain", "sql")

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._plain = FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")  # as Django's cursor does

    def first(self, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        """The first row, or None; of a statement that finds one at most.

        Raises:
            DatabaseError: as Django's cursors do.
        """
        return next(iter(self.rows(parameters)), None)

    def rows(self, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows.

        Raises:
            DatabaseError: as Django's cursors do.
        """
        found: list[tuple[Any, ...]]
        database = connections[DEFAULT_DB_ALIAS]
        if database.vendor != "sqlite" or database.queries_logged or database.execute_wrappers:
            with database.cursor() as cursor:
                cursor.execute(self.sql, parameters)
                found = cursor.fetchall()
        else:
            database.ensure_connection()
            with database.wrap_database_errors:
                found = database.connection.execute(self._plain, parameters).fetchall()
        return found
