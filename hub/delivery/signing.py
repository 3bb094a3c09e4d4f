"""Standard Webhooks (specification 1.0.0, standardwebhooks.com): headers and signatures over the raw body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

#: How every secret begins; what follows is base64.
START = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """A secret of 32 random bytes, as receivers' libraries take it."""
    return START + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers(message_id: str, timestamp: int, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """The three headers. There is one signature for each secret, so that a receiver may change over at its leisure."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(key, signed) for key in keys),
    }


def _signature(key: str, signed: bytes) -> str:
    digest = hmac.new(base64.b64decode(key.removeprefix(START)), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
