"""Sections with more entries than a form can hold: they are edited by pages, in a view of their own."""

from typing import Any

from hub.guidelines.sections import SECTIONS, Section

#: The most fields that one section may have in the form. All sections together stay below the server's limit for a
#: request (DATA_UPLOAD_MAX_NUMBER_FIELDS), and a browser opens such a form in a few seconds.
MOST_FIELDS = 1200
#: What every entry has besides its values: type, order, id, a mark for deleted ones, what is kept.
_BESIDE = 5
#: Entries a page.
PAGE = 50
BY_FIELD = {section.field: section for section in SECTIONS}


def most_of(section: Section) -> int:
    """The most entries of a section in the form."""
    return MOST_FIELDS // (len(section.children) + len(section.pivot) + _BESIDE)


def is_crowd(guideline: Any, field: str) -> bool:
    """Whether a section of a guideline has too many entries for the form."""
    return len(getattr(guideline, field)) > most_of(BY_FIELD[field])
