"""The text of a post as its network shows it: folded where the network folds, hashtags and addresses marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from renderers.contract.artifact import Meter, MeterKind

#: Networks that put the picture before the words.
PICTURE_FIRST = frozenset({"instagram-feed", "instagram-story", "pinterest-pin", "tiktok-photo"})
#: Networks in whose captions the name leads the words.
NAME_LEADS = frozenset({"instagram-feed", "tiktok-photo"})
#: Networks that show the handle beside the name.
HANDLE_BESIDE = frozenset({"x-post", "threads-post", "bluesky-post", "mastodon-post", "youtube-post"})

_MARKED = re.compile(r"https?://[^\s<>\"]+|(?<![\w&])[#@]\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a post. `hidden` until "more" is asked for: nowhere (""), on a phone, or everywhere."""

    html: SafeString
    hidden: str = ""


def folded(text: str, meters: Iterable[Meter]) -> tuple[Stretch, ...]:
    """The text in the stretches that a reader sees one after the other; one where nothing is folded."""
    places = sorted({int(meter.limit) for meter in meters if meter.kind is MeterKind.FOLD and meter.over})
    if not places:
        return (Stretch(marked(text)),)
    hidden = ["", *(["phone"] * (len(places) - 1)), "everywhere"]
    return tuple(
        Stretch(marked(part), where)
        for part, where in zip(_cut(text, places), hidden, strict=True)
        if part or not where
    )


def marked(text: str) -> SafeString:
    """The words, escaped, with hashtags, mentions and addresses in the network's color of links."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text)))


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for found in _MARKED.finditer(text):
        yield text[position : found.start()]
        yield format_html('<span class="post-link">{}</span>', found[0])
        position = found.end()
    yield text[position:]


def _cut(text: str, places: list[int]) -> Iterator[str]:
    """The text cut at places that count UTF-16 units, as networks do; never inside a character."""
    units, start, waiting = 0, 0, list(places)
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if waiting and units > waiting[0]:
            yield text[start:index]
            start = index
            waiting.pop(0)
    yield text[start:]
    yield from ("" for _ in waiting)
