"""A connection to PostgreSQL that does not wait for ever.

PostgreSQL ends a statement itself once `statement_timeout` is over. A server that hangs in the middle of one (a disk
that stands still, a process or a machine that was paused) does not come to that, while its kernel goes on to
acknowledge every packet, so that TCP notices nothing either. Then the client lets go.
"""

from typing import Any

import psycopg


class PatientConnection(psycopg.Connection[Any]):
    """It is closed if the server does not answer a statement within `answer_within` seconds; None: never."""

    answer_within: float | None = None

    @classmethod
    def connect(  # type: ignore[override]
        cls, conninfo: str = "", *, answer_within: float | None = None, **how: Any
    ) -> "PatientConnection":
        """Connect, as psycopg does."""
        made = super().connect(conninfo, **how)
        made.answer_within = answer_within
        return made

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for an answer.

        Raises:
            OperationalError: there was none in time. Nobody knows what became of the statement.
        """
        limit = self.answer_within
        if limit is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise NoAnswerError(f"PostgreSQL did not answer within {limit:g} seconds") from error


class NoAnswerError(psycopg.OperationalError):
    """A statement was sent, and nothing came back."""

    sqlstate = "57014"  # as PostgreSQL's own: a statement that took too long
