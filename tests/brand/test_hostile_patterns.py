"""No pattern of a rule explodes: all rules over endless repetitions, in a child that is ended if it never does.

What it took is printed (`-s`): per repetition, the processor time for N characters and for 2 N. Only the hang guard is
asserted, for a machine may be busy; a pattern that explodes needs more than the age of the world.
"""

import resource
import subprocess
import sys

import pytest

from brand import samples
from brand.audit import audit
from brand.inspect.text import inspect_text
from brand.language.locales import language_of
from tests.size import FULL

PIECES = (
    "a", "(", "1.", "„", " ", "-", "&", "http://", "1", "1,", "a.", "a ", "A", ". ", '"', "'", "*", "{{", "{{ ",
    "%%", "[", "#a ", "@", "@a", "a@", "www.", "€", "1 €", "bis ", "von ", "ab ", "nur ", "statt ", "statt 1 € ",
    "1 % ", "24.", "24.12. ", "Sie ", "du ", "Ihr ", "a*in ", "Kund", "Tel. ", "+49 ", "0 ", "Code ", "z. B. ",
    "§ ", "Nr. ", "\u00a0", "\u200b", "\u0308", "🚲", "!", "?", "...", "…", "–", " - ", "/", "a/", "a-", "gratis ",
    "garantiert ", "beste ", "test ", "Ã", "\n", "\n\n", "<", "<b>", "\t", "_", "`", "=", "x=1&", "straße ", "AE ",
    "ue",
)  # fmt: skip
SIZE = 4_000 if FULL else 1_000
SECONDS = 240


def judge(piece: str, size: int, locale: str) -> float:
    """Processor seconds of an audit of a text that is one repetition."""
    text = (piece * size)[:size]
    subject = inspect_text(text, name="a.txt", locale=locale, channel="email", today=samples.TODAY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    done = audit([subject], samples.GUIDELINE, today=samples.TODAY, sets=False)
    assert not [one for one in done.findings if one.rule == "structure/broken-rule"]
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def measure(locale: str) -> None:
    """Print what every repetition takes; run in the child."""
    judge("a ", 100, locale)
    for piece in PIECES:
        one, two = judge(piece, SIZE, locale), judge(piece, 2 * SIZE, locale)
        shown = f"{language_of(locale)} {piece!r:16} {one * 1000:8.1f} ms {two * 1000:8.1f} ms"
        sys.stdout.write(f"{shown}  x{two / max(one, 1e-4):.1f}\n")


@pytest.mark.parametrize("locale", ["de", "en"])
def test_every_rule_over_endless_repetitions(locale: str) -> None:
    code = f"from tests.brand.test_hostile_patterns import measure; measure({locale!r})"

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=bounded, check=False, timeout=3600
    )
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, f"it never ended, or broke, after:\n{done.stdout[-400:]}\n{done.stderr[-2000:]}"
    assert len(done.stdout.splitlines()) == len(PIECES)
