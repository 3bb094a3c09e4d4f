"""The pieces. Every one is here for a reason, which its function tells."""

from collections.abc import Callable
from pathlib import Path

from renderers.contract.document import Document
from tests.corpus.drafts.demanding import facts, hostile, limited
from tests.corpus.drafts.plain import empty_body, every_block, long_article, spring, title_only
from tests.corpus.drafts.scripts import arabic, emoji, hebrew


def all_pieces(folder: Path) -> dict[str, Document]:
    """Every piece by its name."""
    drafts: tuple[Callable[[Path], Document], ...] = (
        every_block, spring, title_only, empty_body, long_article, arabic, hebrew, emoji, limited, facts, hostile,
    )  # fmt: skip
    return {draft.__name__.replace("_", "-"): draft(folder) for draft in drafts}
