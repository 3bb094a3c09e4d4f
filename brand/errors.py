"""What the judges raise: material or requests that cannot be judged. A breach is a finding, never an exception."""

from renderers.contract.message import Message, Translator, untranslated


class BrandError(Exception):
    """Base of everything `brand` raises; carries a translatable message that names what is wrong and the remedy.

    `file`, `line` and `column` say where, from 1; 0 and "" where that is not known.
    """

    def __init__(self, message: Message, *, file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message.show())
        self.message, self.file, self.line, self.column = message, file, line, column

    def show(self, translate: Translator = untranslated) -> str:
        """`file:line:column: message`, with the parts that are known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        shown = self.message.show(translate)
        return f"{place}: {shown}" if place else shown

    def __str__(self) -> str:
        return self.show()


class InspectError(BrandError, ValueError):
    """Material that cannot be inspected: broken, encrypted, too large or of a kind that is not read."""


class GuidelineError(BrandError, ValueError):
    """A guideline file, token file or style that cannot be read."""


class FetchError(BrandError, OSError):
    """An address that was not fetched: refused, unreachable, too slow or too large."""


class UnknownRuleError(BrandError, LookupError):
    """There is no rule of that id."""
