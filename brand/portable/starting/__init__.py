"""Start a guideline without typing: what a web page, a PDF or a token file tells about a brand, as candidates.

Nothing here decides: every candidate says where it was seen and how often, and somebody ticks what is right. Pages are
read as the judges read them (the same cascade, the same colors behind words), so what is found is what will be judged.
"""

from brand.portable.starting.candidates import (
    Candidates,
    FoundColor,
    FoundFont,
    FoundLine,
    FoundLogo,
    FoundText,
    Spot,
    Use,
)
from brand.portable.starting.page import read_page
from brand.portable.starting.paper import read_paper
from brand.portable.starting.sheets import imported_sheets, linked_sheets
from brand.portable.starting.tokenlist import read_css, read_tokens

__all__ = [
    "Candidates",
    "FoundColor",
    "FoundFont",
    "FoundLine",
    "FoundLogo",
    "FoundText",
    "Spot",
    "Use",
    "imported_sheets",
    "linked_sheets",
    "read_css",
    "read_page",
    "read_paper",
    "read_tokens",
]
