"""What a page is made of: its elements, attributes and CSS declarations, each the first time it occurs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode

from brand.finding import Where
from brand.inspect.css import declarations
from brand.inspect.limits import NODES
from brand.subject import MarkupKind, MarkupUse

#: The most different pieces of markup that are kept; real pages have some hundreds.
KEPT = 5_000
#: What only programs that know these look into.
_GUARDS = frozenset({"media", "supports", "container"})
_NESTED = 8

#: Kind, name and value.
_Key = tuple[MarkupKind, str, str]
#: An at-rule or declaration of a sheet: key, and whether it is guarded.
_Ruled = tuple[tuple[MarkupKind, str, str, bool], ...]


def markup_of(tree: LexborHTMLParser, source: str, name: str, sheets: Sequence[str]) -> list[MarkupUse]:
    """The markup of a page and of its style sheets."""
    found: dict[_Key, MarkupUse] = {}
    for node in tree.css("*")[:NODES]:
        for key in _of(node):
            if key not in found and len(found) < KEPT:
                found[key] = MarkupUse(
                    key[0], key[1], Where(part=name, path=path_of(node)), key[2], _written(key, source)
                )
    for sheet in sheets:
        for kind, rule, value, guarded in ruled(sheet):
            key = (kind, rule, value)
            known = found.get(key)
            if known is None and len(found) < KEPT:
                where = Where(part=name, path=f"@{rule}" if kind is MarkupKind.AT_RULE else "style")
                found[key] = MarkupUse(kind, rule, where, value, _written(key, sheet), guarded=guarded, sheet=True)
    return list(found.values())


def path_of(node: LexborNode) -> str:
    """The CSS path of an element, from the nearest id on."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag and current.tag not in {"html", "-document", "-undef"}:
        own_id = current.attributes.get("id")
        if own_id and re.fullmatch(r"[A-Za-z][\w-]*", own_id):
            steps.append(f"#{own_id}")
            break
        steps.append(current.tag if current.tag in {"body", "head"} else f"{current.tag}:nth-of-type({_nth(current)})")
        current = current.parent
    return " > ".join(reversed(steps)) or "html"


def _nth(node: LexborNode) -> int:
    count, before = 1, node.prev
    while before is not None:
        count += before.tag == node.tag
        before = before.prev
    return count


def _of(node: LexborNode) -> Iterator[_Key]:
    yield MarkupKind.ELEMENT, (node.tag or "").lower(), ""
    attributes = node.attributes
    for attribute in attributes:
        if attribute != "style":
            yield MarkupKind.ATTRIBUTE, attribute.lower(), ""
    style = attributes.get("style")
    if style:
        yield from ((MarkupKind.DECLARATION, one.name, one.value) for one in declarations(style))


@lru_cache(maxsize=64)
def ruled(sheet: str) -> _Ruled:
    """The at-rules and declarations of a style sheet, those inside `@media` and the like marked as guarded."""
    return tuple(_walk(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), False, 0))


def _walk(rules: Sequence[object], guarded: bool, depth: int) -> Iterator[tuple[MarkupKind, str, str, bool]]:
    for rule in rules:
        kind, content = getattr(rule, "type", ""), getattr(rule, "content", None)
        if kind == "at-rule":
            keyword = rule.lower_at_keyword  # type: ignore[attr-defined]  # a tinycss2 node
            prelude = tinycss2.serialize(rule.prelude).strip()  # type: ignore[attr-defined]
            yield MarkupKind.AT_RULE, keyword, prelude, guarded
            if content is not None and keyword not in {"font-face", "keyframes"} and depth < _NESTED:
                inner = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
                yield from _walk(inner, guarded or keyword in _GUARDS, depth + 1)
        elif kind == "qualified-rule":
            for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
                if getattr(one, "type", "") == "declaration":
                    name = one.name if one.name.startswith("--") else one.lower_name
                    yield MarkupKind.DECLARATION, name, tinycss2.serialize(one.value).strip(), guarded


def _written(key: _Key, source: str) -> str:
    """How it stands in the source; "" where character references hide it."""
    kind, name, value = key
    if kind is MarkupKind.ELEMENT:
        return f"<{name}"
    if kind is MarkupKind.ATTRIBUTE:
        return name
    if kind is MarkupKind.AT_RULE:
        return f"@{name}"
    for written in (f"{name}:{value}", f"{name}: {value}"):
        if written in source:
            return written
    found = re.search(rf"{re.escape(name)}\s*:\s*{re.escape(value)}", source, re.IGNORECASE)
    return found[0] if found else ""
