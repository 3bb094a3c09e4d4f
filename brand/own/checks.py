"""What each kind of own rule finds in the texts it looks at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from brand.own.casing import is_cased
from brand.own.compiled import Compiled
from brand.own.expression import MOST, Expression
from brand.own.formula import counts_of
from brand.own.units import Unit
from brand.pattern import Check, Scope
from brand.subject import RunKind, Subject


@dataclass(frozen=True, slots=True)
class Hit:
    """A breach: characters of the run, what to write instead, and the numbers of a count. `overflow`: and many more."""

    start: int
    end: int
    instead: str | None = None
    instead_words: str = ""
    count: str = ""
    limit: str = ""
    overflow: bool = False


Found = Iterator[tuple[Unit, Hit]]


def hits(made: Compiled, units: Iterable[Unit], subject: Subject) -> Found:
    """Every breach of a rule in the texts of one subject."""
    return _CHECKS[made.pattern.check](made, list(units), subject)


def _spans(made: Compiled, main: Expression | None, unit: Unit) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """The hits of an expression that are no exception: in the run, with their words and groups."""
    if main is None:
        return
    for start, end, groups in main.hits(unit.text, MOST + 1):
        found = unit.text[start:end]
        if not made.excepted(found):
            yield unit.start + start, unit.start + end, found, groups


def _find(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    pattern = made.pattern
    main = made.joined or made.main
    if main is None or not main.may_be_in("\n\n".join(unit.text for unit in units)):
        return
    for unit in units:
        for number, (start, end, found, groups) in enumerate(_spans(made, main, unit)):
            if number == MOST:
                yield unit, Hit(start, end, overflow=True)
                break
            if made.joined is not None:
                offered = (made.replacement_of(found) or "").split("|")
                if found not in offered:
                    yield unit, Hit(start, end, _cased(offered[0], found, made) or None, " / ".join(offered))
            else:
                instead = None if pattern.replacement is None or made.main is None else pattern.replacement
                filled = None if instead is None or made.main is None else made.main.expanded(instead, groups, found)
                if filled != found:
                    yield unit, Hit(start, end, filled, filled or "")


def _cased(instead: str, found: str, made: Compiled) -> str:
    """A replacement begins with a capital where the hit does; only where case does not count."""
    capital = made.pattern.ignore_case and found[:1].isupper() and not found.isupper()
    return instead[:1].upper() + instead[1:] if capital else instead


def _count(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    together = made.pattern.scope is Scope.PIECE
    for group in [units] if together and units else [[unit] for unit in units]:
        found = [(unit, start, end) for unit in group for start, end, _, _ in _spans(made, made.main, unit)]
        yield from _counted(made, group[0], found)


def _counted(made: Compiled, first: Unit, found: list[tuple[Unit, int, int]]) -> Found:
    most, least = made.pattern.most, made.pattern.least
    if most is not None and len(found) > most:
        unit, start, end = found[most]
        yield unit, Hit(start, end, count=str(len(found)), limit=str(most))
    elif least is not None and len(found) < least:
        yield first, Hit(first.start, first.start + len(first.text), count=str(len(found)), limit=str(least))


def _repeat(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    fold: Callable[[str], str] = str.casefold if made.pattern.ignore_case else str
    allowed = made.pattern.most or 0
    for unit in units:
        before, begin, end_before, times = "", 0, 0, 0
        for start, end, found, _ in _spans(made, made.main, unit):
            gap = unit.text[end_before - unit.start : start - unit.start]
            if before and fold(found) == before and not gap.strip():
                times += 1
                if times == allowed + 1:
                    yield unit, Hit(begin, end, found, found)
            else:
                times, begin = 0, start
            before, end_before = fold(found), end


def _either(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    for one, other in made.either:
        seen: list[tuple[Unit, int, int, str, int]] = [
            (unit, start, end, found, side)
            for unit in units
            for side, main in enumerate((one, other))
            for start, end, found, _ in _spans(made, main, unit)
        ]
        order = {id(unit): number for number, unit in enumerate(units)}
        seen.sort(key=lambda hit: (order[id(hit[0])], hit[1]))
        for unit, start, end, _found, side in seen:
            if side != seen[0][4]:
                yield unit, Hit(start, end, _cased(seen[0][3], _found, made), seen[0][3])


def _needs(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    defined: set[str] = set()
    met = False
    if made.needs is None:
        return
    for unit in units:
        for start, end, groups in made.needs.hits(unit.text):
            defined.update(group for group in (groups or (unit.text[start:end],)) if group)
            met = True
        for start, end, found, _ in _spans(made, made.main, unit):
            if found not in defined if made.needs.groups else not met:
                yield unit, Hit(start, end)


def _case(made: Compiled, units: list[Unit], _subject: Subject) -> Found:
    for unit in units:
        text = unit.text.strip()
        good = is_cased(text, made.pattern.style, made.exceptions) if made.style is None else made.style.is_in(text)
        if not good:
            start = unit.start + len(unit.text) - len(unit.text.lstrip())
            yield unit, Hit(start, start + len(text))


_STRUCTURE = {"list": RunKind.LIST_ITEM, "blockquote": RunKind.QUOTE, "paragraphs": RunKind.PARAGRAPH}


def _formula(made: Compiled, units: list[Unit], subject: Subject) -> Found:
    if not units or made.formula is None:
        return
    counts = counts_of("\n\n".join(unit.text for unit in units), units[0].locale)
    for name, kind in _STRUCTURE.items():
        counts[name] = sum(1 for run in subject.runs if run.kind is kind)
    levels = [run.level or 1 for run in subject.runs if run.kind in {RunKind.HEADING, RunKind.TITLE}]
    counts |= {"headings": len(levels), "pictures": len(subject.pictures), "links": len(subject.links)}
    counts |= {f"h{level}": levels.count(level) for level in range(1, 7)}
    breach = made.formula.breach(counts)
    if breach is not None and counts["words"] >= (made.pattern.least or 0):
        value, limit = breach
        first = units[0]
        yield first, Hit(first.start, first.start + len(first.text), count=f"{value:.2f}", limit=f"{limit:g}")


_CHECKS: dict[Check, Callable[[Compiled, list[Unit], Subject], Found]] = {
    Check.FIND: _find,
    Check.COUNT: _count,
    Check.REPEAT: _repeat,
    Check.EITHER: _either,
    Check.NEEDS: _needs,
    Check.CASE: _case,
    Check.FORMULA: _formula,
}
