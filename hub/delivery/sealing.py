"""Secrets in the database are sealed: who has a copy of the database alone can sign nothing in the hub's name.

The keys are made of Django's `SECRET_KEY` and `SECRET_KEY_FALLBACKS`. The first one seals, all of them open.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"hub.delivery.sealing/1"


class SealError(ValueError):
    """What was sealed cannot be opened with any of the keys there are."""


def seal(text: str) -> str:
    """A text as nobody reads it without the key."""
    return _ring().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """What was sealed.

    Raises:
        SealError: by another key than those there are.
    """
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealError("Sealed with a key that is neither SECRET_KEY nor among SECRET_KEY_FALLBACKS.") from error


def seal_anew(sealed: str) -> str:
    """The same, sealed with the first key; unchanged if it is already.

    Raises:
        SealError: by another key than those there are.
    """
    try:
        _fernet(settings.SECRET_KEY).decrypt(sealed.encode())
    except InvalidToken:
        return seal(unseal(sealed))
    return sealed


def _ring() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=16)
def _fernet(secret: str | bytes) -> Fernet:
    material = secret.encode() if isinstance(secret, str) else secret
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(material)
    return Fernet(base64.urlsafe_b64encode(key))
