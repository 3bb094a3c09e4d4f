"""`Idempotency-Key`: who sends a request again, because no answer came, gets the answer of the first one."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.accounts.models import RepeatedRequest
from hub.accounts.principal import Principal
from hub.api.errors import ProblemError

#: How long an answer is kept.
KEPT = timedelta(days=1)
_HEADERS = ("ETag", "Location", "Content-Type")


def once(request: HttpRequest, principal: Principal, deed: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it, or answer what was answered when it was done; what failed may be tried again.

    Raises:
        ProblemError: 422; the key is too long, or was used for another request.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return deed()
    if len(key) > 200 or not key.isprintable():
        raise _wrong(_("Use at most 200 printable characters, for instance a UUID."))
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
    RepeatedRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    if (known := _known(principal, key, digest)) is not None:
        return known
    try:
        with transaction.atomic():
            answer = deed()
            RepeatedRequest.objects.create(
                token_id=principal.id,
                key=key,
                digest=digest,
                status=answer.status_code,
                headers={name: answer[name] for name in _HEADERS if answer.has_header(name)},
                body=answer.content.decode(),
            )
    except IntegrityError:
        # The same request came twice at once, and the other one was first.
        if (known := _known(principal, key, digest)) is not None:
            return known
        raise
    return answer


def _known(principal: Principal, key: str, digest: str) -> HttpResponse | None:
    row = RepeatedRequest.objects.filter(token_id=principal.id, key=key).first()
    if row is None:
        return None
    if row.digest != digest:
        raise _wrong(_("This key was used for another request."))
    headers: dict[str, Any] = {**row.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(row.body, status=row.status, headers=headers)


def _wrong(detail: str) -> ProblemError:
    return ProblemError(422, "bad-idempotency-key", _("The Idempotency-Key cannot be used."), detail)
