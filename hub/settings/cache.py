"""A Valkey/Redis cache that is slower, not broken, while its server is away."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from hub.accounts.breaker import breaker_of

log = logging.getLogger(__name__)
QUIET_SECONDS = 30.0


class PatientRedisCache(RedisCache):
    """Answers "not in the cache" when the server cannot be reached, and says so in the log twice a minute at most.

    Django's own backend lets the error through, which turns every cached page into a 500. Only the loss of the
    connection is forgiven; a wrong command or a full server still raises. While the server is away, or accepts
    connections and never answers, one request every few seconds looks whether it is back; the others do not wait.
    """

    _warned_at = float("-inf")

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._breaker = breaker_of(str(server))

    def _attempt(self, call: Callable[[], Any], otherwise: Any) -> Any:
        if not self._breaker.lets_pass():
            return otherwise
        try:
            answer = call()
        except (RedisConnectionError, RedisTimeoutError) as error:
            self._breaker.failed()
            now = time.monotonic()
            if now - PatientRedisCache._warned_at > QUIET_SECONDS:
                PatientRedisCache._warned_at = now
                log.warning("The cache server does not answer (%s); going on without a cache.", error)
            return otherwise
        self._breaker.worked()
        return answer

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Pretend that the key was free: who asks "may I be first?" may."""
        return bool(self._attempt(lambda: super(PatientRedisCache, self).add(*args, **kwargs), otherwise=True))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        return self._attempt(lambda: super(PatientRedisCache, self).get(key, default, version), otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Store the value, if there is a server."""
        self._attempt(lambda: super(PatientRedisCache, self).set(*args, **kwargs), otherwise=None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Prolong the key's life; False when it is not there."""
        return bool(self._attempt(lambda: super(PatientRedisCache, self).touch(*args, **kwargs), otherwise=False))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget the key; False when it was not there."""
        return bool(self._attempt(lambda: super(PatientRedisCache, self).delete(*args, **kwargs), otherwise=False))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """The values there are."""
        found: dict[Any, Any] = self._attempt(
            lambda: super(PatientRedisCache, self).get_many(*args, **kwargs), otherwise={}
        )
        return found

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key is there."""
        return bool(self._attempt(lambda: super(PatientRedisCache, self).has_key(*args, **kwargs), otherwise=False))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a counter; without a server every counter stands at the first step."""
        return int(self._attempt(lambda: super(PatientRedisCache, self).incr(key, delta, version), otherwise=delta))

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Store several; the keys that could not be stored come back."""
        failed: list[Any] = self._attempt(
            lambda: super(PatientRedisCache, self).set_many(data, *args, **kwargs), otherwise=list(data)
        )
        return failed

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget several keys."""
        self._attempt(lambda: super(PatientRedisCache, self).delete_many(*args, **kwargs), otherwise=None)

    def clear(self) -> None:
        """Forget everything, if there is a server."""
        self._attempt(super().clear, otherwise=None)
