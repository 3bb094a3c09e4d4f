"""Comparisons over the counts of a text, such as `words / sentences > 20`: arithmetic and nothing else."""

import ast
import math
import operator
from collections.abc import Callable, Mapping

from brand.language.readability import LONG_WORD, count_syllables
from brand.language.sentences import sentences
from brand.language.words import spoken_words
from brand.own.expression import ExpressionError
from renderers.contract.message import Message

#: What a formula may count.
NAMES = (
    "words", "sentences", "paragraphs", "characters", "syllables", "long_words", "complex_words", "polysyllabic_words",
    "headings", "list", "blockquote", "pictures", "links", "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip
_LONGEST = 1000

_ARITHMETIC: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}
_COMPARISONS: dict[type, tuple[str, Callable[[float, float], bool]]] = {
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Eq: ("=", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {"sqrt": math.sqrt, "abs": abs}
Counts = Mapping[str, float]
_Part = Callable[[Counts], float]


class Formula:
    """A comparison that tells of a breach where it is true."""

    def __init__(self, source: str) -> None:
        if len(source) > _LONGEST:
            raise ExpressionError(Message("It has more than {limit} characters.", limit=_LONGEST))
        try:
            body = ast.parse(" ".join(source.split()), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            column = getattr(error, "offset", 0) or 0
            raise ExpressionError(Message("It is no formula."), column) from error
        if not isinstance(body, ast.Compare) or len(body.ops) != 1 or type(body.ops[0]) not in _COMPARISONS:
            raise ExpressionError(Message("A formula compares, such as: words / sentences > 20"))
        self._value, self._limit = _part(body.left), _part(body.comparators[0])
        self._breaks = _COMPARISONS[type(body.ops[0])][1]

    def breach(self, counts: Counts) -> tuple[float, float] | None:
        """The value and the limit it breaks; None where it does not, or where there is nothing to divide by."""
        try:
            value, limit = self._value(counts), self._limit(counts)
        except (ArithmeticError, ValueError):
            return None
        return (value, limit) if self._breaks(value, limit) else None


def _part(node: ast.AST) -> _Part:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        number = float(node.value)
        return lambda _counts: number
    if isinstance(node, ast.Name) and node.id in NAMES:
        name = node.id
        return lambda counts: counts[name]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _part(node.operand)
        return lambda counts: -inner(counts)
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        work, left, right = _ARITHMETIC[type(node.op)], _part(node.left), _part(node.right)
        return lambda counts: work(left(counts), right(counts))
    if isinstance(node, ast.Call) and len(node.args) == 1 and ast.unparse(node.func) in _FUNCTIONS:
        call, argument = _FUNCTIONS[ast.unparse(node.func)], _part(node.args[0])
        return lambda counts: call(argument(counts))
    raise ExpressionError(
        Message("“{part}” cannot be counted. Known: {known}.", part=ast.unparse(node)[:60], known=", ".join(NAMES)),
        getattr(node, "col_offset", -1) + 1,
    )


def counts_of(text: str, locale: str) -> dict[str, float]:
    """What there is to count in a text; structure (paragraphs, headings ...) is for the caller to count."""
    spoken = [word.text for word in spoken_words(text)]
    syllables = [count_syllables(word, locale) for word in spoken]
    letters = [sum(map(str.isalnum, word)) for word in spoken]
    many = sum(1 for count in syllables if count >= 3)
    found: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    found.update(
        words=len(spoken),
        sentences=sum(1 for span in sentences(text, locale) if any(map(str.isalpha, span.text))),
        characters=sum(letters),
        syllables=sum(syllables),
        long_words=sum(1 for count in letters if count > LONG_WORD),
        complex_words=many,
        polysyllabic_words=many,
    )
    return found
