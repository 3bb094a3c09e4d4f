"""The language of whoever asks: for texts of the cores and for the hub's own messages."""

import os

from django.utils.translation import get_language, gettext

from renderers.contract.message import Translator, translator


def current_translator() -> Translator:
    """Translates msgids of the cores, and then of the hub, into the language in use."""
    ask_cores = translator(get_language() or "en")

    def translate(text: str) -> str:
        shown = ask_cores(text)
        return gettext(text) if text and shown == text else shown

    return translate


def terminal_language() -> str:
    """The language of whoever sits at the terminal, as the environment tells: German or English."""
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "de" if said.lower().startswith("de") else "en"
