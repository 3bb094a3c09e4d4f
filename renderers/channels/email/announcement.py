"""What an announcement says of a piece: one thing. The rest is left to the newsletter, and on record.

It keeps hero, headline and teaser, the beginning of the body as far as it is text and fits, the first offer, one
action, and every legal note. Codes and disclaimers are never cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from renderers.channels.email.excerpt import beginning
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import (
    ActionBlock,
    AssetRef,
    Block,
    Columns,
    Document,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Quote,
)
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.view import RenderInput
from renderers.contract.walk import block_texts
from renderers.toolkit.fit import cut
from renderers.toolkit.greeting import greets
from renderers.toolkit.sentences import graphemes

FORMAT: Final = "announcement"
#: The limit of its running text.
TEXT: Final = "text"

ONE_THING: Final = Message("An announcement says one thing: a short text, one offer, one action.")
_FLOWING = (Heading, Paragraph, ListBlock, Quote)


def condensed(source: RenderInput) -> tuple[RenderInput, tuple[Loss, ...]]:
    """The input reduced to what an announcement shows, and a loss for everything that it leaves out."""
    document = source.document
    text, losses, used = _text(source)
    offer = next((block for block in document.all_blocks if isinstance(block, Offer)), None)
    action = None if _leads(document) else _first_action(document)
    notes = [block for block in document.all_blocks if isinstance(block, LegalNote)]
    kept: list[Block] = [*text, *(block for block in (offer, action) if block is not None), *notes]
    said = {block.id for block in kept} | used
    left = [block for block in document.all_blocks if block.id not in said and not isinstance(block, Columns)]
    losses += [loss for block in left for loss in _dropped(block)]
    return replace(source, document=replace(document, blocks=tuple(kept))), tuple(losses)


def length(document: Document) -> int:
    """How many characters of running text there are between headline and offer."""
    words = [document.teaser.plain] if document.teaser else []
    for block in document.blocks:
        if isinstance(block, _FLOWING):
            words += [text.plain for _, text in block_texts(block)]
    return graphemes(" ".join(" ".join(words).split()))


def _text(source: RenderInput) -> tuple[list[Block], list[Loss], set[str]]:
    """The blocks that the text begins with, as many as fit; the losses of one that was cut; the ids looked at."""
    most = source.limit(TEXT).value
    kept: list[Block] = []
    for block in source.document.blocks:
        if not isinstance(block, _FLOWING):
            if isinstance(block, Columns | Offer | LegalNote | ActionBlock):
                break
            continue
        if length(replace(source.document, blocks=(*kept, block))) <= most:
            kept.append(block)
            continue
        if isinstance(block, Paragraph) and (short := _shortened(source, kept, block, most)):
            return [*kept, short[0]], [short[1]], {block.id}
        break
    while kept and (isinstance(kept[-1], Heading) or greets(kept[-1])):  # it announces what does not follow
        kept.pop()
    return kept, [], set()


def _shortened(
    source: RenderInput, kept: Sequence[Block], block: Paragraph, most: float
) -> tuple[Paragraph, Loss] | None:
    """A paragraph's first sentences; only where nothing stands before it less than one."""
    alone = not kept and not source.document.teaser
    before = length(replace(source.document, blocks=tuple(kept)))
    text, lost = cut(
        block.text.plain,
        lambda part: before + 1 + graphemes(part) <= most,
        language=source.document.language,
        words=alone,
    )
    if not text:
        return None
    loss = Loss(LossKind.SHORTENED, lost, ONE_THING, Place.of("body.text", block.id))
    return replace(block, text=beginning(block.text, text)), loss


def _leads(document: Document) -> bool:
    return document.action is not None and bool(document.action.label)


def _first_action(document: Document) -> ActionBlock | None:
    return next((block for block in document.all_blocks if isinstance(block, ActionBlock)), None)


def _dropped(block: Block) -> Iterator[Loss]:
    """All that a block says and shows, in one loss."""
    quotes = [text.plain for _, text in block_texts(block)]
    pictures = (getattr(block, name, None) for name in ("asset", "poster"))
    quotes += [asset.alt for asset in pictures if isinstance(asset, AssetRef) and asset.alt]
    if quotes or getattr(block, "asset", None) or getattr(block, "url", ""):
        yield Loss(LossKind.DROPPED, "\n".join(quotes), ONE_THING, Place.of("body", block.id))
