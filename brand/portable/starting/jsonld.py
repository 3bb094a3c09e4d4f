"""What a page says of its maker for search engines (schema.org, as JSON-LD)."""

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

#: So many characters of one statement, so many statements, and so deep inside one another.
_LARGEST, _MOST, _DEEPEST = 200_000, 40, 6
_MAKERS = frozenset({
    "Organization", "Corporation", "LocalBusiness", "Store", "OnlineStore", "OnlineBusiness", "Brand", "NGO",
    "NewsMediaOrganization", "EducationalOrganization", "WebSite",
})  # fmt: skip


def organizations(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """The makers a page names, those before web sites."""
    found: list[dict[str, Any]] = []
    for script in tree.css('script[type="application/ld+json"]')[:_MOST]:
        text = script.text()
        if len(text) > _LARGEST:
            continue
        try:
            stated = json.loads(text)
        except (ValueError, RecursionError):
            continue
        found += [each for each in _statements(stated, 0) if _kinds(each) & _MAKERS]
    return sorted(found[:_MOST], key=lambda each: "WebSite" in _kinds(each))


def _kinds(statement: dict[str, Any]) -> set[str]:
    kinds = statement.get("@type")
    return {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _statements(stated: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(stated, list):
        for each in stated:
            yield from _statements(each, depth + 1)
    elif isinstance(stated, dict):
        yield stated
        yield from _statements(stated.get("@graph", []), depth + 1)
        yield from _statements(stated.get("publisher", []), depth + 1)
