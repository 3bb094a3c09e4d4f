"""Why a piece cannot be converted or published."""

from collections.abc import Iterable

from renderers.contract.message import Message, Translator, untranslated


class PublishRefusedError(Exception):
    """A piece may not be published as it is; the messages name what is wrong, where, and what to do."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__(" ".join(message.show() for message in self.messages))

    def shown(self, translate: Translator = untranslated) -> list[str]:
        """The messages in a language."""
        return [message.show(translate) for message in self.messages]
