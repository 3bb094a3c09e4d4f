"""Who is asking: a signed-in user or an API token, with the brands, rights and channels that go with it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """A right that an API token carries; the words are part of the API."""

    VARIANTS_READ = "variants:read"
    DRAFTS_READ = "drafts:read"
    CONTENT_WRITE = "content:write"
    PUBLISH = "publish"
    LINT = "lint"
    AUDITS_READ = "audits:read"
    WEBHOOKS = "webhooks"


# What a token made without saying which rights may do: read what is published, and what the linters say about it.
READING_SCOPES = frozenset({Scope.VARIANTS_READ, Scope.AUDITS_READ})


class PrincipalKind(StrEnum):
    """A person or a machine."""

    USER = "user"
    TOKEN = "token"  # noqa: S105  (a word, not a secret)


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller whose identity is proven. `None` stands for "all", and is never what a token gets as brands."""

    kind: PrincipalKind
    id: int
    name: str
    brand_ids: frozenset[int] | None
    scopes: frozenset[Scope]
    channels: frozenset[str] | None = None

    def sees_brand(self, brand_id: int | None) -> bool:
        """Whether things of this brand exist for the caller; those of no brand do for who sees all."""
        return self.brand_ids is None or (brand_id is not None and brand_id in self.brand_ids)

    def has_scope(self, scope: Scope) -> bool:
        """Whether the caller carries this right."""
        return scope in self.scopes

    def uses_channel(self, channel: str) -> bool:
        """Whether the caller may have variants of this channel."""
        return self.channels is None or channel in self.channels


# Somebody who is nobody: sees nothing, may do nothing.
NOBODY = Principal(kind=PrincipalKind.USER, id=0, name="", brand_ids=frozenset(), scopes=frozenset())
