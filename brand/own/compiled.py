"""An own rule made ready to run: its expressions compiled, its parts checked against one another."""

from functools import lru_cache

from brand.errors import GuidelineError
from brand.own.expression import Expression, ExpressionError, expression
from brand.own.formula import Formula
from brand.pattern import STYLES, Check, Pattern
from renderers.contract.message import Message


class PatternError(GuidelineError):
    """An own rule that cannot be run. `part` is the key at fault."""

    def __init__(self, message: Message, part: str = "") -> None:
        super().__init__(message)
        self.part = part


class Compiled:
    """The expressions of a rule."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self._require()
        self.exceptions = tuple(self._expression("exceptions", one) for one in pattern.exceptions)
        self.main = self._expression("pattern", pattern.pattern) if pattern.pattern else None
        self.either = tuple(
            (self._expression("pairs", one), self._expression("pairs", other))
            for one, other in (pattern.pairs if pattern.check is Check.EITHER else ())
        )
        self.joined = self._alternation() if pattern.pairs and pattern.check is Check.FIND else None
        self.needs = self._needed() if pattern.needs else None
        named = pattern.check is not Check.CASE or pattern.style in STYLES
        self.style = None if named else self._expression("style", pattern.style)
        self.formula = self._formula() if pattern.check is Check.FORMULA else None
        fold = str.casefold if pattern.ignore_case else str
        self._literal = {fold(old): new for old, new in reversed(pattern.pairs)}

    def _require(self) -> None:
        """Say which part is missing for what the rule does."""
        pattern = self.pattern
        wanted = {
            Check.FIND: ("pattern", pattern.pattern or pattern.pairs),
            Check.COUNT: ("most", pattern.pattern and (pattern.most, pattern.least) != (None, None)),
            Check.REPEAT: ("pattern", pattern.pattern),
            Check.EITHER: ("pairs", pattern.pairs),
            Check.NEEDS: ("needs", pattern.pattern and pattern.needs),
            Check.CASE: ("style", pattern.style),
            Check.FORMULA: ("formula", pattern.formula),
        }
        part, there = wanted[pattern.check]
        if not there:
            part = "pattern" if part in {"most", "needs"} and not pattern.pattern else part
            check = pattern.check.value
            message = Message(
                "The own rule “{id}” has no “{part}”: “{check}” needs it.", id=pattern.id, part=part, check=check
            )
            raise PatternError(message, part)
        if pattern.safe and pattern.replacement is None:
            raise PatternError(Message("The own rule “{id}” has no replacement to be safe.", id=pattern.id), "safe")

    def _expression(self, part: str, source: str) -> Expression:
        pattern = self.pattern
        try:
            return expression(
                source, words=pattern.words and part in {"pattern", "pairs"}, ignore_case=pattern.ignore_case
            )
        except ExpressionError as error:
            raise self._at_fault(error, part, source) from error

    def _alternation(self) -> Expression:
        """All pairs' first halves as one; compiled one by one only to say which is at fault."""
        try:
            return self._expression("pairs", "|".join(f"(?:{old})" for old, _ in self.pattern.pairs))
        except PatternError:
            for old, _ in self.pattern.pairs:
                self._expression("pairs", old)
            raise

    def _needed(self) -> Expression:
        try:
            return expression(self.pattern.needs)
        except ExpressionError as error:
            raise self._at_fault(error, "needs", self.pattern.needs) from error

    def _formula(self) -> Formula:
        try:
            return Formula(self.pattern.formula)
        except ExpressionError as error:
            raise self._at_fault(error, "formula", self.pattern.formula) from error

    def _at_fault(self, error: ExpressionError, part: str, source: str) -> PatternError:
        return PatternError(
            Message(
                "The own rule “{id}”: {part} “{source}” cannot be used, at character {position}. {problem}",
                id=self.pattern.id,
                part=part,
                source=source[:120],
                position=error.position,
                problem=error.message.show(),
            ),
            part,
        )

    def replacement_of(self, found: str) -> str | None:
        """What the pairs put in place of a hit; None = nothing."""
        fold = str.casefold if self.pattern.ignore_case else str
        if fold(found) in self._literal:
            return self._literal[fold(found)]
        for old, new in self.pattern.pairs:
            if self._expression("pairs", old).is_all_of(found):
                return new
        return None

    def excepted(self, found: str) -> bool:
        """Whether a hit is one of the exceptions."""
        return any(one.is_all_of(found) for one in self.exceptions)


@lru_cache(maxsize=1024)
def compiled(pattern: Pattern) -> Compiled:
    """Make a rule ready, once.

    Raises:
        PatternError: which rule, which part of it, at which character, and why.
    """
    return Compiled(pattern)
