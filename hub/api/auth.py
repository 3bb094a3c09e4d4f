"""Who calls: a bearer token. Set once on the API object, so that no operation can forget it."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from hub.accounts.lately import principal_lately
from hub.accounts.principal import Principal, Scope
from hub.accounts.services import authenticate_token
from hub.api.errors import forbidden
from hub.api.manners import SAFE
from hub.api.quota import refuse_spent


class Bearer(HttpBearer):
    """`Authorization: Bearer ein_...`. With a scope: who lacks it is refused before the body is read."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The principal of the token, or None.

        Raises:
            ProblemError: 429 when it has asked too often, 403 when it lacks the right.
        """
        # Who writes is looked up each time; who reads, as on the short way, once in two seconds.
        principal = principal_lately(token) if request.method in SAFE else authenticate_token(token)
        if principal is None:
            return None
        request.principal = principal  # type: ignore[attr-defined]  # also of a request that is refused
        refuse_spent(principal)
        if self.scope is not None and not principal.has_scope(self.scope):
            raise forbidden(self.scope.value)
        return principal


def caller(request: HttpRequest) -> Principal:
    """The authenticated principal of a request."""
    return cast("Principal", request.auth)  # type: ignore[attr-defined]


def require(request: HttpRequest, scope: Scope) -> Principal:
    """The caller, who must carry a right.

    Raises:
        ProblemError: 403 naming the right.
    """
    principal = caller(request)
    if not principal.has_scope(scope):
        raise forbidden(scope.value)
    return principal
