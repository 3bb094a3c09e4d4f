"""`python -m tests.bench [NAME ...]`: run the benchmarks, in processor time of this process."""

import statistics
import sys
import time
from collections.abc import Callable

from tests.bench import boards, delivery, editor, growth, guard, lint, mails, renders

BENCHMARKS: dict[str, Callable[[], list[tuple[str, Callable[[], object]]]]] = {
    "social": renders.social,
    "key": renders.key,
    "editor": editor.editor,
    "boards": boards.boards,
}
#: Benchmarks that print tables of their own.
TABLES: dict[str, Callable[[], None]] = {
    "email": mails.mails,
    "lint": lint.lint,
    "delivery": delivery.delivery,
    "growth": growth.growth,
    "guard": guard.guard,
}
ROUNDS = 15


def measure(work: Callable[[], object]) -> float:
    """Median processor time of one call, in milliseconds, after a warm-up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print each case with its ratio to the first, which is the floor."""
    for name in sys.argv[1:] or [*BENCHMARKS, *TABLES]:
        if name in TABLES:
            TABLES[name]()
            continue
        floor = None
        for label, work in BENCHMARKS[name]():
            taken = measure(work)
            floor = floor or taken
            print(f"{name:<8} {label:<46} {taken:9.2f} ms   {taken / floor:6.2f} x")


if __name__ == "__main__":
    main()
