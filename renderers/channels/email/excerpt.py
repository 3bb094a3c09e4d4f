"""The beginning of a rich text, with its links, merge fields and marks."""

from collections.abc import Iterable, Iterator

from renderers.contract.text import Inline, Link, RichText, Text, Word


def beginning(text: RichText, kept: str) -> RichText:
    """The runs that say what `kept` says, which is the text's beginning as `fit.cut` leaves it, dots included."""
    plain = text.plain
    lead = len(plain) - len(plain.lstrip())
    same = next((count for count in range(len(kept), 0, -1) if plain.startswith(kept[:count], lead)), 0)
    runs = list(_until(text.runs, lead + same))
    dots = kept[same:]
    return RichText((*runs, Text(dots))) if dots else RichText(tuple(runs))


def _until(runs: Iterable[Inline], end: int) -> Iterator[Inline]:
    """Runs up to a number of characters; of a word run that reaches beyond it the first part, as plain words."""
    for run in runs:
        if end <= 0:
            return
        length = len(run.plain)
        if length <= end:
            yield run
        elif isinstance(run, Link):
            yield Link(run.url, tuple(_words(run.runs, end)), run.tagged)
        else:
            yield Text(run.plain[:end], run.marks)
        end -= length


def _words(runs: Iterable[Word], end: int) -> Iterator[Word]:
    for run in _until(runs, end):
        if not isinstance(run, Link):
            yield run
