"""Who calls: a bearer token. Set once on the API object, so that no operation can forget it."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from hub.accounts.principal import Principal, Scope
from hub.accounts.services import authenticate_token
from hub.api.errors import forbidden


class Bearer(HttpBearer):
    """`Authorization: Bearer ein_...`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The principal of the token, or None."""
        return authenticate_token(token)


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
