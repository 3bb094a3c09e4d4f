"""Short names for addresses, made of titles."""

from itertools import chain, count
from typing import Any

from django.db.models import QuerySet

from renderers.markdown.identity import slugify

#: Longer short names are made of no title.
LONGEST = 80


def free_slug(title: str, namesakes: QuerySet[Any]) -> str:
    """The short name of a title, with a number where one of `namesakes` has it: who gave none hears of no clash."""
    wanted = slugify(title)[:LONGEST].strip("-")
    taken = set(namesakes.filter(slug__startswith=wanted[: LONGEST - 6]).values_list("slug", flat=True))
    room = wanted[: LONGEST - 6].rstrip("-")  # a campaign's has no more
    return next(slug for slug in chain([wanted], (f"{room}-{number}" for number in count(2))) if slug not in taken)
