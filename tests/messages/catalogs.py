"""The catalogs: one `.po` per package, for people, and its compilation `.mo` beside it, for gettext.

Both are the same for equal texts: sorted, without dates, with the files a text is in but not the lines.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.messages import ROOT, Key, Texts, code, hub, plugins

#: What is said at the head of each file.
_HEAD = "# German texts of Einklang. `make messages` brings this file up to date and compiles it."
#: German has two forms; its own formula, or 0 would be "eine".
_PLURALS = "nplurals=2; plural=(n != 1);"


class German(Catalog):
    """A catalog whose header says what gettext needs and nothing that changes by itself."""

    def __init__(self) -> None:
        super().__init__(locale="de", header_comment=_HEAD, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Charset and plural forms: gettext reads both."""
        return [
            ("Language", "de"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", _PLURALS),
        ]


@dataclass(frozen=True)
class Book:
    """A package's catalog: where it lies, and how its texts are collected."""

    package: str
    domain: str
    collect: Callable[[Texts], list[str]]

    @property
    def po(self) -> Path:
        """The file that people edit."""
        return ROOT / self.package / "locale" / "de" / "LC_MESSAGES" / f"{self.domain}.po"

    @property
    def mo(self) -> Path:
        """The file that gettext reads."""
        return self.po.with_suffix(".mo")


def _renderers(texts: Texts) -> list[str]:
    plugins.collect_renderers(texts)
    return code.collect(texts, "renderers")


def _brand(texts: Texts) -> list[str]:
    plugins.collect_rules(texts)
    return code.collect(texts, "brand")


BOOKS = (
    Book("renderers", "renderers", _renderers),
    Book("brand", "brand", _brand),
    Book("hub", "django", hub.collect),
)


def read(path: Path) -> Catalog:
    """The catalog in a file; an empty one where there is none."""
    if not path.exists():
        return German()
    return read_po(io.BytesIO(path.read_bytes()), locale="de", domain=path.stem)


def key_of(message: Message) -> Key:
    """What names a message in its catalog."""
    singular, plural = message.id if isinstance(message.id, tuple) else (message.id, "")
    return (message.context or "", singular, plural)


def messages(catalog: Catalog) -> dict[Key, Message]:
    """The messages of a catalog without its header."""
    return {key_of(message): message for message in catalog if message.id}


def strings(message: Message) -> tuple[str, ...]:
    """The translations: one, or one for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


def merged(texts: Texts, known: Catalog) -> Catalog:
    """A catalog of these texts with the translations that are known; those of vanished texts are set aside."""
    old = {key_of(message): message for message in known.obsolete.values()} | messages(known)
    new = German()
    for key, files in texts.items():
        translation, fuzzy = _translation(key, old.pop(key, None))
        message = new.add(
            (key[1], key[2]) if key[2] else key[1],
            translation,
            locations=[(file, 1) for file in sorted(files)],
            flags=["fuzzy"] if fuzzy else [],
            context=key[0] or None,
        )
        if "%(" not in key[1] + key[2]:
            message.flags.discard("python-format")  # "20 % more" is no format
    for key, message in old.items():
        if any(strings(message)):
            message.locations = []
            new.obsolete[str(key)] = message
    return new


def _translation(key: Key, known: Message | None) -> tuple[str | tuple[str, ...], bool]:
    if known is None:
        return ("", "") if key[2] else "", False
    return known.string, known.fuzzy


def po_bytes(catalog: Catalog) -> bytes:
    """The catalog as a `.po` file."""
    file = io.BytesIO()
    write_po(file, catalog, width=0, sort_output=True, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalog compiled; what is fuzzy or empty is left out."""
    plain = German()
    for key, message in messages(catalog).items():
        if any(strings(message)) and not message.fuzzy:
            plain.add(message.id, message.string, context=key[0] or None)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()
