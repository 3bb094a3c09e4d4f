"""Just enough CSS: declarations, style sheets without media queries, and which of them win for an element."""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from brand.inspect.bounds import STYLE, is_unreadable
from brand.inspect.limits import NODES

_DYNAMIC = re.compile(r"::|:(hover|focus|active|visited|target|before|after|checked|disabled|invalid)", re.IGNORECASE)
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")

#: The most rules of style sheets that are matched, and rules times elements; what is beyond is not looked at.
RULES = 5_000
WORK = 20_000_000
#: The most declarations that are handed to elements in all; real pages have some ten thousand.
MATCHED = 300_000


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `name: value`, lower-case name, value as written."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font that a page loads: its family (or "" for a whole style sheet) and the address."""

    family: str
    url: str


@dataclass(slots=True)
class Cascade:
    """The declarations of style sheets by element, weakest first; and the fonts they load."""

    by_node: dict[int, list[tuple[tuple[int, int, int], Declaration]]] = field(default_factory=dict)
    fonts: list[WebFont] = field(default_factory=list)

    def of(self, node_id: int, inline: tuple[Declaration, ...]) -> list[Declaration]:
        """All declarations that hold for an element, weakest first: sheets, the style attribute, then `!important`."""
        sheets = self.by_node.get(node_id)
        if not sheets:
            return sorted(inline, key=lambda one: one.important) if any(one.important for one in inline) else [*inline]
        ranked = [*sorted(sheets, key=lambda pair: pair[0]), *(((9999, 0, 0), one) for one in inline)]
        return [one for _, one in sorted(ranked, key=lambda pair: pair[1].important)]


@lru_cache(maxsize=8192)
def declarations(style: str) -> tuple[Declaration, ...]:
    """Read a `style` attribute. What cannot be read is left out, as browsers do."""
    if len(style) > STYLE or is_unreadable(style):
        return ()
    return _declarations(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def cascade(tree: LexborHTMLParser, sheets: Iterable[str]) -> Cascade:
    """Match style sheets against a page."""
    found = Cascade()
    order, matched, most = 0, 0, min(RULES, WORK // max(len(tree.css("*")), 1))
    for sheet in sheets:
        for selector, declared in _rules(sheet, found.fonts):
            for single in dict.fromkeys(map(str.strip, selector.split(",", most)[:most])):
                order += 1
                matched += _match(tree, single, declared, order, found)
                if order > most or matched > MATCHED:
                    return found
    return found


def resolved(value: str, variables: Mapping[str, str], depth: int = 0) -> str:
    """Fill in `var(--name, fallback)`; a value that refers in circles comes back empty."""
    if "var(" not in value:
        return value
    if depth > 8 or len(value) > 2000:
        return ""
    filled = _VAR.sub(lambda match: variables.get(match[1], match[2] or ""), value)
    return resolved(filled, variables, depth + 1)


def _match(tree: LexborHTMLParser, single: str, declared: tuple[Declaration, ...], order: int, found: Cascade) -> int:
    """Hand declarations to the elements a selector means; answers how many there were."""
    if not single or _DYNAMIC.search(single):
        return 0
    try:
        nodes = tree.css(single)[:NODES]
    except (SelectolaxError, ValueError):
        return 0
    rank = _specificity(single)
    for node in nodes:
        entries = found.by_node.setdefault(node.mem_id, [])
        entries += [((rank, order, index), one) for index, one in enumerate(declared)]
    return len(nodes) * len(declared)


def _specificity(selector: str) -> int:
    """Ids, then classes and attributes, then elements, as one number."""
    ids = selector.count("#")
    classes = len(re.findall(r"\.[\w-]|\[|(?<!:):(?!:|where)", selector))
    elements = len(re.findall(r"(?:^|[\s>+~])[a-zA-Z]", selector))
    return ids * 1000 + classes * 30 + elements


@lru_cache(maxsize=64)
def _parsed(sheet: str) -> tuple[tuple[tuple[str, tuple[Declaration, ...]], ...], tuple[WebFont, ...]]:
    rules: list[tuple[str, tuple[Declaration, ...]]] = []
    fonts: list[WebFont] = []
    pending = deque(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
    while pending:
        rule = pending.popleft()
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            body = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            rules.append((selector, _declarations(body)))
        elif rule.type == "at-rule":
            pending.extendleft(reversed(_opened(rule, fonts)))
    return tuple(rules), tuple(fonts)


def _rules(sheet: str, fonts: list[WebFont]) -> Iterable[tuple[str, tuple[Declaration, ...]]]:
    rules, loaded = _parsed(sheet)
    fonts.extend(loaded)
    return rules


def _opened(rule: object, fonts: list[WebFont]) -> list[object]:
    """Rules inside `@layer`; imports and font faces are noted; media queries and the rest do not hold by default."""
    keyword, content = rule.lower_at_keyword, rule.content  # type: ignore[attr-defined]  # a tinycss2 node
    if keyword == "import":
        prelude = tinycss2.serialize(rule.prelude)  # type: ignore[attr-defined]
        address = _URL.search(prelude)
        fonts.append(WebFont("", address[1] if address else prelude.strip().strip("\"'")))
    elif keyword == "font-face" and content is not None:
        declared = {one.name: one.value for one in _declarations(tinycss2.parse_blocks_contents(content))}
        family = declared.get("font-family", "").strip("\"' ")
        fonts += [WebFont(family, url) for url in _URL.findall(declared.get("src", ""))]
    elif keyword == "layer" and content is not None:
        return list(tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True))
    return []


def _declarations(nodes: Iterable[object]) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(
            node.lower_name if not node.name.startswith("--") else node.name,  # type: ignore[attr-defined]
            tinycss2.serialize(node.value).strip(),  # type: ignore[attr-defined]
            node.important,  # type: ignore[attr-defined]
        )
        for node in nodes
        if getattr(node, "type", "") == "declaration"
    )
