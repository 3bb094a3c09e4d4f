"""The floor: a WSGI application that says hello."""

from collections.abc import Callable
from typing import Any

BODY = b"x" * 500


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> tuple[bytes]:
    """Always the same."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return (BODY,)
