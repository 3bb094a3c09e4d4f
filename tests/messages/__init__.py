"""The German of everything people read: collected from the code, kept in catalogs, checked.

`make messages` brings the catalogs up to date (`python -m tests.messages update`); the empty `msgstr` it leaves are
what is to be translated. `python -m tests.messages check` says what is still wrong, as the test does.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Texts by (context, singular, plural); context and plural are "" for most.
Key = tuple[str, str, str]
#: Which texts there are, each with the files it was found in.
Texts = dict[Key, set[str]]


def add(texts: Texts, msgid: str, file: str, *, context: str = "", plural: str = "") -> None:
    """Note that a text occurs in a file (relative to the project)."""
    texts.setdefault((context, msgid, plural), set()).add(file)
