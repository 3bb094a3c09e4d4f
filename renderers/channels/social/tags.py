"""Hashtags: from what authors type to what networks take."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import regex

from renderers.channels.social.counting import TAG
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.escape import clean
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.toolkit.fit import Unit

REPLACED = Message("A hashtag is letters and digits only.")
NO_HASHTAG = Message("It is no hashtag: that needs a letter.")
TOO_MANY = "The network takes {limit} hashtags."
NO_ROOM = Message("The post has no room for it.")

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag with its "#", and where it was typed."""

    text: str
    place: Place


def read_tags(typed: Iterable[str]) -> tuple[list[Tag], list[Loss]]:
    """The hashtags, each once; what is none, or had to be changed for it, is a loss.

    Several words become one in which each begins with a capital, so that screen readers can tell them apart.
    """
    tags: dict[str, Tag] = {}
    losses: list[Loss] = []
    for index, words in enumerate(typed):
        place, words = Place(f"hashtags.{index}"), clean(words).strip()
        bare = words.removeprefix("#").strip()
        parts = _WORD.findall(bare)
        text = parts[0] if len(parts) == 1 else "".join(part[:1].upper() + part[1:] for part in parts)
        if not _LETTER.search(text):
            losses += [Loss(LossKind.DROPPED, words, NO_HASHTAG, place)] if words else []
            continue
        if text.casefold() != bare.casefold():
            losses.append(Loss(LossKind.REPLACED, words, REPLACED, place))
        tags.setdefault(text.casefold(), Tag(f"#{text}", place))
    return list(tags.values()), losses


def at_most(tags: list[Tag], room: int, *, limit: int) -> tuple[list[Tag], list[Loss]]:
    """As many hashtags as there is still room for, and a loss for each other one."""
    return tags[:room], dropped(tags[room:], Message(TOO_MANY, limit=limit))


def without_excess(units: Iterable[Unit], limit: int) -> tuple[list[Unit], list[Loss]]:
    """The units with no more than `limit` hashtags in their texts: further ones lose their "#", on record."""
    why, count = Message(TOO_MANY, limit=limit), 0
    kept: list[Unit] = []
    losses: list[Loss] = []
    for unit in units:
        found: list[str] = []

        def write(match: "regex.Match[str]", found: list[str] = found) -> str:
            nonlocal count
            count += 1
            if count <= limit:
                return str(match[0])
            found.append(match[0])
            return str(match[0][1:])

        kept.append(replace(unit, text=TAG.sub(write, unit.text)))
        losses += [Loss(LossKind.REPLACED, " ".join(found), why, unit.place)] if found else []
    return kept, losses


def dropped(tags: Iterable[Tag], why: Message) -> list[Loss]:
    """A loss for each hashtag."""
    return [Loss(LossKind.DROPPED, tag.text, why, tag.place) for tag in tags]
