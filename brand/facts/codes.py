"""Finds voucher codes: known ones anywhere, others beside a word such as *Code*."""

import re
from collections.abc import Collection, Iterator

from brand.cues import Cues
from brand.facts.found import FactKind, FactValue
from brand.language.folding import fold
from brand.language.vocabulary import word_set

Found = tuple[FactKind, FactValue, int, int]

_QUOTE = "[\"'„“”»«‚‘’]"
_CODE = r"[A-Z0-9][A-Z0-9ÄÖÜ_-]{2,23}(?![\w-])"
_CODE_WORD = re.compile(
    rf"""
    (?<![\w-])(?P<word>(?:(?:Gutschein|Rabatt|Aktions|Vorteils|Promo|Coupon|Bonus|Einlöse|Spar|Geschenk)-?)?[Cc]ode
        |(?:GUTSCHEIN|RABATT|AKTIONS)?CODE|[Pp]romo\ ?[Cc]ode|Gutschein(?:nummer)?|[Vv]oucher|[Cc]oupon)s?
    (?P<pointer>\s*:\s*|\s+(?:lautet|ist|is|heißt|namens)\s*:?\s*|\s+)(?P<mark>{_QUOTE}?)
    (?P<code>{_CODE})
    """,
    re.VERBOSE,
)
_CODE_FIRST = re.compile(
    rf"(?<![\w-]){_QUOTE}?(?P<code>(?=[A-Z_-]*[0-9])[A-Z]{_CODE}){_QUOTE}?"
    r"\s+(?:als\s+(?:Code|Gutschein)|eingeben|einlösen|at\s+checkout|im\s+Warenkorb|an\s+der\s+Kasse)"
)
_CUES = Cues("code", "gutschein", "voucher", "coupon")
_FIRST_CUES = Cues("code", "gutschein", "eingeben", "einlösen", "checkout", "warenkorb", "kasse")
_OTHER_CODES = re.compile(r"\b(?:QR|Bar|Post|Dress|Quell|Area|Zip|Source|Country|Matrix)[- ]?$", re.IGNORECASE)
# Words that follow "Code" in copy that shouts.
_SHOUTED = word_set("""
    EINGEBEN EINLÖSEN SICHERN NUTZEN KOPIEREN ANZEIGEN HOLEN SCANNEN ERHALTEN VERWENDEN UND FÜR BEI ZUM IST GILT NUR
    COPY USE ENTER NOW GET APPLY HERE AND FOR THE
""")


def find_codes(text: str, codes: Collection[str]) -> Iterator[Found]:
    """Yield voucher codes: known ones wherever they stand and in any case, others in capitals.

    Capitals alone make no code: there must be a digit, a colon, a quotation mark or a verb such as *lautet*, or the
    word *Code* right before it in a text that does not shout itself.
    """
    yield from _known_codes(text, codes)
    for match in _CODE_WORD.finditer(text) if _CUES.are_in(text) else ():
        if _is_code(match) and not _OTHER_CODES.search(text[max(0, match.start() - 10) : match.start()]):
            yield FactKind.CODE, match["code"], match.start("code"), match.end("code")
    for match in _CODE_FIRST.finditer(text) if _FIRST_CUES.are_in(text) else ():
        yield FactKind.CODE, match["code"], match.start("code"), match.end("code")


def _known_codes(text: str, codes: Collection[str]) -> Iterator[Found]:
    if not codes:
        return
    folded, origin = fold(text)
    for code in codes:
        for match in re.finditer(rf"(?<![\w-]){re.escape(fold(code)[0])}(?![\w-])", folded):
            yield FactKind.CODE, code, origin[match.start()], origin[match.end()]


def _is_code(match: re.Match[str]) -> bool:
    code, word = match["code"], match["word"]
    pointed = bool(match["pointer"].strip() or match["mark"])
    if code.isdigit():
        return len(code) >= 4 and pointed
    if pointed or any(map(str.isdigit, code)):
        return True
    return word.lower().endswith("code") and not word.isupper() and code not in _SHOUTED
