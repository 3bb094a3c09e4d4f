"""What a mail costs, beside the MJML compilers of Rust and of npm; and how alike the HTML of the two is.

Three cases, each with all that a mail is: HTML, letter, mail file, meters, provenance. *Cold*: nothing is kept, and
pictures are decoded, cut and encoded. *Pictures kept*: they were sized before, the layout is compiled. *Layout kept*:
other words in the same layout, as when somebody types, or another language, dialect or arm is wanted. The words change
from call to call, so that nothing is remembered of them. Every compiler is measured in the same way: one document, a
warm-up, the median of its rounds.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import cycle

from selectolax.lexbor import LexborHTMLParser, LexborNode

from renderers.channels.email import page, plugin, poster
from renderers.channels.email.mjml import compile_mjml
from renderers.contract.document import AssetRef
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput, view
from renderers.toolkit import finished, gallery, pictures
from tests import corpus
from tests.bench import peers

DOCUMENT, FORMAT = "every-block", "newsletter"
ROUNDS = 40
#: What we promise: at most so many times the bare compiler, and so many times as fast as npm's; structure as alike.
FLOOR_GOAL, PEER_GOAL, ALIKE_GOAL = 3.0, 10.0, 0.95
_TAG = re.compile(r"<(/?[a-z][a-z0-9:]*)((?:[^>\"]|\"[^\"]*\")*)>", re.IGNORECASE)
_STYLE = re.compile(r"style=\"([^\"]*)\"")


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
    """Print both tables. Everything is processor time of one process."""
    skeleton = next(iter(skeletons().values()))
    floor = _milliseconds(lambda: compile_mjml(skeleton))
    print(f"email    {'mrml alone, the same MJML':<46} {floor:9.2f} ms   {1:6.2f} x")
    taken = {}
    for label, forget in (("cold", _forget_all), ("pictures kept", _forget_layouts), ("layout kept", lambda: None)):
        taken[label] = _milliseconds(_render(forget), 8 if label == "cold" else ROUNDS)
        print(f"email    {'five parts, ' + label:<46} {taken[label]:9.2f} ms   {taken[label] / floor:6.2f} x")
    print(f"email    goal: layout kept <= {FLOOR_GOAL:g} x{_kept(taken['layout kept'] <= FLOOR_GOAL * floor)}")
    try:
        npm = peers.mjml(skeletons())
    except peers.PeerError as error:
        print(f"email    npm mjml not compared: {error}")
        return
    theirs = npm.seconds * 1000
    times = theirs / taken["layout kept"]
    print(f"email    {npm.name + ', HTML only':<46} {theirs:9.2f} ms   {times:6.2f} x ours{_kept(times >= PEER_GOAL)}")
    _alike(npm.pages)


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
        headline = RichText.of(f"Der Fluss ist wieder offen, zum {number}. Mal")
        changed = replace(document, headline=headline, teaser=RichText.of(f"Ab heute liegen {number} Boote bereit."))
        yield view(changed, corpus.tokens(), corpus.request(FORMAT), plugin)


def _render(forget: Callable[[], None]) -> Callable[[], Callable[[], object]]:
    inputs = _inputs()

    def prepared() -> Callable[[], object]:
        source = next(inputs)
        forget()
        return lambda: plugin.render(source, ASSETS)

    return prepared


def _forget_layouts() -> None:
    page.laid_out.cache_clear()


def _forget_all() -> None:
    _forget_layouts()
    finished.SHELF.clear()
    for kept in (pictures.crop, pictures.rasterize_svg, poster.with_play_button, gallery.shown):
        kept.cache_clear()


def _milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of its rounds, in processor time; what `work` gives to call is called, and only that is measured."""
    times = []
    for number in range(rounds + 3):
        start = time.process_time()
        prepared = work()
        if callable(prepared):
            start = time.process_time()
            prepared()
        if number >= 3:
            times.append(time.process_time() - start)
    return statistics.median(times) * 1000
