"""What the linter costs: whole documents beside two other linters, a field, a second audit, and texts up to 1 MB."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random

from brand.audit import Audit, audit
from brand.guideline import Guideline
from brand.inspect.text import inspect_text
from brand.keeping import MemoryKeeper
from brand.registry import all_rules
from brand.rule import Rule
from tests.bench import generated
from tests.bench.rates import TODAY, rates, subject_of, verdict

FIELD_WORDS, FIELD_GOAL = 500, 20.0
AGAIN, AGAIN_GOAL = 500, 5.0
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 9
#: A text ten times as long may take this many times as long: tenfold, and what memory and a busy machine add. (Measured
#: on 22 November 2026: with the garbage collector off, one text of a million characters takes as long as ten of a
#: hundred thousand; with it on, up to a quarter more, where 150,000 findings are kept alive.)
GROWTH = 13.0


def lint() -> None:
    """Print all tables. Everything is processor time of one process on one core."""
    rules = sum(isinstance(rule, Rule) for rule in all_rules())
    print(
        f"lint     {rules} rules about one subject, {generated.TERMS} terms, documents of {generated.LENGTH} characters"
    )
    rates()
    _field()
    _again()
    _sizes()


def _field() -> None:
    """A field that somebody types in: every version of it is new."""
    chance = Random("field")
    for language in ("en", "de"):
        guideline = generated.guideline(language)
        texts = [_words(chance, language, FIELD_WORDS) for _ in range(ROUNDS * 3)]
        taken = _median(_checks(texts, language, guideline))
        told = f"goal {FIELD_GOAL:.0f} ms: {verdict(taken <= FIELD_GOAL)}"
        print(f"lint     a field of {FIELD_WORDS} words, {language:<23} {taken:9.2f} ms   {told}")


def _words(chance: Random, language: str, count: int) -> str:
    return " ".join(generated.prose(chance, language, count * 12).split(" ")[:count])


def _checks(texts: Sequence[str], language: str, guideline: Guideline) -> Iterator[Callable[[], object]]:
    for text in texts:
        yield partial(_check, text, language, guideline)


def _check(text: str, language: str, guideline: Guideline) -> Audit:
    return audit([inspect_text(text, name="field", locale=language)], guideline, today=TODAY)


def _again() -> None:
    """The same documents audited a second time with what was kept of the first."""
    guideline, keeper = generated.guideline("en"), MemoryKeeper()
    subjects = [subject_of(text, "en") for text in generated.documents(AGAIN, seed=2)]
    audit(subjects[:1], guideline, today=TODAY, keeper=keeper)
    taken = []
    for _ in range(2):
        start = time.process_time()
        for subject in subjects:
            audit([subject], guideline, today=TODAY, keeper=keeper)
        taken.append(time.process_time() - start)
    share = 100 * taken[1] / taken[0]
    told = f"goal {AGAIN_GOAL:.0f} %: {verdict(share <= AGAIN_GOAL)}"
    print(f"lint     a second audit of {AGAIN} documents           {share:9.2f} % of the first   {told}")


def _start(chance: Random) -> str:
    """Eight letters, so that no two texts are the same."""
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8))


def _sizes() -> None:
    """Texts of growing size, right ones and freaks; each is new, so that nothing is remembered."""
    chance = Random("sizes")
    print("lint     cost by size, ms" + " " * 20 + "".join(f"{size:>12,}" for size in SIZES) + "    x a tenfold text")
    for language in ("en", "de"):
        guideline = generated.guideline(language)
        for name, make in _SHAPES.items():
            taken = []
            for size in SIZES:
                texts = [make(chance, language, size)[:size] for _ in range(min(10, SIZES[-1] // size))]
                gc.collect()
                taken.append(_mean(_checks(texts, language, guideline)))
            growth = taken[-1] / taken[-2]
            cells = "".join(f"{one:>12,.1f}" for one in taken)
            print(f"lint     {language} {name:<33}{cells}   {growth:6.1f}   {verdict(growth <= GROWTH)}")


_SHAPES: dict[str, Callable[[Random, str, int], str]] = {
    "document": lambda chance, language, size: generated.documents(
        1, language, length=size, seed=chance.randrange(1 << 30)
    )[0],
    "one line": generated.prose,
    "no blanks": lambda chance, language, size: generated.prose(chance, language, size * 2).replace(" ", ""),
    "one letter": lambda chance, _, size: _start(chance) + "a" * size,
    "digits": lambda chance, _, size: "".join(chance.choices("0123456789", k=size)),
    "digits and marks": lambda chance, _, size: "".join(chance.choices("0123456789.,:-/ €", k=size)),
    "quotation marks": lambda chance, _, size: "".join(chance.choices("„“”\"'»«", k=size)),
    "brackets": lambda chance, _, size: "".join(chance.choices("{}[]()%*|<>", k=size)),
    "blanks": lambda chance, _, size: f"{_start(chance)}{' ' * (size - 9)}b",
    "capitals": lambda chance, _, size: "".join(chance.choices("ABCDEF ", k=size)),
}


def _mean(calls: Iterator[Callable[[], object]]) -> float:
    """Mean processor time in milliseconds: ten texts hold some of all that a longer one holds."""
    start, count = time.process_time(), 0
    for call in calls:
        call()
        count += 1
    return (time.process_time() - start) / count * 1000


def _median(calls: Iterator[Callable[[], object]]) -> float:
    times = []
    for call in calls:
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    lint()
