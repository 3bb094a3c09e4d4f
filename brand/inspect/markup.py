"""What a page is made of: its elements, attributes and CSS declarations, each the first time it occurs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode

from brand.finding import Where
from brand.inspect.css import declarations
from brand.inspect.limits import NODES
from brand.inspect.lines import Lines
from brand.subject import MarkupKind, MarkupUse

#: The most different pieces of markup that are kept; real pages have some hundreds.
KEPT = 5_000
#: What only programs that know these look into.
_GUARDS = frozenset({"media", "supports", "container"})
_NESTED = 8
_NAME = re.compile(r"[\w-]")
_SIGNS = {MarkupKind.ELEMENT: "<{}", MarkupKind.ATTRIBUTE: "{}", MarkupKind.AT_RULE: "@{}"}

#: Kind, name and value.
_Key = tuple[MarkupKind, str, str]
#: An at-rule or declaration of a sheet: kind, name, value, selector, and whether it is guarded.
_Ruled = tuple[MarkupKind, str, str, str, bool]


def markup_of(tree: LexborHTMLParser, source: str, name: str, sheets: Sequence[str]) -> list[MarkupUse]:
    """The markup of a page and of its style sheets. Of a sheet, `where.path` is the selector."""
    found: dict[_Key, MarkupUse] = {}
    lines, paths = Lines(source), _Paths()
    for node in tree.css("*")[:NODES]:
        for key in _of(node):
            if key not in found and len(found) < KEPT:
                found[key] = _use(key, Where(part=name, path=paths.of(node)), source, lines)
    for sheet in sheets:
        for kind, rule, value, selector, guarded in ruled(sheet):
            key = (kind, rule, value)
            if key not in found and len(found) < KEPT:
                use = _use(key, Where(part=name, path=selector), source, lines)
                found[key] = replace(use, guarded=guarded, sheet=True)
    return list(found.values())


def _use(key: _Key, where: Where, source: str, lines: Lines) -> MarkupUse:
    kind, name, value = key
    if kind is not MarkupKind.DECLARATION:
        return MarkupUse(kind, name, where, value, _SIGNS[kind].format(name))
    at, written = _written(name, value, source)
    if at >= 0:
        line, column = lines.at(at)
        where = replace(where, line=line, column=column)
    return MarkupUse(kind, name, where, value, written)


class _Paths:
    """The CSS paths of elements, from the nearest id on; what was climbed once is kept."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}
        self._counts: dict[int, int] = {}

    def of(self, node: LexborNode) -> str:
        """The path of an element."""
        climbed = [node]
        while (above := climbed[-1].parent) is not None and above.mem_id not in self._known and _is_element(above):
            climbed.append(above)
        path = self._known.get(above.mem_id, "") if above is not None else ""
        for step in reversed(climbed):
            path = self._known[step.mem_id] = self._step(step, path)
        return path

    def _step(self, node: LexborNode, above: str) -> str:
        own_id = node.attributes.get("id")
        if own_id and re.fullmatch(r"[A-Za-z][\w-]*", own_id):
            return f"#{own_id}"
        tag = node.tag or ""
        segment = tag if tag in {"html", "body", "head"} else f"{tag}:nth-of-type({self._nth(node)})"
        return f"{above} > {segment}" if above and tag not in {"body", "head"} else segment

    def _nth(self, node: LexborNode) -> int:
        """The how-manieth of its kind it is; counted on from the last sibling that was counted."""
        count, tag, before = 1, node.tag, node.prev
        while before is not None:
            if before.tag == tag:
                known = self._counts.get(before.mem_id)
                if known is not None:
                    count += known
                    break
                count += 1
            before = before.prev
        self._counts[node.mem_id] = count
        return count


def _is_element(node: LexborNode) -> bool:
    return bool(node.tag) and node.tag not in {"html", "-document", "-undef"}


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
def ruled(sheet: str) -> tuple[_Ruled, ...]:
    """The at-rules and declarations of a style sheet, those inside `@media` and the like marked as guarded."""
    return tuple(_walk(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), False, 0))


def _walk(rules: Sequence[object], guarded: bool, depth: int) -> Iterator[_Ruled]:
    for rule in rules:
        kind, content = getattr(rule, "type", ""), getattr(rule, "content", None)
        if kind == "at-rule":
            keyword = rule.lower_at_keyword  # type: ignore[attr-defined]  # a tinycss2 node
            prelude = tinycss2.serialize(rule.prelude).strip()  # type: ignore[attr-defined]
            yield MarkupKind.AT_RULE, keyword, prelude, f"@{keyword}", guarded
            if content is not None and keyword not in {"font-face", "keyframes"} and depth < _NESTED:
                inner = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
                yield from _walk(inner, guarded or keyword in _GUARDS, depth + 1)
        elif kind == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()  # type: ignore[attr-defined]
            for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
                if getattr(one, "type", "") == "declaration":
                    name = one.name if one.name.startswith("--") else one.lower_name
                    yield MarkupKind.DECLARATION, name, tinycss2.serialize(one.value).strip(), selector, guarded


def _written(name: str, value: str, source: str) -> tuple[int, str]:
    """Where a declaration stands in the source, and its exact words; -1 and "" where nothing tells for certain."""
    for written in (f"{name}:{value}", f"{name}: {value}"):
        at = source.find(written)
        if at >= 0 and (at == 0 or not _NAME.match(source[at - 1])):
            return at, written
    quoted = re.escape(value).replace('"', "[\"']")  # the parser writes all quotation marks alike
    found = re.search(rf"(?<![\w-]){re.escape(name)}\s*:\s*{quoted}", source, re.IGNORECASE)
    if found is None or source.find(found[0]) != found.start():
        return -1, ""
    return found.start(), found[0]
