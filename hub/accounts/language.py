"""The language of whoever asks: for texts of the cores and for the hub's own messages."""

from django.utils.translation import get_language, gettext

from renderers.contract.message import Translator, translator


def current_translator() -> Translator:
    """Translates msgids of the cores, and then of the hub, into the language in use."""
    ask_cores = translator(get_language() or "en")

    def translate(text: str) -> str:
        shown = ask_cores(text)
        return gettext(text) if text and shown == text else shown

    return translate
