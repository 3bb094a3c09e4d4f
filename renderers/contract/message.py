"""A text for people that is translated only when it is shown."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

Param = str | int | float
Translator = Callable[[str], str]

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def untranslated(text: str) -> str:
    """Leave the English text as it is."""
    return text


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """An English text (the msgid of a gettext catalog) and the values that stand in its `{places}`."""

    text: str
    params: tuple[tuple[str, Param], ...]

    def __init__(self, text: str, /, **params: Param) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "params", tuple(sorted(params.items())))

    def show(self, translate: Translator = untranslated) -> str:
        """Return the translated text with its parameters filled in; an unknown place stays as written.

        A number with decimals has the mark of the language: 4.5, in German 4,5.
        """
        params = dict(self.params)
        return _PLACEHOLDER.sub(lambda match: _shown(params.get(match[1], match[0]), translate), translate(self.text))

    def __str__(self) -> str:
        return self.show()


def _shown(value: Param, translate: Translator) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:g}".replace(".", translate("0.5")[1:2] or ".")


@lru_cache(maxsize=64)
def translator(language: str, packages: tuple[str, ...] = ("renderers", "brand")) -> Translator:
    """Return a function that translates msgids into `language` ("de", "de-DE"), asking the packages' catalogs in turn.

    A package keeps its catalogs in `locale/<language>/LC_MESSAGES/<package>.mo` beside its code. A text that no
    catalog knows stays English.
    """
    languages = [language.replace("-", "_"), language.replace("_", "-").split("-")[0]]
    catalogs = [
        gettext.translation(
            package.rpartition(".")[2], localedir=_locale_folder(package), languages=languages, fallback=True
        )
        for package in packages
    ]

    def translate(text: str) -> str:
        if not text:
            return ""
        return next((shown for shown in (catalog.gettext(text) for catalog in catalogs) if shown != text), text)

    return translate


def _locale_folder(package: str) -> str:
    file = import_module(package).__file__
    return str(Path(file or ".").parent / "locale")
