"""Texts with one sign in place of each of a kind: whether a comma touches a letter is one look at ",a".

A regular expression that begins with a class of characters looks at each character of a text in turn, which takes a
hundred times as long as a table does.
"""

from collections.abc import Mapping

#: What stands for characters beyond Latin-1, and for the question mark while these are replaced.
_BEYOND, _QUESTION = b"?", "\x1a"


class Shapes:
    """Makes shapes by one table. `kinds` are signs with the Latin-1 characters that each stands for.

    `beyond` stands for every character beyond Latin-1. What has no sign is a blank. (The control
    character 1A is taken for a question mark.)
    """

    def __init__(self, kinds: Mapping[str, str], *, beyond: str = " ") -> None:
        table = bytearray(b" " * 256)
        for sign, characters in kinds.items():
            for character in characters.replace("?", _QUESTION):
                table[ord(character)] = ord(sign)
        table[ord(_BEYOND)] = ord(beyond)
        self._table = bytes(table)

    def of(self, text: str) -> bytes:
        """The shape of a text: one byte for each of its characters."""
        if "?" in text:
            text = text.replace("?", _QUESTION)
        return text.encode("latin-1", "replace").translate(self._table)
