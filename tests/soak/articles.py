"""Long German prose that nobody prepared goes through all channels, and nothing of it is lost in silence.

    python -m tests.soak.articles [FILE ...] [--seed N] [--words 500 2000 8000] [--each N]

Takes the files named (.txt, .html), else the German books that Debian packages have installed (`apt-get install
debian-paketmanagement-buch debian-reference-de maint-guide-de debian-edu-doc-de fortunes-de`; none of their text is in
the repository), else the corpus's own article with its sentences shuffled. Each article is saved as Markdown with a
title and nothing else, and rendered by the command line.
"""

import argparse
import contextlib
import io
import json
import random
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from selectolax.lexbor import LexborHTMLParser
from twitter_text import parse_tweet

from renderers import registry
from renderers.cli import main as render
from renderers.contract import gsm7
from renderers.contract.artifact import Artifact
from renderers.contract.request import RenderRequest
from renderers.contract.tokens import Tokens
from renderers.markdown import read_piece
from tests.contracts import promises
from tests.contracts.cases import Made
from tests.corpus import drafts

WORDS = (500, 1000, 2000, 4000, 8000)
EACH = 1
#: Where Debian's German books lie once they are installed.
BOOKS = (
    "/usr/share/doc/debian-paketmanagement-buch/*.allinone.html",
    "/usr/share/debian-reference/ch*.de.html",
    "/usr/share/doc/maint-guide-de/html/*.de.html",
    "/usr/share/doc/debian-edu-doc-de/debian-edu-bookworm-manual.html",
    "/usr/share/games/fortunes/de/zitate.u8",
    "/usr/share/games/fortunes/de/gedichte.u8",
    "/usr/share/games/fortunes/de/witze.u8",
)
KEPT: tuple[Callable[[Made], list[str]], ...] = (
    promises.nothing_missing,
    promises.losses_are_sound,
    promises.traces_are_sound,
    promises.within_limits,
    promises.parts_as_declared,
)
MM = 72 / 25.4


@dataclass(frozen=True)
class Book:
    """A source of paragraphs."""

    name: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    def article(self, words: int, chance: random.Random) -> str:
        """That many words from anywhere in the book, as Markdown with a title."""
        start = chance.randrange(len(self.paragraphs))
        taken, count = [], 0
        for index in range(len(self.paragraphs)):
            paragraph = self.paragraphs[(start + index) % len(self.paragraphs)]
            left = words - count
            taken.append(paragraph if len(paragraph.split()) <= left else " ".join(paragraph.split()[:left]))
            count += len(paragraph.split())
            if count >= words:
                break
        title = " ".join(re.sub(r"[^\w\s-]", "", taken[0]).split()[:7]) or "Ohne Titel"
        return f"# {title}\n\n" + "\n\n".join(taken) + "\n"


def books(files: Sequence[Path], chance: random.Random) -> Iterator[Book]:
    """The sources there are."""
    found = list(files)
    for pattern in () if files else BOOKS:
        found += sorted(Path("/").glob(pattern.lstrip("/")))
    groups: dict[str, list[str]] = {}
    for file in found:
        text = file.read_text("utf-8", "replace").replace("\ufffd", "")
        groups.setdefault(file.parent.name if file.suffix == ".html" else file.stem, []).extend(_paragraphs(file, text))
    for name, paragraphs in groups.items():
        book = Book(name, tuple(paragraphs))
        if book.words >= min(WORDS):
            yield book
    if not groups:
        yield _shuffled(chance)


def _paragraphs(file: Path, text: str) -> list[str]:
    if file.suffix == ".html":
        tree = LexborHTMLParser(text)
        found = [node.text(deep=True).strip() for node in tree.css("p, li > span, dd, h2, h3")]
    else:
        found = [part.strip() for part in re.split(r"\n%\n|\n\s*\n", text)]
    control = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
    return [control.sub("", part) for part in found if part and "{{" not in part]


def _shuffled(chance: random.Random) -> Book:
    """The corpus's article, its sentences in another order, again and again."""
    text = (Path(drafts.__file__).parent / "article.txt").read_text("utf-8")
    sentences = re.split(r"(?<=[.!?])\s+", text)
    paragraphs = (" ".join(chance.sample(sentences, k=chance.randint(2, 7))) for _ in range(400))
    return Book("corpus", tuple(paragraphs))


def broken(article: str, folder: Path) -> list[str]:
    """Render an article for all channels by the command line; what was not as promised."""
    file = folder / "artikel.md"
    file.write_text(article, encoding="utf-8")
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = render(["render", str(file), "--channel", "all", "--output", str(folder / "out")])
    if status:
        return [f"exit status {status}: {said.getvalue()[:500]}"]
    piece = read_piece(file)
    complaints = [str(problem) for problem in piece.problems]
    for renderer in registry.all_renderers():
        for format_ in renderer.formats:
            rendered = registry.render(
                renderer, piece.document, Tokens(), RenderRequest(format=format_.key), piece.assets
            )
            made = Made(renderer, piece.document, rendered.source, rendered.artifact, frozenset(), rendered.key)
            label = f"{renderer.key}/{format_.key}"
            complaints += [f"{label}: {promise.__name__}: {text}" for promise in KEPT for text in promise(made)]
            complaints += [f"{label}: {text}" for text in _own(label, rendered.artifact)]
            complaints += _differs(label, rendered.key, rendered.artifact, folder / "out" / label)
    return complaints


def _differs(label: str, key: str, artifact: Artifact, folder: Path) -> list[str]:
    """Whether the command line wrote something else than the library makes."""
    wrote = json.loads((folder / "artifact.json").read_text("utf-8"))
    same = wrote["key"] == key and all((folder / part.name).read_bytes() == part.data for part in artifact.parts)
    return [] if same else [f"{label}: the command line wrote something else"]


def _own(label: str, artifact: Artifact) -> list[str]:
    """What is asked of single channels."""
    if label == "sms/message":
        count = gsm7.segments(artifact.part("message.txt").text).count
        return [] if count == 1 else [f"{count} messages"]
    if label == "social/x-post":
        length = parse_tweet(artifact.part("text.txt").text).weightedLength
        return [] if length <= 280 else [f"{length} weighted characters"]
    if label == "print/a5-flyer":
        return list(_printed(artifact.part("print.pdf").data))
    return []


def _printed(data: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(data)
    if len(pdf) > 2:
        yield f"{len(pdf)} pages"
    for number, page in enumerate(pdf, 1):
        left, bottom, right, top = page.get_trimbox()
        if abs(right - left - 148 * MM) > 1 or abs(top - bottom - 210 * MM) > 1:
            yield f"page {number} is no A5"
        text = page.get_textpage()
        for index in range(text.count_rects()):
            box = text.get_rect(index)
            if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top:
                yield f"page {number}: words beyond the trim"


def prove(seed: int, files: Sequence[Path] = (), words: Sequence[int] = WORDS, each: int = EACH) -> int:
    """Render articles of every length from every source; print and count those that broke a promise."""
    chance = random.Random(seed)
    failed = 0
    for book in books(files, chance):
        for size in words:
            for _ in range(each):
                article = book.article(size, chance)
                start = time.monotonic()
                with tempfile.TemporaryDirectory() as folder:
                    found = broken(article, Path(folder))
                took = time.monotonic() - start
                count = len(article.split())
                print(f"{book.name:<32} {count:>6} words  {took:5.1f} s  {'BROKEN' if found else 'ok'}")
                for complaint in found[:10]:
                    print(f"    {complaint[:300]}")
                failed += bool(found)
    print("all articles went through" if not failed else f"{failed} articles did not (seed {seed})")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.articles", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--words", nargs="+", type=int, default=WORDS)
    parser.add_argument("--each", type=int, default=EACH)
    options = parser.parse_args()
    print(f"seed {options.seed}")
    return 1 if prove(options.seed, options.files, options.words, options.each) else 0


if __name__ == "__main__":
    sys.exit(main())
