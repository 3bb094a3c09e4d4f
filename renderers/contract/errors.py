"""Impossible requests and broken input. What a channel merely cannot carry is a loss, never an exception."""

from collections.abc import Iterable

from renderers.contract.message import Message


class RendererError(Exception):
    """Base of everything the renderers raise; carries a translatable message that names place and remedy."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.show())
        self.message = message


class UnknownChannelError(RendererError, LookupError):
    """No renderer has the channel key that was asked for."""

    def __init__(self, asked: str, known: Iterable[str]) -> None:
        super().__init__(
            Message("There is no channel “{asked}”. Known: {known}.", asked=asked, known=", ".join(sorted(known)))
        )


class UnknownFormatError(RendererError, LookupError):
    """The channel has no such format."""

    def __init__(self, channel: str, asked: str, known: Iterable[str]) -> None:
        super().__init__(
            Message(
                "The channel “{channel}” has no format “{asked}”. Known: {known}.",
                channel=channel,
                asked=asked,
                known=", ".join(known),
            )
        )


class UnsupportedDialectError(RendererError, LookupError):
    """The channel does not write the dialect that was asked for."""

    def __init__(self, channel: str, asked: str, known: Iterable[str]) -> None:
        super().__init__(
            Message(
                "The channel “{channel}” does not write the dialect “{asked}”. It writes: {known}.",
                channel=channel,
                asked=asked,
                known=", ".join(known),
            )
        )


class UnknownDialectError(RendererError, LookupError):
    """There is no such dialect."""

    def __init__(self, asked: str, known: Iterable[str]) -> None:
        super().__init__(
            Message("There is no dialect “{asked}”. Known: {known}.", asked=asked, known=", ".join(sorted(known)))
        )


class SchemaError(RendererError, ValueError):
    """A JSON text does not hold what its schema promises, or a newer one than this version reads."""


class DocumentError(RendererError, ValueError):
    """A piece cannot be read. `line` and `column` start at 1; 0 where they are not known."""

    def __init__(self, message: Message, *, line: int = 0, column: int = 0, file: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.file = line, column, file

    def __str__(self) -> str:
        """`file:line:column: message`, with the parts that are known."""
        return self.locate(self.message.show())

    def locate(self, shown: str) -> str:
        """Put file, line and column before a message that was already translated."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {shown}" if place else shown


class MissingAssetError(RendererError, LookupError):
    """The bytes of a picture or file that a document names cannot be had."""


class UnusableAssetError(RendererError, ValueError):
    """A picture or file is there but broken, too large or of a kind that is not taken."""


class RenderFailedError(RendererError, RuntimeError):
    """A renderer died, ran out of time or memory, or returned something that is no artifact."""
