"""Splits a text into sentences, German or English, by pattern and word list."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from brand.language.locales import vocabulary_of
from brand.language.remembering import remembered
from brand.language.signs import holds, signs
from brand.language.spans import Span
from brand.language.vocabulary import Vocabulary, word_set

_EMOJI = r"[\u00a9\u00ae\u203c\u2049\u2122\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_EMOJIS = rf"(?:{_EMOJI}[\ufe0f\u200d\u20e3]*)+"
# A possible end: marks, closing quotes or brackets, perhaps emoji, then space. Or a line break, or a bullet.
_MARKS = rf"""
    (?P<marks>[.!?…‽][.!?…‽]*)
    (?:
        (?P<footnote>[*¹²³]+)?(?P<closers>["'»«“”’‘)\]›‹]*) (?:[^\S\n]?{_EMOJIS})* (?:(?P<space>\s+)|$)
        | (?<=[!?])(?P<glued>)(?=[A-ZÄÖÜ][a-zäöüß])                       # "Super!Jetzt": the space was forgotten
    )
"""
# All marks but the full stop; and what ends a sentence without one.
_MARKS_BUT_STOP = frozenset("!?…‽")
_BREAKS = frozenset("\n•▪‣")
_CANDIDATE_IN_LINE = re.compile(_MARKS, re.VERBOSE)
_CANDIDATE = re.compile(
    rf"""
    {_MARKS}
    | (?P<lines>(?<![^\S\n])[^\S\n]*\n\s*)
    | (?P<bullet>(?<=\S)[^\S\n]+[•▪‣][^\S\n]+)
    """,
    re.VERBOSE,
)
_OPENERS = "\"'„“”‚‘»«›‹([{¿¡–—-*_•▪#✓✔➜→"
_TOKEN_BEFORE = re.compile(r"[^\s„“”\"»«(\[‚›–—/]+$")
_WORD_AFTER = re.compile(r"[^\W_][\w'’]*")
_SPACED_ABBREVIATION = re.compile(r"(?<![\w.])(?:[^\W\d_]\.\s?)+[^\W\d_]$")
_INITIAL = re.compile(r"[^\W\d_]\.")
# "640 g.", "228 l.", "Lindenstr. 5 a." end with their dot; so does the letter of a thing: "Klasse F.", "plan B."
_MEASURED = re.compile(r"[0-9][ \u00a0\u202f]?[gtlmhsa-dWVAKNJCF]$")
_LETTERED = re.compile(
    r"(?:klasse|gruppe|typ|plan|vitamin|größe|stufe|halle|gleis|eingang|class|group|type|vitamin|size|grade|option|"
    r"appendix|exhibit|gate|terminal)[ \u00a0][A-Z]$",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"[A-Z]\w+ (?:said|says|asked|asks|added|adds|replied|told|tells|writes|wrote)\b|I (?:say|ask)\b"
)
# "Das 2. Gebot: …": after these a number counts something.
_DETERMINER = re.compile(
    r"(?<!\w)(?:d(?:er|ie|as|en|em|es)|am|im|zum|zur|vom|beim|ein|eine|einen|einem)[ \u00a0]\S+$", re.IGNORECASE
)
# German puts the verb second: "Anträge nimmt …" begins a sentence. But interest is counted: "3 % p. a. Zinsen sind …".
_VERB_SECOND = re.compile(
    r"(?!\w*(?:[Zz]ins|[Rr]endite|[Ee]ffektiv|[Nn]ominal))[A-ZÄÖÜ][a-zäöüß]\w*[ \u00a0](?:"
    r"ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|kann|können|konnten?|muss|müssen|soll|sollen|darf|"
    r"dürfen|gibt|gab|gilt|gelten|nimmt|nehmen|geht|gehen|kommt|kommen|steht|stehen|liegt|liegen|bleibt|bleiben|findet|"
    r"finden|beginnt|beginnen|erhält|erhalten|bekommt|bekommen|kostet|kosten|bietet|bieten|zeigt|zeigen|braucht|"
    r"brauchen|folgt|folgen)\b"
)
# These close a phrase; nouns belong to others: "5 Mio. Menschen sind …", "u. a. Kunden haben …".
_CLOSING = word_set("p.a p.~a usw etc uvm usf u.s.w u.v.m u.~v.~m u.v.a.m u.~v.~a.~m u.a.m u.~a.~m")
_PARTICIPLE_FIRST = re.compile(
    r"(?:Ge|Be|Ver|Er|Ent|Zer|An|Auf|Aus|Ein|Vor)\w+(?:t|en)[ \u00a0](?:wird|werden|wurden?)\b"
)
# "auf Rang 7", "Seite 12": a noun that is numbered, no pronoun that counts ("Jedes 3. Gerät wird …").
_NUMBERED = re.compile(
    r"(?<!\w)(?!(?:Jed|Unser|Ihr|Eue?r|Mein|Dein|Sein|All|Kein|Dies|Jen|Manch|Welch|Solch|Nach|Vor|Seit|Bis)\w{0,2}\W)"
    r"[A-ZÄÖÜ]\w+[ \u00a0][0-9]{1,3}$"
)
_CLOCK = frozenset({"a.m", "p.m", "a. m", "p. m"})
_AFTER_CLOCK = re.compile(
    r"(?:Eastern|Central|Mountain|Pacific|Greenwich|[A-Z]{2,4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b"
)
_LABEL = re.compile(r"[^\W_]+[:?]")  # "Länge: 35. Dauer: 2 Std. Fragen?"
_SIGNATURE = re.compile(r"i\.\s?[AV]\.|ppa\.")
_LOOK = 80  # characters looked at before and after a possible end: more would make long texts slow
# From here on a line without a full stop counts as wrapped by a mail program, not ended by its author.
_WRAP_WIDTH = 55


def sentences(text: str, locale: str = "de") -> tuple[Span, ...]:
    """Return the sentences of a text in order, without the white space between them.

    A blank line always ends a sentence. A single line break does too, unless the line looks wrapped: it is long,
    bears no end mark, or the next line goes on in lower case. Headings and list items count as sentences.
    """
    return _split(text, vocabulary_of(locale).key)


@remembered
def _split(text: str, language: str) -> tuple[Span, ...]:
    vocabulary = vocabulary_of(language)
    spans: list[Span] = []
    start = 0
    for end, after in _ends(text, vocabulary) if holds(text, _BREAKS) else _ends_in_line(text, vocabulary):
        _append(spans, text, start, end)
        start = after
    _append(spans, text, start, len(text))
    return tuple(spans)


def _ends(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where each sentence ends, and where the next one may begin."""
    start = 0
    for match in _CANDIDATE.finditer(text):
        if _ends_sentence(text, match, start, vocabulary):
            start = match.end()
            yield match.start() if match.lastgroup == "bullet" else start, start


def _ends_in_line(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The same without line breaks and bullets: `find` leaps from mark to mark, and most are seen to be ends."""
    marked = text
    for mark in _MARKS_BUT_STOP & signs(text):
        marked = marked.replace(mark, ".")
    start, at = 0, marked.find(".")
    while at >= 0:
        if _plainly_ends(text, at, vocabulary):
            start = at = at + 2
            yield start, start
        elif (match := _CANDIDATE_IN_LINE.match(text, at)) is None:
            at += 1
        else:
            at = match.end()
            if _ends_sentence(text, match, start, vocabulary):
                start = at
                yield start, start
        at = marked.find(".", at)


def starts_of_sentences(text: str, locale: str = "de") -> tuple[int, ...]:
    """Return the offsets at which the sentences begin."""
    return tuple(span.start for span in sentences(text, locale))


def sentence_at(text: str, offset: int, locale: str = "de") -> Span | None:
    """Return the sentence that covers an offset, or the one before it; None before the first."""
    spans = sentences(text, locale)
    position = bisect_right(_starts(text, locale), offset)
    return spans[position - 1] if position else None


@lru_cache(maxsize=16)
def _starts(text: str, locale: str) -> tuple[int, ...]:
    return tuple(span.start for span in sentences(text, locale))


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    stripped = text[start:end].strip()
    if stripped:
        if text[start].isspace():
            start = end - len(text[start:end].lstrip())
        spans.append(Span(start, start + len(stripped), stripped))


def _plainly_ends(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a common word, a mark at a place and a capital letter stand here, as mostly."""
    if text[at + 1 : at + 2] != " " or not text[at + 2 : at + 3].isupper():
        return False
    if text[at] != ".":
        return text[at] in "!?"
    blank = text.rfind(" ", max(0, at - _LOOK), at)
    word = text[blank + 1 : at]
    return blank >= 0 and len(word) > 1 and word.isalpha() and word.lower() not in vocabulary.dotted


def _ends_sentence(text: str, match: re.Match[str], start: int, vocabulary: Vocabulary) -> bool:
    if match["marks"] is None:
        return match.lastgroup == "bullet" or _line_ends(text, match, start)
    if match["glued"] is not None:
        return True
    if match.end() == len(text):
        return True
    rest = text[match.end() : match.end() + _LOOK].lstrip(_OPENERS + " \u00a0")
    if not rest or "\n\n" in (match["space"] or ""):
        return True
    if _goes_on(rest):
        return "\n" in match["space"] and not rest[0].islower()
    if match["marks"] == ".":
        return _full_stop_ends(text, match, start, rest, vocabulary)
    return not (vocabulary.key == "en" and match["closers"] and _REPORTING.match(rest))


def _goes_on(rest: str) -> bool:
    """Lower case goes on with the sentence, save a name such as iPhone; so does a comma or a dash."""
    if rest[0].islower():
        return not (len(rest) > 1 and rest[1].isupper())
    return rest[0] in ",;:"


def _line_ends(text: str, match: re.Match[str], start: int) -> bool:
    if match["lines"].count("\n") > 1 or match.end() == len(text):
        return True
    line_start = max(start, text.rfind("\n", 0, match.start()) + 1)
    wrapped = match.start() - line_start >= _WRAP_WIDTH and text[match.start() - 1] not in ".!?…:"
    following = text[match.end() : match.end() + _LOOK]
    return not (wrapped or following[0].islower()) or _SIGNATURE.match(following) is not None


def _full_stop_ends(text: str, match: re.Match[str], start: int, rest: str, vocabulary: Vocabulary) -> bool:
    before = text[max(start, match.start() - _LOOK) : match.start()]
    if match["closers"] and not match["closers"].startswith(")"):
        return True
    found = _TOKEN_BEFORE.search(before, before.rfind(" ") + 1)
    token = found.group() if found else ""
    if len(token) > 1 and token.isalpha() and token.lower() not in vocabulary.dotted and not rest[0].isdigit():
        return True  # what most sentences end with
    following = _WORD_AFTER.match(rest)
    word = following.group().lower() if following else ""
    starts = word in vocabulary.starters
    opens = starts or _LABEL.match(rest) is not None
    if not token:
        return True
    if token[-1].isdigit():
        counts = _DETERMINER.search(before) is not None
        opens = starts if counts else opens or _numbers_a_noun(before, rest, vocabulary)
        return _number_ends(token, before, word, vocabulary, opens=opens)
    if rest[0].isdigit() and (token.lower() in vocabulary.counting_abbreviations or token.endswith("str")):
        return False  # "Nr. 5", "Hauptstr. 5"
    return _word_ends(token, before, rest, vocabulary, opens=opens)


def _word_ends(token: str, before: str, rest: str, vocabulary: Vocabulary, *, opens: bool) -> bool:
    """A word and a full stop: an abbreviation, an initial, or the end. `opens`: the next word likes to come first."""
    spaced = _SPACED_ABBREVIATION.search(before) if len(token) == 1 or "." in token else None
    names = {token.lower(), re.sub(r"\s+", " ", spaced.group()).lower()} if spaced else {token.lower()}
    if names & vocabulary.abbreviations:
        return False
    if names & vocabulary.closing_abbreviations and (opens or _follows(names, rest, vocabulary)):
        return True
    if len(token) == 1 and (_MEASURED.search(before) or _LETTERED.search(before)):
        return True
    if len(token) == 1 and (token.islower() or _INITIAL.match(rest)):  # inside "z. B.", "J. R. R. Tolkien"
        return False
    if names & vocabulary.closing_abbreviations or spaced or (len(token) == 1 and token.isupper()):
        return opens
    return True


def _follows(names: set[str], rest: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands behind an abbreviation that may close a sentence begins another."""
    if vocabulary.key == "de":
        return bool(names & _CLOSING) and _VERB_SECOND.match(rest) is not None
    return bool(names & _CLOCK) and _follows_clock(rest, vocabulary)


def _follows_clock(rest: str, vocabulary: Vocabulary) -> bool:
    """After "5 p.m." only a time zone or a day goes on; German has other clocks."""
    return vocabulary.key == "en" and rest[0].isupper() and _AFTER_CLOCK.match(rest) is None


def _numbers_a_noun(before: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a number belongs to the noun before it, and a participle opens the next sentence."""
    if vocabulary.key != "de" or _PARTICIPLE_FIRST.match(rest) is None:
        return False
    return _NUMBERED.search(before) is not None


def _number_ends(token: str, before: str, following: str, vocabulary: Vocabulary, *, opens: bool) -> bool:
    """A number and a full stop: an ordinal (24. Dezember, im 3. Stock), a list number, or the end."""
    if before.strip() == token:  # "1. Öffnen": a list number
        return False
    if not vocabulary.ordinal_dots:
        return True
    if following in vocabulary.months or following[:1].isdigit():
        return False
    if (token.isdigit() and len(token) <= 3) or re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", token):
        return opens
    return True
