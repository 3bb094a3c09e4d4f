"""The typefaces of what was inspected, by name: weights, sizes, and what is set in them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from brand.portable.starting.candidates import FONTS, FoundFont, Use
from brand.portable.starting.colors import ordered
from brand.subject import RunKind, Style, Subject, SubjectKind

# fmt: off
#: Families that are no choice of a brand's: they mean whatever the reader's system has.
_SYSTEM = frozenset({
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace",
    "ui-rounded", "-apple-system", "blinkmacsystemfont", "segoe ui", "inherit", "initial", "unset", "emoji", "math",
    "apple color emoji", "segoe ui emoji", "segoe ui symbol", "noto color emoji",
})
# fmt: on
#: Families that hold drawings instead of letters.
_DRAWINGS = re.compile(r"icon|awesome|dashicons|glyph|symbol|dingbat|emoji|eleganticons|slick|swiper", re.IGNORECASE)
#: "SourceSans3" is one name in a PDF and three words elsewhere.
_SEAMS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z])")
#: So much of the stack is kept.
_STACK = 4
_UNSEEN_RUNS = frozenset({RunKind.ALT, RunKind.PREHEADER, RunKind.SUBJECT_LINE})


@dataclass(slots=True)
class _Set:
    """What is set in a family as headings, or as all the rest: in what how often, characters, weights, sizes."""

    uses: Counter[Use] = field(default_factory=Counter)
    weights: set[int] = field(default_factory=set)
    sizes: set[float] = field(default_factory=set)
    unit: str = "px"
    letters: int = 0


def fonts_of(subject: Subject) -> tuple[FoundFont, ...]:
    """The typefaces: the text's, the headings' (which may be the same), and the others by how much is set in them."""
    stacks = {use.family.casefold(): stack_of(use.stack[1:]) for use in subject.fonts if use.stack}
    sets = _sets(subject)
    order = sorted(sets, key=lambda key: (-sets[key].letters, key))
    body = next((key for key in order if not key[1]), None)
    heading = next((key for key in order if key[1]), None)
    chosen = {key: role for key, role in ((body, "body"), (heading, "heading")) if key is not None}
    known = {family for family, _ in chosen}
    others = {key: _role(key[0]) for key in order if key[0] not in known}
    for key in list(others):
        if next(each for each in others if each[0] == key[0]) != key:
            del others[key]
    return tuple(
        FoundFont(
            role,
            key[0],
            stack=stacks.get(key[0].casefold(), ()),
            weights=tuple(sorted(sets[key].weights)),
            sizes=tuple(sorted({min(sets[key].sizes), max(sets[key].sizes)})),
            unit=sets[key].unit,
            uses=ordered(sets[key].uses),
            suggested=key in chosen,
        )
        for key, role in [*chosen.items(), *others.items()][:FONTS]
    )


def _sets(subject: Subject) -> dict[tuple[str, bool], _Set]:
    """What is set in each family, headings apart."""
    spaced = subject.kind is SubjectKind.PDF
    sets: dict[tuple[str, bool], _Set] = {}
    for family, kind, style, count in _set_words(subject):
        is_heading = kind in {RunKind.HEADING, RunKind.TITLE}
        one = sets.setdefault((written(family) if spaced else family, is_heading), _Set(unit=style.unit))
        one.uses[Use.HEADING if is_heading else Use.BUTTON_TEXT if kind is RunKind.ACTION else Use.TEXT] += 1
        one.letters += count
        one.weights.add(min(900, max(100, round(style.weight, -2))))
        one.sizes.add(round(style.size, 1))
    return sets


def _role(family: str) -> str:
    return re.sub(r"[^\w]+", "-", family.lower()).strip("-") or "font"


def written(family: str) -> str:
    """The name of a PDF's font as people write it: "SourceSans3" is "Source Sans 3"."""
    return family if " " in family else _SEAMS.sub(" ", family)


def is_own(family: str) -> bool:
    """Whether a family is a choice of the brand's, with letters in it."""
    return family.casefold() not in _SYSTEM and not _DRAWINGS.search(family) and not family.startswith(("var(", "-"))


def stack_of(families: tuple[str, ...]) -> tuple[str, ...]:
    """What to fall back on, without what only some systems know."""
    usable = [name for name in families if not name.startswith("-") and not _DRAWINGS.search(name)]
    return tuple(name for name in usable if name.casefold() not in {"blinkmacsystemfont", "segoe ui"})[:_STACK]


def _set_words(subject: Subject) -> Iterator[tuple[str, RunKind, Style, int]]:
    for run in subject.runs:
        for stretch in run.stretches if run.kind not in _UNSEEN_RUNS else ():
            if stretch.style.family and is_own(stretch.style.family):
                yield stretch.style.family, run.kind, stretch.style, stretch.end - stretch.start
