"""What changes accounts: brands and API tokens."""

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.accounts.models import ApiToken, Brand, User, validate_scopes
from hub.accounts.principal import READING_SCOPES, Principal, PrincipalKind, Scope

# The key that `manage.py demo` gives its brand; `create_token` without arguments means that one.
DEMO_BRAND_KEY = "kupfergruen"
TOKEN_START = "ein_"  # noqa: S105  (the public beginning of every token)
PREFIX_LENGTH = 8
# 8 characters are kept readable to find the row; the 32 hidden ones carry 190 bits.
SECRET_LENGTH = 32
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# "Last used" is for people who tidy up; a write in every request would cost more than it tells.
LAST_USED_STEP = datetime.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token: the row, and the text that is shown this once and kept nowhere."""

    token: ApiToken
    text: str


@transaction.atomic
def create_brand(*, key: str, name: str, time_zone: str = "Europe/Berlin", default_locale: str = "de") -> Brand:
    """Create a brand with its collection; raises `ValidationError` naming the fields that are wrong."""
    brand = Brand(key=key, name=name, time_zone=time_zone, default_locale=default_locale)
    brand.full_clean()
    brand.save()
    return brand


@transaction.atomic
def issue_token(
    *,
    name: str,
    brands: Sequence[Brand],
    scopes: Iterable[str] = READING_SCOPES,
    channels: Iterable[str] = (),
    expires_at: datetime.datetime | None = None,
    created_by: User | None = None,
) -> IssuedToken:
    """Make a token for these brands (at least one); no channels means all of them.

    Raises `ValidationError` for unknown scopes, for no brand, and for an end that is past.
    """
    if not brands:
        raise ValidationError(_("A token needs at least one brand: without one it sees nothing."))
    wanted = sorted(str(scope) for scope in scopes)
    validate_scopes(wanted)
    text = TOKEN_START + "".join(secrets.choice(_ALPHABET) for _index in range(PREFIX_LENGTH + SECRET_LENGTH))
    token = ApiToken(
        name=name,
        prefix=_prefix_of(text),
        digest=_digest(text),
        scopes=wanted,
        channels=sorted(channels),
        expires_at=expires_at,
        created_by=created_by,
    )
    token.full_clean()
    token.save()
    token.brands.set(brands)
    return IssuedToken(token, text)


def authenticate_token(text: str) -> Principal | None:
    """The caller that this text proves to be; None for everything else: unknown, revoked, expired, without a brand."""
    token = find_token(text)
    return principal_of_token(token) if token is not None else None


def find_token(text: str) -> ApiToken | None:
    """The token that this text is, usable now; looked up, and its use noted."""
    if not (text.startswith(TOKEN_START) and text.isascii() and text[len(TOKEN_START) :].isalnum()):
        return None
    rows = ApiToken.objects.filter(prefix=_prefix_of(text)).order_by().prefetch_related("brands")
    token = next(iter(rows), None)  # prefixes are unique
    if token is None or not hmac.compare_digest(token.digest, _digest(text)) or not token.is_usable:
        return None
    _note_use(token)
    return token


def principal_of_token(token: ApiToken) -> Principal:
    """The caller that this token is; scopes that this version does not know any more count for nothing."""
    known = {scope.value for scope in Scope}
    return Principal(
        kind=PrincipalKind.TOKEN,
        id=token.pk,
        name=token.name,
        brand_ids=frozenset(brand.pk for brand in token.brands.all()),
        scopes=frozenset(Scope(scope) for scope in token.scopes if scope in known),
        channels=frozenset(token.channels) or None,
    )


def revoke_token(token: ApiToken) -> None:
    """End the token: here from the next request on, in other processes within two seconds. The first time stands."""
    from hub.accounts.lately import forget_tokens

    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    token.refresh_from_db(fields=["revoked_at"])
    forget_tokens()


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is not None and now - token.last_used_at < LAST_USED_STEP:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - LAST_USED_STEP)
    try:
        with transaction.atomic():
            ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    except DatabaseError:
        # A database that is full, locked or read-only still answers reads; when the token was used is no reason not to.
        return


def _prefix_of(text: str) -> str:
    return text[: len(TOKEN_START) + PREFIX_LENGTH]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
