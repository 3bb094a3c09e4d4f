"""What a page says of itself in its head: language, title, description, preview card, robots, structured data."""

import re

from selectolax.lexbor import LexborHTMLParser

from brand.finding import Where
from brand.subject import RunKind, TextRun

_NAMES = frozenset({"description", "robots", "viewport", "author", "keywords", "color-scheme", "theme-color"})


def metadata_of(tree: LexborHTMLParser, name: str) -> tuple[dict[str, str], list[TextRun]]:
    """The properties by lower-case name, and title and description as runs.

    Names: `lang`, `title`, `description`, `robots`, `canonical`, `og:...`, `twitter:...`, `hreflang` (all of them,
    by spaces), `json-ld` (all blocks, by line breaks), `charset`.
    """
    found: dict[str, str] = {}
    runs: list[TextRun] = []
    speaks = next((node for node in tree.css("html[lang], body[lang], body > [lang]:only-child")), None)
    if speaks is not None and speaks.attributes.get("lang"):
        found["lang"] = speaks.attributes["lang"] or ""
    title = tree.css_first("head > title") or tree.css_first("title")
    if title is not None and title.text().strip():
        found["title"] = re.sub(r"\s+", " ", title.text()).strip()
        runs.append(TextRun(found["title"], Where(part=name, path="head > title"), RunKind.TITLE))
    for meta in tree.css("meta"):
        _meta(meta.attributes, found)
    if found.get("description"):
        runs.append(TextRun(found["description"], Where(part=name, path="head > meta[name=description]")))
    _links(tree, found)
    blocks = [node.text() for node in tree.css('script[type="application/ld+json"]')]
    if blocks:
        found["json-ld"] = "\n".join(blocks)
    return found, runs


def _meta(attributes: dict[str, str | None], found: dict[str, str]) -> None:
    key = (attributes.get("name") or attributes.get("property") or "").strip().lower()
    content = (attributes.get("content") or "").strip()
    if attributes.get("charset"):
        found["charset"] = (attributes["charset"] or "").lower()
    if content and (key in _NAMES or key.startswith(("og:", "twitter:", "article:"))):
        found.setdefault(key, content)


def _links(tree: LexborHTMLParser, found: dict[str, str]) -> None:
    languages = []
    for link in tree.css("link[rel][href]"):
        relation = (link.attributes.get("rel") or "").lower().split()
        if "canonical" in relation:
            found.setdefault("canonical", link.attributes.get("href") or "")
        if "alternate" in relation and link.attributes.get("hreflang"):
            languages.append(link.attributes["hreflang"] or "")
    if languages:
        found["hreflang"] = " ".join(languages)
