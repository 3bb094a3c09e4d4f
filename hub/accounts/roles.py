"""Four roles, what each may do, and the groups that carry them.

A role is a group. What it may do is said here, in one table, as `app.model` patterns and actions; apps that are not
installed are passed over, models added later are covered by `*`. `sync_roles` writes the table into the database
after every migration. Groups that somebody adds in the admin are left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from django.db import transaction

from hub.accounts.principal import Scope


class Role(StrEnum):
    """The four roles, by the names of their groups."""

    EDITOR = "Editor"
    CHANNEL_TEAM = "Channel team"
    BRAND_MANAGER = "Brand manager"
    ADMINISTRATOR = "Administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """`actions` on every model that `models` matches (`content.*`); "*" is every action."""

    models: str
    actions: str

    def covers(self, app_label: str, model: str, codename: str) -> bool:
        """Whether this permission is part of the grant. Codenames read `action_model`."""
        action = codename.removesuffix(f"_{model}")
        return fnmatchcase(f"{app_label}.{model}", self.models) and (
            self.actions == "*" or action in self.actions.split()
        )


_SIGN_IN = Grant("wagtailadmin.admin", "access")
_LOOK = (
    Grant("content.*", "view"),
    Grant("guidelines.*", "view"),
    Grant("audits.*", "view"),
    Grant("variants.*", "view"),
    Grant("links.*", "view"),
)
_WRITE = (
    Grant("assets.imageasset", "add change choose view"),
    Grant("assets.documentasset", "add change choose view"),
    Grant("content.*", "add change view"),
)
_JUDGE = (
    Grant("assets.*", "*"),
    Grant("content.*", "*"),
    Grant("guidelines.*", "*"),
    Grant("audits.*", "*"),
    Grant("links.*", "*"),
    Grant("variants.recall", "recall_variant view"),
    Grant("delivery.pull", "view"),
)
_ADMINISTER = (
    Grant("accounts.user", "*"),
    Grant("accounts.brand", "change view"),
    Grant("accounts.apitoken", "*"),
    Grant("delivery.*", "*"),
)
GRANTS: dict[Role, tuple[Grant, ...]] = {
    Role.CHANNEL_TEAM: (_SIGN_IN, *_LOOK, Grant("assets.*", "choose view")),
    Role.EDITOR: (_SIGN_IN, *_LOOK, *_WRITE),
    Role.BRAND_MANAGER: (_SIGN_IN, *_LOOK, *_JUDGE),
    Role.ADMINISTRATOR: (_SIGN_IN, *_LOOK, *_JUDGE, *_ADMINISTER),
}
# A user is a caller of the API, too (pages of the admin fetch from it): which permission brings which scope.
_SCOPE_OF_PERMISSION = {
    "wagtailadmin.access_admin": (Scope.VARIANTS_READ, Scope.LINT),
    "content.view_piece": (Scope.DRAFTS_READ,),
    "content.change_piece": (Scope.DRAFTS_READ, Scope.CONTENT_WRITE),
    "content.publish_piece": (Scope.PUBLISH,),
    "audits.view_audit": (Scope.AUDITS_READ,),
    "delivery.change_webhook": (Scope.WEBHOOKS,),
}


def scopes_of_permissions(permissions: Iterable[str]) -> frozenset[Scope]:
    """The API scopes that go with these `app.codename` permissions."""
    return frozenset(scope for permission in permissions for scope in _SCOPE_OF_PERMISSION.get(permission, ()))


def _wanted(role: Role) -> Iterator[int]:
    from django.contrib.auth.models import Permission

    rows = Permission.objects.values_list("pk", "content_type__app_label", "content_type__model", "codename")
    for pk, app_label, model, codename in rows:
        if any(grant.covers(app_label, model, codename) for grant in GRANTS[role]):
            yield pk


@transaction.atomic
def sync_roles() -> None:
    """Make the four groups carry exactly what the table says. Safe to repeat."""
    from django.contrib.auth.models import Group

    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = set(_wanted(role))
        if wanted != set(group.permissions.values_list("pk", flat=True)):
            group.permissions.set(wanted)
