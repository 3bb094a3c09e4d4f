"""Finds settings of a guideline that contradict each other, before anybody writes a word by it."""

from collections.abc import Mapping, Sequence
from datetime import date

from brand.conflicts.conflict import Conflict, Kind
from brand.conflicts.fitting import fitting
from brand.conflicts.looks import looks
from brand.conflicts.manner import manner
from brand.conflicts.settings import settings
from brand.conflicts.trials import trials
from brand.conflicts.words import words
from brand.guideline import Guideline
from renderers.contract.renderer import Limit

__all__ = ["Conflict", "Kind", "conflicts"]

#: The limits of each channel, by its key; the renderers know them.
Limits = Mapping[str, Sequence[Limit]]


def conflicts(guideline: Guideline, *, today: date, limits: Limits | None = None) -> tuple[Conflict, ...]:
    """All contradictions of a guideline, each told once; `limits` None leaves out what platforms allow."""
    known = limits or {}
    found = [
        *words(guideline, today),
        *fitting(guideline, known),
        *looks(guideline),
        *manner(guideline, today),
        *settings(guideline),
        *trials(guideline, today),
    ]
    return tuple(dict.fromkeys(found))
