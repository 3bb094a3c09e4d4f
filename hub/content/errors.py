"""Why a piece cannot be converted or published."""

from collections.abc import Iterable

from renderers.contract.checks import Complaint
from renderers.contract.message import Message, Translator, untranslated


class PublishRefusedError(Exception):
    """A piece may not be published as it is; the reasons name what is wrong, where, and what to do."""

    def __init__(self, reasons: Iterable[Message | Complaint]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.shown()))

    def shown(self, translate: Translator = untranslated) -> list[str]:
        """The reasons in a language, each with its place where it has one."""
        return [
            f"{reason.place}: {reason.message.show(translate)}"
            if isinstance(reason, Complaint)
            else reason.show(translate)
            for reason in self.reasons
        ]
