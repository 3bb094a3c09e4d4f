"""Finds where a text may be cut: after sentences, after words, between graphemes. German and English abbreviations.

It errs on the safe side: an end that is missed costs one place to cut; an end seen in "z. B." would be delivered.
"""

import re

import regex

_END = re.compile(
    r"""(?P<marks>[.!?…‽؟۔।]+)(?P<note>[*¹²³]*)["'»«“”’‘)\]›‹]*(?=\s|$)
      | [。！？]+["'”’」』）]*
      | (?<=\S)(?=\s*\n)""",
    re.VERBOSE,
)
_OPENERS = "\"'„“”‚‘»«›‹([{¿¡–—-•*"
_TOKEN = re.compile(r"[^\s„“”\"»«(\[‚›–—/]*$")
# No-break spaces belong to the word; a unit or currency sign belongs to the number before it.
_WORD = re.compile(r"[^\s]+(?:[\u00a0\u202f\u2060]+[^\s]+)*(?:[ ](?:[€$£%§‰]|EUR|Euro|Uhr|kg|km|cm|mm|ml|CHF)(?!\w))?")
_GRAPHEME = regex.compile(r"\X")
#: Letters of western languages and their punctuation: one code point each, which is quicker to see than to count.
_ONE_EACH = re.compile("[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u202f\u20ac]*")

_GERMAN = (
    "abb abs abt allg aufl bd bspw bsp bzgl bzw ca chr co d.h dgl dr ebd eigtl einschl engl entspr etc ev evtl "
    "exkl f ff fr frz ggf ggfs geb gest ges hl hr hrsg i.d.r inh inkl ing jh jhd kap kath lfd lt m.e max mag "
    "mwst min mind mio mrd mtl nachm nat nr o.ä o.g od öff päd pfd pl pos prof rd s sog spez st std stk str "
    "tel tgl u u.a u.u u.v.m urspr usf usw ust uvm v.a vgl vorm vs z zz zzgl zzt z.b z.t z.zt art"
)
_ENGLISH = (
    "a.m al apr approx assn aug ave bros cap cf ch co corp dec dept dr e.g ed eds est etc ext feb fig ft gen "
    "gov hon i.e inc jan jr jul jun lt ltd mar max min mr mrs ms mt nos nov oct p.m ph.d pp prof rev sen sep "
    "sept sr st tel u.k u.s viz vol vs"
)
_MONTHS = (
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember "
    "jahrhundert jahrhunderts jahrhunderten stock geburtstag jahrestag auflage klasse etage platz"
)
_ABBREVIATIONS = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split()) | frozenset(_GERMAN.split())}
_AFTER_ORDINALS = frozenset(_MONTHS.split())


def sentence_ends(text: str, language: str = "de") -> list[int]:
    """The offsets just behind each sentence, in order; the last is the end of the text."""
    full, start = len(text.rstrip()), len(text) - len(text.lstrip())
    ends = [match.end() for match in _END.finditer(text) if _is_end(text, match, language)]
    return [*dict.fromkeys(end for end in ends if start < end < full), full] if full else []


def split(text: str, language: str = "de") -> list[str]:
    """The sentences of a text, without the white space between them."""
    found, start = [], 0
    for end in sentence_ends(text, language):
        if piece := text[start:end].strip():
            found.append(piece)
        start = end
    return found


def word_ends(text: str) -> list[int]:
    """The offsets just behind each word, save where the next belongs to it: "z. B.", "24. Dezember", "49 €"."""
    return [match.end() for match in _WORD.finditer(text) if match.end() == len(text) or not _goes_on(match[0])]


def grapheme_ends(text: str) -> list[int]:
    """The offsets between what readers see as one character: letters with their marks, whole emoji."""
    return [match.end() for match in _GRAPHEME.finditer(text)]


def graphemes(text: str) -> int:
    """How many characters a reader sees."""
    if (text.isascii() and text.isprintable()) or _ONE_EACH.fullmatch(text):
        return len(text)
    return sum(1 for _ in _GRAPHEME.finditer(text))


def _goes_on(word: str) -> bool:
    bare = word.strip(_OPENERS).lower()
    if not bare.endswith("."):
        return bare == "§"
    bare = bare[:-1]
    return len(bare) == 1 or (bare.isdigit() and len(bare) < 4) or bare in _ABBREVIATIONS["en"]


def _is_end(text: str, match: re.Match[str], language: str) -> bool:
    marks = match["marks"]
    if marks is None:
        return True
    rest = text[match.end() : match.end() + 60]
    if not rest.strip() or rest.lstrip(" \t\r\u00a0").startswith("\n"):
        return True
    start = rest.lstrip().lstrip(_OPENERS + " \u00a0\u202f")[:1]
    if start.islower() or start in ",;:":
        return False
    return marks != "." or _full_stop_ends(text, match, rest, language)


def _full_stop_ends(text: str, match: re.Match[str], rest: str, language: str) -> bool:
    found = _TOKEN.search(text, max(0, match.start() - 40), match.start())
    token = found.group().lower() if found else ""
    if not token or (len(token) == 1 and token.isalpha()):  # an initial, or half of "z. B."
        return False
    if token in _ABBREVIATIONS.get(language, _ABBREVIATIONS["en"]):
        return False
    if token[-1].isdigit():
        return language != "de" or not _is_ordinal(token, rest)
    return True


def _is_ordinal(token: str, rest: str) -> bool:
    """German writes ordinals with a full stop: "24. Dezember", "im 3. Stock", "24.12. Einlass"."""
    following = re.match(r"\W*(\w+)", rest)
    word = following[1].lower() if following else ""
    return len(token) <= 3 or "." in token or word in _AFTER_ORDINALS or word[:1].isdigit()
