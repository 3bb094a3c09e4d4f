"""An S3-compatible storage that says soon that it is away, where boto3 would wait for minutes."""

from typing import Any

from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import EndpointConnectionError  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

from hub.accounts.breaker import breaker_of
from hub.accounts.outage import is_outage

#: Seconds. A stored picture or PDF comes within one; boto3 itself waits sixty for each, five times.
CONNECT, ANSWER = 2, 8
ATTEMPTS = 2


class PatientBucket(S3Storage):  # type: ignore[misc]
    """One request may find out that the bucket's server hangs; while it does, the others hear it at once.

    What is raised is boto3's own error; `hub.accounts.outage` knows it and answers 503 with Retry-After.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        retries = {"mode": "standard", "total_max_attempts": ATTEMPTS}
        limits = Config(connect_timeout=CONNECT, read_timeout=ANSWER, retries=retries)
        self.client_config: Config = self.client_config.merge(limits)
        self.transfer_config.num_download_attempts = ATTEMPTS
        self._breaker = breaker_of(str(self.endpoint_url or "s3"))

    @property
    def connection(self) -> Any:
        """This thread's connection; every request over it passes the breaker."""
        is_new = getattr(self._connections, "connection", None) is None
        connection = super().connection
        if is_new:
            events = connection.meta.client.meta.events
            events.register("before-send.s3", self._ask)
            events.register("needs-retry.s3", self._learn)
        return connection

    def _ask(self, request: Any, **_kwargs: Any) -> None:
        if not self._breaker.lets_pass():
            raise EndpointConnectionError(
                endpoint_url=request.url.partition("?")[0], error="it did not answer just now"
            )

    def _learn(self, caught_exception: Exception | None = None, response: Any = None, **_kwargs: Any) -> None:
        status = response[0].status_code if response else 0
        if is_outage(caught_exception) or status >= 500:
            self._breaker.failed()
        elif status:
            self._breaker.worked()

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name != "_breaker"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._breaker = breaker_of(str(self.endpoint_url or "s3"))
