"""Writes words so that they stay words: in a line, a text, HTML, an attribute or an address."""

import html
import re
from enum import StrEnum

#: Marks that reverse or embed everything after them until somebody ends them: an old way to make a text lie. The
#: isolates (U+2066 to U+2069) and the plain marks (LRM, RLM) do the same job without that and stay.
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"

#: Invisible characters that carry nothing in a finished text. The joiners U+200C and U+200D shape letters and emoji.
_INVISIBLE = "\u200b\ufeff\u2060\u180e"

#: What is replaced in every text, as the pairs that a renderer declares.
REPLACEMENTS = tuple((character, "") for character in OVERRIDES + _INVISIBLE)

_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff{OVERRIDES}{_INVISIBLE}]")
_FOLDS = re.compile("[ \n\t]*[\n\t][ \n\t]*")
_SURROGATES = re.compile("[\ud800-\udfff]")
#: What any of the three above finds, in one look: most texts hold nothing of it.
_UNCLEAN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff{OVERRIDES}{_INVISIBLE}\ud800-\udfff]")
_UNSAFE_IN_URL = re.compile(r'[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')


class Context(StrEnum):
    """Where words are written, which decides how they are escaped.

    A subject is a `line`; a text part is `text`; `html` stands between tags, `attribute` in double quotes; a `url` is
    an address that is still to be put into one of these.
    """

    LINE = "line"
    TEXT = "text"
    HTML = "html"
    ATTRIBUTE = "attribute"
    URL = "url"


#: Looking up a member of an enumeration takes as long as escaping a word.
_LINE, _HTML, _ATTRIBUTE, _URL = Context.LINE, Context.HTML, Context.ATTRIBUTE, Context.URL


def clean(text: str) -> str:
    """Leave out what no reader sees and machines obey: control characters, direction overrides, half characters."""
    if text.isprintable() or _UNCLEAN.search(text) is None:  # what can be printed is clean, and sooner known
        return text
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", text)))


def escape(text: str, context: Context) -> str:
    """Write words for a place. The result holds no markup, no control character and, in a line, no line break."""
    return escape_clean(clean(text), context)


def escape_clean(text: str, context: Context) -> str:
    """Write words that are clean already."""
    if context is _HTML:
        return html.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
    if context is _ATTRIBUTE:
        return html.escape(text)
    if context is _LINE:
        return _FOLDS.sub(" ", text) if "\n" in text or "\t" in text else text
    if context is _URL:
        return _UNSAFE_IN_URL.sub(lambda match: _percent(match[0]), text)
    return text


def defuse(character_run: str, context: Context) -> str:
    """Write characters so that readers see them and a system that looks for its own tags does not."""
    if context in (Context.HTML, Context.ATTRIBUTE):
        return "".join(f"&#{ord(character)};" for character in character_run)
    if context is Context.URL:
        return _percent(character_run)
    return "".join(f"{character}\u2060" for character in character_run)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8"))
