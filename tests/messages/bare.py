"""Texts of the hub that people read and nobody can translate, since no gettext is around them."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.messages import ROOT
from tests.messages.code import tree

#: Arguments and class attributes that Django, Wagtail and our own classes show.
SHOWN = frozenset(
    (
        *("verbose_name", "verbose_name_plural", "help_text", "label", "heading", "menu_label", "short_description"),
        *("page_title", "page_subtitle", "empty_label", "add_item_label", "success_message", "error_message"),
    )
)
#: Calls whose first (or, for `messages.error(request, text)`, second) argument is shown.
RAISED = {"ValidationError": 0, "PermissionDenied": 0, "StructBlockValidationError": 0}
SAID = frozenset({"success", "info", "warning", "error"})
_WORDS = re.compile(r"[^\W\d_]{2,}")
#: Names that are the same in every language.
NAMES = frozenset({"Einklang", "Deutsch", "English", "CSS"})
#: Pages that say all they say in both languages, since nobody knows the reader's when they are needed.
BILINGUAL = frozenset({"500.html"})
_ATTRIBUTES = frozenset({"title", "alt", "aria-label", "placeholder"})
_BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment.*?endcomment\s*%}", re.DOTALL
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def bare_texts() -> Iterator[str]:
    """Every text without gettext, with its place."""
    for path in sorted((ROOT / "hub").rglob("*.py")):
        if "migrations" not in path.parts:
            file = str(path.relative_to(ROOT))
            yield from (f"{file}:{line}: {text!r}" for line, text in bare_in_code(tree(file)))
    for path in sorted((ROOT / "hub").rglob("*.html")):
        if "templates" in path.parts and path.name not in BILINGUAL:
            yield from (f"{path.relative_to(ROOT)}: {text!r}" for text in bare_in_template(path.read_text("utf-8")))


def bare_in_code(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of literals that are shown as they are."""
    for node in ast.walk(module):
        for value in _shown(node):
            if text := _literal(value):
                yield value.lineno, text


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from (keyword.value for keyword in node.keywords if keyword.arg in SHOWN)
        yield from _said(node)
    elif isinstance(node, ast.ClassDef):
        bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        choices = any(base.endswith("Choices") for base in bases)
        for statement in node.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                name = statement.targets[0].id
                if name in SHOWN and not (name == "label" and "AppConfig" in bases):  # there it is a key
                    yield statement.value
                elif choices and isinstance(statement.value, ast.Tuple):
                    yield statement.value.elts[-1]


def _said(call: ast.Call) -> Iterator[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    owner = getattr(getattr(call.func, "value", None), "id", "")
    if name in RAISED:
        yield from call.args[:1]
    elif owner == "messages" and name in SAID:
        yield from call.args[1:2]


def _literal(node: ast.expr) -> str:
    """The words of a literal or f-string; "" where there are none to translate."""
    if isinstance(node, ast.List | ast.Tuple):
        return next(filter(None, map(_literal, node.elts)), "")
    if isinstance(node, ast.Dict):
        return next(filter(None, map(_literal, node.values)), "")
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))
    return text if set(_WORDS.findall(text)) - NAMES else ""


def bare_in_template(source: str) -> list[str]:
    """The words of a template that are in no translation tag."""
    reader = _Reader()
    reader.feed(_TAG.sub("", _BLOCK.sub("", source)))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Collects words between tags and in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        #: The element whose words are the same in every language, while inside of it.
        self._same = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style", "code"}
        if not self._same and ("translate", "no") in attrs:
            self._same = tag
        for name, value in attrs:
            if name in _ATTRIBUTES:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style", "code"}
        if tag == self._same:
            self._same = ""

    def handle_data(self, data: str) -> None:
        if not (self._silent or self._same):
            self._note(data)

    def _note(self, text: str) -> None:
        if set(_WORDS.findall(text)) - NAMES:
            self.found.append(" ".join(text.split()))
