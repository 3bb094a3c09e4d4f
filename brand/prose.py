"""Which words of a subject are prose to judge: no addresses, merge fields, code or hashtags, each in its language."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from brand.compiled import once_per_subject
from brand.cues import Cues, cues_in, known_cues
from brand.language.locales import language_of
from brand.language.remembering import remembered
from brand.language.signs import holds, is_touched
from brand.subject import OBJECT, RunKind, Subject, TextRun
from renderers.contract.making import made_quickly

#: Legal boilerplate and other people's words are scopes of their own.
BRAND_VOICE = frozenset(RunKind) - {RunKind.LEGAL, RunKind.QUOTE, RunKind.HASHTAGS}
#: Everything in whole words; hashtags have no blanks and no punctuation.
PROSE = frozenset(RunKind) - {RunKind.HASHTAGS}

# Template tags of every dialect we write or may meet. Each form is closed, so that a lone brace hides nothing, and
# closed soon, so that many of them do not search the whole text each.
_TAGS = r"""
    \{\{\{.{0,400}?\}\}\} | \{\{.{0,400}?\}\} | \{%.{0,400}?%\} | \*\|.{0,400}?\|\*
    | %%=.{0,400}?=%% | %%\w+%% | \$\[.{0,400}?\]\$ | \[\[.{0,400}?\]\]
    | \{contactfield=[^}]*\} | \{\w+_(?:url|text)\} | %[A-Z][A-Z0-9_-]{3,}(?:\|[A-Z]+)?% | \$\{\w[\w.]*\}
"""
_TOP_LEVEL = (
    "de|com|org|net|eu|at|ch|li|io|info|biz|shop|store|app|dev|ai|tv|me|co|uk|us|fr|it|nl|es|be|pl|cz|dk|se|online|"
    "example|test|invalid|localhost|bike|berlin|hamburg|koeln|bayern"
)
_ENDINGS = "pdf|jpe?g|png|gif|svg|webp|html?|docx?|xlsx?|pptx?|zip|csv|mp[34]|md|txt|eml"
_PROTECTED = re.compile(
    rf"""
    {_TAGS}
    | (?:https?|ftp|mailto|tel|sms)://?[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)\]'’] | \b(?:mailto|tel):[^\s<>"]+
    | www\.[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)\]'’]
    | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+                                                # e-mail address
    | (?<![\w.@-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_TOP_LEVEL})\b(?:/[^\s<>"„“”»«.,;:!?)]*)?
    | (?<![\w&/])[#@][^\W\d_][\w-]*                                               # hashtag, handle
    | \b[\w-]+\.(?:{_ENDINGS})\b
    | `[^`\n]+` | {OBJECT}+ | [\ud800-\udfff]+                                       # code, halves of characters
    """,
    re.VERBOSE | re.DOTALL,
)
# A sign without which nothing of the above is there. Patterns that begin with a class leap through a text.
_MAY_BE_PROTECTED = re.compile(
    rf"""
    [{{@\#`%$*\[:.{OBJECT}\ud800-\udfff]
    (?:
        (?<=[{{@\#`{OBJECT}\ud800-\udfff]) | (?<=%)[%A-Z] | (?<=\$)[\[{{] | (?<=\*)\| | (?<=\[)\[
        | (?<=:)/ | (?<=mailto:) | (?<=tel:) | (?<=\.)(?:{_TOP_LEVEL}|{_ENDINGS})\b | (?<=www\.)
    )
    """,
    re.VERBOSE,
)


# Most texts have none of these; and a full stop or colon in front of a blank begins nothing.
_SIGNS = frozenset([*"{@#`%$*[", OBJECT, *map(chr, range(0xD800, 0xE000))])


@remembered
def protected(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text holds no prose: web and e-mail addresses, merge fields, hashtags, file names, code."""
    if not (holds(text, _SIGNS) or is_touched(text, ".") or (":" in text and is_touched(text, ":"))):
        return ()
    return tuple(_protected(text))


def _protected(text: str) -> Iterator[tuple[int, int]]:
    """Search from sign to sign: what is no tag holds no blank, so it begins behind the last one before its sign."""
    reached = 0
    while sign := _MAY_BE_PROTECTED.search(text, reached):
        match = _PROTECTED.search(text, text.rfind(" ", reached, sign.start()) + 1 or reached)
        if match is None:
            return
        yield match.span()
        reached = match.end()


@remembered
def masked(text: str) -> str:
    """The same text, as long as before, with `OBJECT` in place of every character that is no prose."""
    pieces: list[str] = []
    last = 0
    for start, end in protected(text):
        pieces += (text[last:start], OBJECT * (end - start))
        last = end
    return "".join((*pieces, text[last:])) if pieces else text


_QUOTED = re.compile(r"[„“”»«\"][^„“”»«\"\n]{1,200}[“”»«\"]|(?<!\w)[‚‘‹›][^‚‘’‹›\n]{1,200}[‘’‹›](?!\w)")


@remembered
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text holds words between quotation marks: a title, a name, or what somebody else said."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


@made_quickly
@dataclass(frozen=True, slots=True)
class Passage:
    """A run with its prose (`text`, as long as the run's) and the locale it is written in; `language`: "de"."""

    run: TextRun
    text: str
    locale: str
    language: str


def passages(
    subject: Subject,
    *,
    kinds: frozenset[RunKind] = PROSE,
    languages: Collection[str] = ("de", "en"),
    cues: Cues | None = None,
) -> Iterable[Passage]:
    """The prose of a subject in reading order: runs of some kinds and languages, with `cues` those that hold one."""
    found = _all(subject) if cues is None else _with_cues(subject, known_cues()).get(cues, ())
    return [one for one in found if one.run.kind in kinds and one.language in languages]


@once_per_subject
def _with_cues(subject: Subject, known: int) -> dict[Cues, list[Passage]]:  # noqa: ARG001 -- part of the key
    """The passages in which the cues of each rule are."""
    found: dict[Cues, list[Passage]] = {}
    for one in _all(subject):
        for cues in cues_in(one.text):
            found.setdefault(cues, []).append(one)
    return found


@once_per_subject
def _all(subject: Subject) -> tuple[Passage, ...]:
    found = []
    for run in subject.runs:
        locale = run.locale or subject.locale
        if run.text.strip():
            found.append(Passage(run, masked(run.text), locale, language_of(locale)))
    return tuple(found)
