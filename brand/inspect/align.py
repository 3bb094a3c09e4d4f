"""Leads the words of an output back to the document: its runs are matched with the provenance, word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from brand.inspect.document import inspect_document, inspect_overrides
from brand.subject import Origin, RunKind, Subject, TextRun
from renderers.contract.artifact import Trace
from renderers.contract.document import Document
from renderers.contract.place import Place

_WORD = re.compile(r"[\w]+")
#: Kinds that an output no longer shows, but the document knows.
_TOLD = frozenset({RunKind.LEGAL, RunKind.QUOTE, RunKind.ACTION, RunKind.HASHTAGS, RunKind.CAPTION})
#: A passage that was cut is found by so many words at least.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a run: folded, and where it stands."""

    word: str
    run: int
    start: int
    end: int


def align(subject: Subject, provenance: Sequence[Trace], document: Document | None = None) -> Subject:
    """Return the subject with every run's `origins` filled in, as far as the provenance names its part.

    With the document, findings lead to the very characters of the field; without it, to the field.
    """
    runs = list(subject.runs)
    sources = _sources(document) if document is not None else {}
    for part in {trace.part for trace in provenance}:
        mine = [index for index, run in enumerate(runs) if run.where.part == part]
        traces = [trace for trace in provenance if trace.part == part]
        for index, origins in _matched(runs, mine, traces, sources).items():
            runs[index] = _led_back(runs[index], origins, sources)
    return replace(subject, runs=tuple(runs))


def _sources(document: Document) -> Mapping[Place, TextRun]:
    """Every text of the document by its place, overrides and arms included."""
    subjects = (inspect_document(document), *inspect_overrides(document))
    return {run.where.source.whole: run for one in subjects for run in one.runs if run.where.source is not None}


def _led_back(run: TextRun, origins: list[Origin], sources: Mapping[Place, TextRun]) -> TextRun:
    origins = list(_joined(origins))
    first = origins[0]
    alone = {origin.place.whole for origin in origins} == {first.place.whole}
    source = sources.get(first.place.whole)
    told = source is not None and alone and run.kind is RunKind.PARAGRAPH and source.kind in _TOLD
    return replace(
        run,
        where=replace(run.where, source=first.place.whole) if alone else run.where,
        kind=source.kind if told and source is not None else run.kind,
        origins=tuple(origins),
    )


def _matched(
    runs: Sequence[TextRun], mine: Sequence[int], traces: Sequence[Trace], sources: Mapping[Place, TextRun]
) -> dict[int, list[Origin]]:
    """The origins of each run, found by running through runs and traces side by side."""
    tokens = [token for index in mine for token in _tokens(runs[index].text, index)]
    positions: dict[str, list[int]] = {}
    for position, token in enumerate(tokens):
        positions.setdefault(token.word, []).append(position)
    taken = bytearray(len(tokens))
    found: dict[int, list[Origin]] = {}
    cursor = 0
    for trace in traces:
        words = [token.word for token in _tokens(trace.text, 0)]
        at, length = _best(tokens, positions, words, taken, cursor)
        if not length:
            continue
        taken[at : at + length] = b"\x01" * length
        cursor = at + length
        for index, span in _by_run(tokens[at : at + length]):
            found.setdefault(index, []).extend(
                _origins(runs[index], span, trace.source, sources.get(trace.source.whole))
            )
    return found


def _tokens(text: str, run: int) -> list[_Token]:
    return [_Token(found[0].casefold(), run, found.start(), found.end()) for found in _WORD.finditer(text)]


def _best(
    tokens: Sequence[_Token], positions: Mapping[str, list[int]], words: list[str], taken: bytearray, cursor: int
) -> tuple[int, int]:
    """Where the words stand: all of them, from the cursor on if possible; else as many of the first as there are."""
    if not words:
        return 0, 0
    best = (0, 0)
    places = positions.get(words[0], [])
    for at in [*(place for place in places if place >= cursor), *(place for place in places if place < cursor)]:
        length = _agreeing(tokens, words, taken, at)
        if length == len(words):
            return at, length
        if length > best[1]:
            best = (at, length)
    return best if best[1] >= min(_LEAST, len(words)) else (0, 0)


def _agreeing(tokens: Sequence[_Token], words: list[str], taken: bytearray, at: int) -> int:
    length = 0
    while length < len(words) and at + length < len(tokens):
        if taken[at + length] or tokens[at + length].word != words[length]:
            break
        length += 1
    return length


def _by_run(tokens: Sequence[_Token]) -> Iterator[tuple[int, list[_Token]]]:
    """Consecutive words of the same run."""
    span: list[_Token] = []
    for token in tokens:
        if span and span[-1].run != token.run:
            yield span[0].run, span
            span = []
        span.append(token)
    if span:
        yield span[0].run, span


def _origins(run: TextRun, span: list[_Token], place: Place, source: TextRun | None) -> Iterator[Origin]:
    """The origins of some words of a run, each character of the source named where it is the same."""
    start, end = _widened(run.text, span[0].start, span[-1].end)
    pairs = _pairs(span, source) if source is not None else []
    if source is None or not pairs:
        yield Origin(start, end, place.whole, exact=False)
        return
    begin, finish = _widened(source.text, pairs[0][1].start, pairs[-1][1].end)
    position = start if pairs[0][0] is span[0] else pairs[0][0].start
    reached = begin
    for token, twin in pairs:
        yield from _stretch(run, (position, token.start), source, (reached, twin.start))
        yield from _stretch(run, (token.start, token.end), source, (twin.start, twin.end))
        position, reached = token.end, twin.end
    yield from _stretch(run, (position, end), source, (reached, finish))


def _pairs(span: list[_Token], source: TextRun) -> list[tuple[_Token, _Token]]:
    """Words of a run and the same words in the document's text, in order."""
    theirs = _tokens(source.text, 0)
    matcher = SequenceMatcher(None, [token.word for token in span], [token.word for token in theirs], autojunk=False)
    return [
        (span[block.a + step], theirs[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Some words with the marks that touch them: quotes before, a full stop after."""
    while start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return start, end


def _stretch(run: TextRun, here: tuple[int, int], source: TextRun, there: tuple[int, int]) -> Iterator[Origin]:
    """Characters of a run (start and end) came from those of the source's shown words."""
    (start, end), (low, high) = here, there
    if start >= end:
        return
    mine, theirs = run.text[start:end], source.text[low:high]
    if mine != theirs:
        # What both begin and end with is the same character by character; what differs stands for the rest.
        head = _shared(mine, theirs)
        tail = _shared(mine[head:][::-1], theirs[head:][::-1])
        yield from _same(start, start + head, source, low)
        spot = source.spot(low + head, max(high - tail, low + head)).source
        if spot is not None and start + head < end - tail:
            yield Origin(start + head, end - tail, spot if source.origins else spot.whole, exact=False)
        yield from _same(end - tail, end, source, high - tail)
        return
    yield from _same(start, end, source, low)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def _same(start: int, end: int, source: TextRun, low: int) -> Iterator[Origin]:
    """Characters of a run that are those of the source's shown words from `low` on."""
    if start >= end:
        return
    high = low + end - start
    if not source.origins:
        spot = source.spot(low, high).source
        exact = spot is not None and spot.start is not None and source.kind is not RunKind.HASHTAGS
        if spot is not None:
            yield Origin(start, end, spot if exact else spot.whole, exact=exact)
        return
    for origin in source.origins:
        first, last = max(low, origin.start), min(high, origin.end)
        if first < last:
            yield replace(_cut(origin, first, last), start=start + first - low, end=start + last - low)


def _cut(origin: Origin, first: int, last: int) -> Origin:
    """Part of an origin: of one that is exact, the very characters."""
    begin = origin.place.start
    if not origin.exact or begin is None:
        return origin
    return replace(origin, place=origin.place.at(begin + first - origin.start, begin + last - origin.start))


def _joined(origins: list[Origin]) -> Iterator[Origin]:
    """Neighbors that go on where the one before ends become one."""
    last: Origin | None = None
    for origin in sorted(origins, key=lambda origin: (origin.start, origin.end)):
        if last is not None and _goes_on(last, origin):
            last = replace(last, end=origin.end, place=replace(last.place, end=origin.place.end))
            continue
        if last is not None:
            yield last
        last = origin
    if last is not None:
        yield last


def _goes_on(last: Origin, origin: Origin) -> bool:
    meets = last.end == origin.start and last.place.end == origin.place.start
    return meets and last.exact and origin.exact and last.place.whole == origin.place.whole
