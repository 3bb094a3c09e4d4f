"""How often a token may ask: a quota a minute. Counted in the process, summed up in the shared cache once a second.

A request costs nothing but arithmetic that way, and while the cache is away every process goes on by its own count.
Without a shared cache each process grants the quota by itself.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from hub.accounts.principal import Principal
from hub.api.errors import ProblemError

#: Seconds of a window, and how often at most a process tells the others what it counted.
WINDOW = 60
TELL = 1.0
#: What an answer costs that had to be rendered or judged for the one who asked.
HEAVY = 10
#: Tokens counted at once; beyond it those of earlier minutes are forgotten.
_MOST = 10_000
_LOCAL = "django.core.cache.backends.locmem.LocMemCache"


@dataclass(slots=True)
class _Count:
    """One token in one minute: counted by all processes as last heard, counted here since, and when that was."""

    window: int
    told: int = 0
    untold: int = 0
    told_at: float = 0.0


_counts: dict[int, _Count] = {}
_lock = threading.Lock()


def refuse_spent(principal: Principal) -> None:
    """Refuse a caller who has used this minute's quota.

    Raises:
        ProblemError: 429, saying how many seconds to wait.
    """
    if settings.HUB_API_RATE and left(principal) <= 0:
        wait = seconds_left()
        detail = _("%(quota)s requests a minute are granted. Wait %(seconds)s seconds.") % {
            "quota": settings.HUB_API_RATE,
            "seconds": wait,
        }
        raise ProblemError(429, "too-many-requests", _("Too many requests."), detail, retry_after=wait)


def take(principal: Principal, cost: int) -> None:
    """Count an answer against the caller's quota."""
    if not settings.HUB_API_RATE or not cost:
        return
    with _lock:
        count = _count(principal.id)
        count.untold += cost
    _tell(principal.id, count)


def left(principal: Principal) -> int:
    """What is left of the caller's quota in this minute."""
    with _lock:
        count = _count(principal.id)
        return max(0, int(settings.HUB_API_RATE) - count.told - count.untold)


def headers(principal: Principal) -> Mapping[str, str]:
    """What an answer says of the quota; nothing where there is none."""
    if not settings.HUB_API_RATE:
        return {}
    return {
        "RateLimit-Policy": f'"minute";q={settings.HUB_API_RATE};w={WINDOW}',
        "RateLimit": f'"minute";r={left(principal)};t={seconds_left()}',
    }


def seconds_left() -> int:
    """How long this minute lasts, at least one second."""
    return max(1, WINDOW - int(time.time()) % WINDOW)


def forget() -> None:
    """Count from the beginning: for tests."""
    with _lock:
        _counts.clear()


def _count(token: int) -> _Count:
    window = int(time.time()) // WINDOW
    count = _counts.get(token)
    if count is None or count.window != window:
        if len(_counts) >= _MOST:
            for key in [key for key, old in _counts.items() if old.window != window]:
                del _counts[key]
        count = _counts[token] = _Count(window)
    return count


def _tell(token: int, count: _Count) -> None:
    """Add what was counted here to the sum of all processes, and hear it."""
    now = time.monotonic()
    if now - count.told_at < TELL or settings.CACHES["default"]["BACKEND"] == _LOCAL:
        return
    with _lock:
        count.told_at, news = now, count.untold
    key = f"api-rate:{token}:{count.window}"
    cache = caches["default"]
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        total = cache.incr(key, news)
    except (ValueError, OSError):  # it forgot the key in between, or is away
        return
    with _lock:
        count.told, count.untold = max(total, count.told + news), count.untold - news
