"""Six thousand texts made up for counting segments, and how npm's `sms-segments-calculator` counts them.

The answers are frozen in `sms_answers.txt`; `python -m tests.renderers.sms_texts` asks anew (it needs npm).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

COUNT = 6_000
PACKAGE = "sms-segments-calculator@1.3.0"
ANSWERS = Path(__file__).with_name("sms_answers.txt")

_WORDS = tuple(
    (  # noqa: SIM905 -- read as a sentence
        "Grüße für Sie: Angebot heute 1.299,00 € statt 1.499 € Code FLUSS26 bis 24.12. Straße Öl Übung ß ähnlich "
        "the offer ends tonight call +49 30 1234567 https://fl.example/s26?a=b&c=d#x [1] {a} ~ ^ \\ | STOP "
        "@ £ $ ¥ è é ù ì ò"
    ).split(" ")
)
_TYPOGRAPHY = ("„Hallo“", "–", "…", "’s", "10\u202f%", "ç", "á", "Ł", "Ω", "Я", "你好", "\u200b")
_EMOJI = ("😀", "👍🏽", "👩‍👩‍👧", "🇩🇪", "❤️", "1️⃣", "𝄞")
#: Lengths around which a further segment begins.
_EDGES = (67, 70, 134, 153, 160, 201, 306, 459, 612, 1530)
_SCRIPT = """
const { SegmentedMessage } = require(process.argv[2]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => {
  const message = new SegmentedMessage(text);
  return [message.getEncodingName(), message.segmentsCount];
})));
"""


def texts(count: int = COUNT) -> Iterator[str]:
    """The texts, the same with every version of Python: only `Random.random` is promised to be."""
    chance = Random("sms")
    for _ in range(count):
        kind = chance.random()
        pool = _WORDS if kind < 0.6 else (*_WORDS, *_TYPOGRAPHY) if kind < 0.8 else (*_WORDS, *_TYPOGRAPHY, *_EMOJI)
        text = _filled(chance, pool, _length(chance))
        # Every second text ends in what takes two units, right where a segment may.
        yield text + ("€" if kind < 0.6 else "😀") if chance.random() < 0.5 else text


def answers() -> list[tuple[str, int]]:
    """The frozen answers: encoding and segments."""
    names = {"G": "GSM-7", "U": "UCS-2"}
    return [(names[word[0]], int(word[1:])) for word in ANSWERS.read_text("ascii").split()]


def _length(chance: Random) -> int:
    if chance.random() < 0.5:
        return _EDGES[int(chance.random() * len(_EDGES))] - 4 + int(chance.random() * 7)
    return int(chance.random() * 700)


def _filled(chance: Random, pool: tuple[str, ...] | list[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += pool[int(chance.random() * len(pool))] + ("\n" if chance.random() < 0.03 else " ")
    cut = text[:length]
    return cut if not 0xD800 <= ord(cut[-1:] or "x") <= 0xDFFF else cut[:-1]


def main() -> None:
    """Ask npm's calculator, and freeze what it says."""
    with TemporaryDirectory() as home:
        install = ["npm", "install", "--prefix", home, "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]
        subprocess.run(install, check=True, stdout=sys.stderr)
        script = Path(home, "ask.cjs")
        script.write_text(_SCRIPT, "utf-8")
        package = str(Path(home, "node_modules", "sms-segments-calculator"))
        asked = json.dumps(list(texts()))
        done = subprocess.run(
            ["node", str(script), package], input=asked, capture_output=True, text=True, check=True, env=os.environ
        )
    short = [f"{'G' if name.startswith('GSM') else 'U'}{count}" for name, count in json.loads(done.stdout)]
    lines = [" ".join(short[start : start + 30]) for start in range(0, len(short), 30)]
    ANSWERS.write_text("\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    main()
