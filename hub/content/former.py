"""What a piece said before: the words that an override replaced, found in its revisions by their digest."""

import json
from collections.abc import Iterable, Mapping

from django.db.models import TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from hub.assets.models import ImageAsset
from hub.content.models import Piece
from hub.content.overriding import Sources

#: How far back they are looked for.
REVISIONS = 60
_FORMER = ("headline", "teaser", "action_label", "action_url", "hashtags", "hero", "hero_alt")


def former_words(piece: Piece, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The words that had these digests, from the piece's newest revisions; those not found are not there."""
    left, found = set(wanted), {}
    if piece._state.adding:
        return {}
    rows = piece.revisions.order_by("-created_at", "-pk")
    rows = rows.annotate(**{f"was_{name}": Cast(KT(f"content__{name}"), TextField()) for name in _FORMER})
    kept = list(rows.values_list(*(f"was_{name}" for name in _FORMER))[:REVISIONS])
    olds = [dict(zip(_FORMER, (text or "" for text in row), strict=True)) for row in kept]
    numbers = {int(old["hero"]) for old in olds if old["hero"].isdecimal()}
    needed = any(path.startswith("hero") for path, _digest in left)
    heroes = ImageAsset.objects.in_bulk(numbers) if needed and numbers else {}
    for old in olds:
        if not left:
            break
        hero = heroes.get(int(old["hero"])) if old["hero"].isdecimal() else None
        sources, title = _revised(old, hero)
        for path, digest in [pair for pair in left if sources.digest(pair[0]) == pair[1]]:
            found[path, digest] = title if path == "hero" else sources.text(path)
            left.discard((path, digest))
    return found


def _revised(old: Mapping[str, str], hero: ImageAsset | None) -> tuple[Sources, str]:
    """The sources of a revision, and the title of its picture."""
    tags = json.loads(old["hashtags"]) if old["hashtags"].startswith("[") else []
    sources = Sources(
        headline=old["headline"],
        teaser=old["teaser"],
        action_label=old["action_label"],
        action_url=old["action_url"],
        hashtags=tuple(str(tag).lstrip("#") for tag in tags),
        hero=hero.sha256 if hero is not None else "",
        hero_alt=(old["hero_alt"] or hero.description) if hero is not None else "",
    )
    return sources, hero.title if hero is not None else ""
