"""What a platform allows of a picture, read from the limits that were handed in; a brand's own values come first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from brand.guideline import Guideline
from brand.subject import PictureUse, Subject, SubjectKind
from renderers.contract.renderer import Limit


@dataclass(frozen=True, slots=True)
class Allowed:
    """The limits of a kind of picture by the last word of their ids: `width`, `ratio-min`, `size`, `safe-top`."""

    limits: dict[str, Limit]

    def get(self, name: str) -> Limit | None:
        """The limit of a name, where there is one."""
        return self.limits.get(name)

    def value(self, name: str, default: float = 0.0) -> float:
        """Its value; the default where there is none."""
        limit = self.limits.get(name)
        return default if limit is None else limit.value


def allowed(subject: Subject, guideline: Guideline, lead: str = "picture") -> Allowed:
    """The limits whose ids hold a word: of `instagram-picture-width`, `picture` is the lead and `width` the name."""
    own = {limit: value for channel, limit, value in guideline.limits if channel == subject.channel}
    found = {}
    for limit in subject.limits:
        _, mark, name = f"-{limit.id}".rpartition(f"-{lead}-")
        if mark:
            found[name] = replace(limit, value=own.get(limit.id, limit.value))
    return Allowed(found)


def delivered(subject: Subject) -> Iterator[PictureUse]:
    """The pictures that are files of their own: of a post, or looked at by themselves; not those on a page."""
    if subject.kind in {SubjectKind.TEXT, SubjectKind.PICTURE}:
        yield from (picture for picture in subject.pictures if all(picture.pixels))
