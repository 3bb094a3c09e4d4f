"""Texts in the cores' code: the first argument of every `Message(...)`, what is given to `translate(...)`, units and
labels.

A name is followed to its value, in the function, the module or the module it was imported from, so that tables such
as `{Severity.ERROR: "error"}` are found where they are used.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.messages import ROOT, Texts, add

#: How functions that translate are called in our code.
TRANSLATORS = frozenset({"translate"})
#: Arguments that are shown to people wherever they are given.
SHOWN = frozenset({"label", "unit"})
#: Files that bring stored messages back, whose texts were collected where they were written.
RESTORING = frozenset({"renderers/contract/codec.py", "hub/api/show.py"})
PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Call:
    """A call that shows a text: its node, the file, and the functions around it, inner ones last."""

    node: ast.Call
    file: str
    scopes: tuple[ast.AST, ...]

    @property
    def name(self) -> str:
        """What is called, without what stands before the dot."""
        return getattr(self.node.func, "id", getattr(self.node.func, "attr", ""))


def collect(texts: Texts, package: str) -> list[str]:
    """Add the texts of a package's code; answers what cannot be read, or would be shown with a hole in it."""
    complaints = []
    for call in calls(package):
        if call.name != "Message" and call.name not in TRANSLATORS:
            for msgid in _arguments(call):
                add(texts, msgid, call.file)
            continue
        found = msgids(call)
        for msgid in found:
            add(texts, msgid, call.file)
        if call.name == "Message" and call.file not in RESTORING:
            complaints += _complaints(call, found)
    return complaints


def calls(package: str) -> Iterator[Call]:
    """Every call in a package with an argument that people may read."""
    for path in sorted((ROOT / package).rglob("*.py")):
        if "migrations" not in path.parts:
            file = str(path.relative_to(ROOT))
            yield from _calls(tree(file), file, ())


def _calls(node: ast.AST, file: str, scopes: tuple[ast.AST, ...]) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        inner = (*scopes, child) if isinstance(child, ast.FunctionDef) else scopes
        if isinstance(child, ast.Call):
            call = Call(child, file, scopes)
            if _shows(call):
                yield call
        yield from _calls(child, file, inner)


def _shows(call: Call) -> bool:
    if call.name == "Message" or call.name in TRANSLATORS:
        return bool(call.node.args)
    return any(keyword.arg in SHOWN for keyword in call.node.keywords)


def _arguments(call: Call) -> set[str]:
    """The labels and units that a call gives."""
    given = (keyword.value for keyword in call.node.keywords if keyword.arg in SHOWN)
    return {text for node in given for text in _texts(node, call.file, call.scopes) if text.strip()}


def msgids(call: Call) -> set[str]:
    """The texts that a call may show."""
    return {text for text in _texts(call.node.args[0], call.file, call.scopes) if text.strip()}


def _texts(node: ast.AST, file: str, scopes: tuple[ast.AST, ...]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value, file, scopes)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, file, scopes)
        yield from _texts(node.orelse, file, scopes)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for value in node.elts:
            yield from _texts(value, file, scopes)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value, file, scopes)
    elif isinstance(node, ast.Subscript):
        yield from _texts(node.value, file, scopes)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from _texts(node.func.value, file, scopes)
    elif isinstance(node, ast.Name):
        yield from _named(node.id, file, scopes)


def _named(name: str, file: str, scopes: tuple[ast.AST, ...]) -> Iterator[str]:
    for scope in (*reversed(scopes), tree(file)):
        values = list(_values(scope, name))
        if values:
            for value in values:
                yield from _texts(value, file, ())
            return
        if isinstance(scope, ast.FunctionDef) and name in (names := _parameters(scope)):
            yield from _given(scope.name, name, names.index(name), file)
            return
    for statement in ast.walk(tree(file)):
        if isinstance(statement, ast.ImportFrom) and statement.module:
            for alias in statement.names:
                if (alias.asname or alias.name) == name and (origin := _file(statement.module)):
                    yield from _named(alias.name, origin, ())


def _parameters(function: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters; that of a method's own object is left out."""
    named = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return named[1:] if named[:1] in (["self"], ["cls"]) else named


def _given(function: str, name: str, index: int, file: str) -> Iterator[str]:
    """What the calls of a function in its own file give for one of its parameters."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and function in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            values = [keyword.value for keyword in node.keywords if keyword.arg == name] or node.args[index : index + 1]
            for value in values:
                yield from _texts(value, file, ())


def _values(scope: ast.AST, name: str) -> Iterator[ast.AST]:
    """What is assigned to a name directly in a function or module."""
    nodes = ast.walk(scope) if isinstance(scope, ast.FunctionDef) else ast.iter_child_nodes(scope)
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if named and isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(value, ast.AST):
            yield value
        elif isinstance(node, ast.For | ast.comprehension):
            yield from _looped(node, name)


def _looped(loop: ast.For | ast.comprehension, name: str) -> Iterator[ast.AST]:
    """What a literal table gives for a name of the loop over it: `for label, names in (("Channels", ...), ...)`."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    for index, target in enumerate(targets):
        if isinstance(target, ast.Name) and target.id == name and isinstance(loop.iter, ast.Tuple | ast.List):
            for row in loop.iter.elts:
                yield row.elts[index] if isinstance(row, ast.Tuple) and len(targets) > 1 else row


@cache
def tree(file: str) -> ast.Module:
    """The syntax tree of a file of the project."""
    return ast.parse((ROOT / file).read_text("utf-8"))


def _file(module: str) -> str:
    """The file of a module of ours, or ""."""
    base = Path(*module.split("."))
    found = (path for path in (base.with_suffix(".py"), base / "__init__.py") if (ROOT / path).is_file())
    return str(next(found, ""))


def _complaints(call: Call, found: set[str]) -> Iterator[str]:
    where = f"{call.file}:{call.node.lineno}"
    if not found:
        yield f"{where}: the text of this Message cannot be seen; write it literally, or name a constant"
    if any(keyword.arg is None for keyword in call.node.keywords):
        return
    given = {keyword.arg for keyword in call.node.keywords}
    holes = {msgid: set(PLACE.findall(msgid)) - given for msgid in sorted(found)}
    if all(holes.values()):  # a name that stands for several texts in turn: one of them is meant
        yield from (f"{where}: {msgid!r} is not given {', '.join(sorted(missing))}" for msgid, missing in holes.items())
