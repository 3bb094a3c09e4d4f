"""What a mail costs, beside the MJML compilers of Rust and of npm; and how alike the HTML of the two is.

Ours, each with all that a mail is: HTML, letter, mail file, meters, provenance. *Cold*: nothing is kept, pictures are
decoded, cut and encoded. *Layout compiled anew*: pictures were sized before. *Layout kept*: other words in the same
layout, as when somebody types, or another language, dialect or arm is wanted. Every word of the document is another one
from call to call, so that nothing is remembered of them.

All are measured by turns, so that the noise of the machine meets all alike: in each turn everyone is called a few
times in a row, once more than is measured, since whoever had the turn before leaves the processor's caches full of its
own. A figure is the lower quartile of processor time: what other programs do to the caches only ever adds to it. npm's
compiler is measured twice: in its first turns, as a build or a request meets it, and after hundreds of calls, when its
just-in-time compiler has nothing more to gain, in turns as well as on its own, undisturbed by us.

Judged is what is hardest for us. Against the bare compiler in Rust: the mail whose layout is compiled anew, which holds
that same compilation. Against npm: the mail whose layout is kept, beside npm on its own after hundreds of calls. There
the bare compiler itself is about a dozen times as fast as npm: the mail with its layout compiled anew stands beside it
for the record, since what holds that compilation and is more than it cannot be ten times as fast.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from itertools import cycle

from selectolax.lexbor import LexborHTMLParser, LexborNode

from renderers.channels.email import page, plugin, poster
from renderers.channels.email.mjml import compile_mjml
from renderers.contract.document import AssetRef
from renderers.contract.text import RichText, Text
from renderers.contract.view import RenderInput, view
from renderers.contract.walk import rebuild
from renderers.toolkit import finished, gallery, pictures
from tests import corpus
from tests.bench import peers

DOCUMENT, FORMAT = "every-block", "newsletter"
#: Turns, and measured calls in each; calls of the cold case; those that npm's compiler gets to itself.
TURNS, CALLS, COLD, ALONE = 10, 4, 8, 400
#: What we promise: at most so many times the bare compiler, and so many times as fast as npm's; structure as alike.
FLOOR_GOAL, PEER_GOAL, ALIKE_GOAL = 3.0, 10.0, 0.95
_TAG = re.compile(r"<(/?[a-z][a-z0-9:]*)((?:[^>\"]|\"[^\"]*\")*)>", re.IGNORECASE)
_STYLE = re.compile(r"style=\"([^\"]*)\"")

#: The processor seconds of so many more calls.
Case = Callable[[int], list[float]]


class _InMemory:
    """The corpus's pictures without the disk."""

    def __init__(self) -> None:
        self._read: dict[str, bytes] = {}

    def read(self, ref: AssetRef) -> bytes:
        """The bytes."""
        if ref.sha256 not in self._read:
            self._read[ref.sha256] = corpus.Pictures().read(ref)
        return self._read[ref.sha256]


ASSETS = _InMemory()


def mails() -> None:
    """Print the rows and what of the goals is kept."""
    sources = skeletons()
    skeleton = next(iter(sources.values()))
    own: dict[str, Case] = {
        "mrml alone, the same MJML": partial(_seconds, lambda: partial(compile_mjml, skeleton)),
        "five parts, layout compiled anew": partial(_seconds, _render(page.laid_out.cache_clear)),
        "five parts, layout kept": partial(_seconds, _render(lambda: None)),
    }
    cold = _by_turns({"five parts, cold": partial(_seconds, _render(_forget_all))}, 1, COLD)
    try:
        with peers.mjml(sources) as npm:
            turns: dict[str, Case] = {**own, "npm": npm.seconds}
            first = _by_turns(turns)
            alone = npm.seconds(ALONE)
            second = _by_turns(turns)
            version, pages = npm.pages()
    except peers.PeerError as error:
        print(f"email    npm mjml not compared: {error}")
        _own_rows(_by_turns(own), cold)
        return
    floor, anew, kept = _own_rows({label: first[label] + second[label] for label in own}, cold)
    best = _milliseconds(alone[ALONE // 2 :])
    for label, theirs in (
        ("its first turns", _milliseconds(first["npm"])),
        (f"after {ALONE} calls", _milliseconds(second["npm"])),
        (f"on its own, calls {ALONE // 2} to {ALONE}", best),
    ):
        times = f"{theirs / kept:6.2f} x layout kept {theirs / anew:6.2f} x anew {theirs / floor:6.2f} x mrml alone"
        print(f"email    {f'npm mjml {version}, HTML only, {label}':<50} {theirs:9.2f} ms   {times}")
    print(f"email    goal: layout kept >= {PEER_GOAL:g} x as fast as npm on its own{_kept(best >= PEER_GOAL * kept)}")
    _alike(pages)


def skeletons() -> dict[str, str]:
    """The MJML of every document of the corpus in every format, by name; the one that is measured comes first."""
    found: dict[str, str] = {}
    for form in plugin.formats:
        for name in sorted(corpus.names(), key=lambda name: name != DOCUMENT):
            source = view(corpus.document(name), corpus.tokens(), corpus.request(form.key), plugin)
            found[f"{name} as {form.key}"] = plugin.mjml(source, ASSETS)
    return found


def signature(html: str) -> list[str]:
    """What a page is built of, in order: elements with classes and styles, also those that only Outlook reads."""
    return list(_elements(LexborHTMLParser(html).root))


def _elements(node: LexborNode | None) -> Iterator[str]:
    if node is None:
        return
    for found in node.traverse(include_text=True):
        if found.tag == "-comment":
            for match in _TAG.finditer(found.html or ""):
                style = _STYLE.search(match[2])
                yield f"mso {match[1].lower()} {_declarations(style[1] if style else '')}"
        elif found.tag not in {None, "-text", "style", "-doctype"}:
            classes = sorted((found.attributes.get("class") or "").split())
            yield f"{found.tag} {classes} {_declarations(found.attributes.get('style') or '')}"


def _declarations(style: str) -> list[str]:
    return sorted({re.sub(r"\s+", "", part).lower() for part in style.split(";") if part.strip()})


def _alike(pages: dict[str, str]) -> None:
    """How alike the structure of both compilers' HTML is, by Ratcliff and Obershelp; the least alike page is named."""
    likeness = {
        name: SequenceMatcher(None, signature(compile_mjml(skeleton)), signature(pages[name]), autojunk=False).ratio()
        for name, skeleton in skeletons().items()
    }
    least = min(likeness, key=lambda name: likeness[name])
    print(
        f"email    structure like npm's, {len(likeness)} pages: mean {statistics.mean(likeness.values()):.3f}, "
        f"least {likeness[least]:.3f} ({least}){_kept(likeness[least] >= ALIKE_GOAL)}"
    )


def _kept(reached: bool) -> str:
    return "   reached" if reached else "   MISSED"


def _inputs() -> Iterator[RenderInput]:
    document = corpus.document(DOCUMENT)
    for number in cycle(range(997)):
        changed = rebuild(document, text=partial(_numbered, number), asset=lambda ref: ref)
        yield view(changed, corpus.tokens(), corpus.request(FORMAT), plugin)


def _numbered(number: int, text: RichText) -> RichText:
    """The same text with a number in every run of plain words."""
    return text.mapped(lambda run: replace(run, text=f"{run.text} {number}") if isinstance(run, Text) else run)


def _render(forget: Callable[[], object]) -> Callable[[], Callable[[], object]]:
    inputs = _inputs()

    def prepared() -> Callable[[], object]:
        source = next(inputs)
        forget()
        return lambda: plugin.render(source, ASSETS)

    return prepared


def _forget_all() -> None:
    page.laid_out.cache_clear()
    finished.SHELF.clear()
    for kept in (pictures.rasterize_svg, poster.with_play_button, gallery.shown):
        kept.cache_clear()


def _seconds(prepare: Callable[[], Callable[[], object]], calls: int) -> list[float]:
    """The processor time of each call of what `prepare` gives; of nothing else."""
    taken = []
    for _ in range(calls):
        work = prepare()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return taken


def _by_turns(cases: Mapping[str, Case], turns: int = TURNS, calls: int = CALLS) -> dict[str, list[float]]:
    """The seconds of everyone's calls. The first turn is a warm-up, as is the first call of each."""
    taken: dict[str, list[float]] = {label: [] for label in cases}
    for turn in range(1 + turns):
        for label, case in cases.items():
            seconds = case(1 + calls)[1:]
            taken[label] += seconds if turn else ()
    return taken


def _milliseconds(seconds: Sequence[float]) -> float:
    """Their lower quartile."""
    return statistics.quantiles(seconds, n=4)[0] * 1000


def _own_rows(times: Mapping[str, list[float]], cold: Mapping[str, list[float]]) -> tuple[float, float, float]:
    """Print our rows; returns milliseconds: of the bare compiler, of a mail with its layout compiled anew, and kept."""
    floor, anew, kept = (_milliseconds(seconds) for seconds in times.values())
    for label, seconds in (*times.items(), *cold.items()):
        print(f"email    {label:<50} {_milliseconds(seconds):9.2f} ms   {_milliseconds(seconds) / floor:6.2f} x")
    print(f"email    goal: layout compiled anew <= {FLOOR_GOAL:g} x{_kept(anew <= FLOOR_GOAL * floor)}")
    return floor, anew, kept
