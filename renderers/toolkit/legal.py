"""The brand's legal lines that are printed as they are, on pages and in mails."""

import re
from typing import Final

from renderers.contract.place import Place
from renderers.contract.tokens import pick
from renderers.contract.view import RenderInput
from renderers.contract.walk import pictures
from renderers.toolkit.phrases import phrases

#: Lines that are the words of a link in a mail, or belong to text messages.
NOT_PRINTED: Final = frozenset({"unsubscribe", "view-online", "preferences", "opt-out"})
#: The last of the small print, in this order.
_LAST: Final = ("imprint", "privacy")
_SAYS_SO = re.compile(r"[:©]")


def printed_lines(source: RenderInput) -> list[tuple[str, Place, str]]:
    """Key, place and words of every line to be printed for this document: imprint and privacy last."""
    lines = [(line.key, pick(line.texts, "").strip()) for line in source.tokens.legal if line.key not in NOT_PRINTED]
    lines.sort(key=lambda line: _LAST.index(line[0]) if line[0] in _LAST else -1)
    return [(key, line_place(key), text) for key, text in lines if text]


def line_place(key: str) -> Place:
    """The place of a legal line: in the guideline's tokens, not in the document."""
    return Place.of(f"tokens.legal.{key}")


def credit_line(source: RenderInput) -> tuple[Place, str] | None:
    """Who made the pictures, in one line with the place of the first of them; None where nobody is named."""
    named = [(place, credit) for place, ref in pictures(source.document) if (credit := ref.credit.strip())]
    if not named:
        return None
    names = dict.fromkeys(name for _, name in named)
    return named[0][0], labeled_credit(_joined(list(names)), source.document.language)


def _joined(named: list[str]) -> str:
    """Several credits in one line; a label that all of them bring ("Foto: ...") is said once."""
    label, colon, _ = named[0].partition(": ")
    if not colon or not all(credit.startswith(f"{label}: ") for credit in named):
        return ", ".join(named)
    return f"{label}: " + ", ".join(credit.removeprefix(f"{label}: ") for credit in named)


def labeled_credit(credit: str, language: str) -> str:
    """Who made a picture, told from any other name on the page: "Bild: Mara Lind". A credit may bring its own label."""
    return credit if _SAYS_SO.search(credit) else f"{phrases(language).picture}: {credit}"
