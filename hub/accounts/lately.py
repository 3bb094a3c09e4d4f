"""Tokens that were looked up a moment ago: a busy script asks the database once in two seconds who it is.

Revoking takes effect within that time (promised: five seconds); an end that was set for a token holds to the instant.
"""

import hashlib
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from hub.accounts.models import ApiToken
from hub.accounts.principal import Principal
from hub.accounts.services import find_token, principal_of_token

#: Seconds that a look-up holds.
HOLDS = 2.0
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    principal: Principal
    expires_at: datetime | None
    until: float


_known: dict[bytes, _Known] = {}
_lock = threading.Lock()


def principal_lately(text: str) -> Principal | None:
    """The caller that this text proves to be, or proved to be less than two seconds ago; None for everybody else."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
    known = _known.get(digest)
    if known is None or time.monotonic() >= known.until:
        known = _look_up(text, digest)
    if known is None or (known.expires_at is not None and timezone.now() >= known.expires_at):
        return None
    return known.principal


def forget_tokens(**_news: Any) -> None:
    """Look everybody up again: this process changed a token. The others hear of it when a look-up is over."""
    with _lock:
        _known.clear()


def connect() -> None:
    """Forget what changes here; called once, when the apps are ready."""
    for news in (post_save, post_delete):
        news.connect(forget_tokens, sender=ApiToken, dispatch_uid="accounts.lately")
    m2m_changed.connect(forget_tokens, sender=ApiToken.brands.through, dispatch_uid="accounts.lately")


def _look_up(text: str, digest: bytes) -> _Known | None:
    until = time.monotonic() + HOLDS  # counted from before the look
    token = find_token(text)
    with _lock:
        if token is None:
            _known.pop(digest, None)
            return None
        if len(_known) >= _MOST:
            _known.clear()
        known = _known[digest] = _Known(principal_of_token(token), token.expires_at, until)
    return known
