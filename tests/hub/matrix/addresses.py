"""Every address the hub answers, found by asking the URL resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from tests.hub.matrix.world import Side

#: Names in addresses that stand for an object of a brand, in any namespace. `pk` does where `OWNED` says so.
OBJECTS = frozenset(
    {
        "image_id",
        "document_id",
        "doc_id",
        "collection_id",
        "object_id",
        "address",
        "brand_key",
        "slug",
        "key",
        "name",
        "piece_id",
        "campaign_id",
        "comment_id",
        "waiver_id",
        "webhook_id",
        "delivery_id",
    }
)
#: Namespaces in which `pk` is an object of a brand.
OWNED = re.compile(
    r"_piece$|_campaign$|_guideline$|^brands$|^tokens$|^webhooks$|users_users$|images|docs|documents|_collections$"
)
FIXED: dict[str, Any] = {
    "app_label": "assets",
    "model_name": "imageasset",
    "action": "delete",
    "action_name": "approve",
    "app_name": "taggit",
    "filter_spec": "width-100",
    "uploaded_file_id": 1,
    "channel": "web",
    "recall_id": 1,
    "code": "23456789",
    "format_key": "article",
    "locale": "de",
    "family": "terms",
    "rule": "banned-word",
    "part_name": "body.html",
    "format": "article",
    "part": "body.html",
    "kind": "css",
    "guide": "pdf",
    "audit_id": 1,
    "font": "source-sans-3",
    "deed": "resolve",
    "sha256": "0" * 64,
    "extension": "png",
    "uidb64": "MQ",
    "token": "none",
    "content_type_app_name": "content",
    "content_type_model_name": "piece",
    "page_id": 1,
    "parent_page_id": 1,
    "page_to_move_id": 1,
    "destination_id": 1,
    "page_pk": 1,
}


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern. `name` is its full name, with what is in it where several share it."""

    namespace: str
    name: str
    route: str
    arguments: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the table calls it."""
        plain = f"{self.namespace}:{self.name}" if self.namespace else self.name
        return f"{plain}({','.join(self.arguments)})" if self.arguments else plain

    @property
    def is_owned(self) -> bool:
        """Whether it names an object of a brand."""
        if self.namespace.startswith("wagtailadmin_pages") or self.name == "workbench_rule":
            return False
        return bool(OBJECTS & set(self.arguments)) or ("pk" in self.arguments and bool(OWNED.search(self.namespace)))

    def url(self, side: Side) -> str:
        """The address of that brand's object."""
        values = {**FIXED, **side.values(self.namespace)}
        if self.namespace == "wagtailadmin_editing_sessions":
            values |= {"app_label": "content", "model_name": "piece"}
        if self.name == "workbench_rule":
            values |= {"slug": "banned-word"}
        if self.name == "wagtailadmin_tag_model_autocomplete":
            values |= {"model_name": "tag"}
        plain = f"{self.namespace}:{self.name}" if self.namespace else self.name
        return reverse(plain, kwargs={name: values[name] for name in self.arguments})


def addresses() -> Iterator[Address]:
    """All of them that have a name."""
    yield from _walk(get_resolver().url_patterns, "", "")


def nameless() -> set[str]:
    """The routes of the others."""
    return {address.route for address in _walk(get_resolver().url_patterns, "", "", named=False)}


def _walk(patterns: list[Any], route: str, namespace: str, *, named: bool = True) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace or "")))
            yield from _walk(pattern.url_patterns, here, inner, named=named)
        elif bool(pattern.name) is named:
            names = tuple(sorted(_names(here)))
            yield Address(namespace, pattern.name or "", here, names)


def _names(route: str) -> set[str]:
    return set(re.findall(r"<(?:\w+:)?(\w+)>", route))
