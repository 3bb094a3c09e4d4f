"""Takes columns apart that cannot be shown or left out as one."""

from collections.abc import Iterable, Iterator, Sequence

from renderers.contract.document import ActionBlock, Block, Columns, LegalNote, Offer, Table
from renderers.contract.walk import block_texts

#: Characters in columns that hold an offer: with more, they are set one below the other.
_MUCH = 2500


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with columns taken apart that hold something that must stay beside much that need not."""
    for block in blocks:
        if isinstance(block, Columns) and _must_part([inner for column in block.columns for inner in column]):
            yield from (inner for column in block.columns for inner in column)
        else:
            yield block


def _must_part(blocks: Sequence[Block]) -> bool:
    if any(isinstance(block, LegalNote) for block in blocks):
        return True
    stays = any(isinstance(block, Offer | ActionBlock) for block in blocks)
    return stays and sum(map(_length, blocks)) > _MUCH


def _length(block: Block) -> int:
    """How many characters a block takes, those that would stand in a table's empty places included."""
    if isinstance(block, Table):
        return sum(len(row) * max((len(cell.plain) for cell in row), default=0) for row in (block.header, *block.rows))
    return sum(len(text.plain) for _, text in block_texts(block))
