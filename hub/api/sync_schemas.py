"""The shapes of the sync feed's answers."""

from typing import Literal
from uuid import UUID

from ninja import Schema

from hub.api.schemas import VariantSummary


class SyncItem(Schema):
    """What there is to say of one place. `gone`: delete your copy. `changed`: `variant` is what is to be seen now."""

    kind: Literal["changed", "gone"]
    piece: UUID
    channel: str
    format: str
    locale: str
    dialect: str
    arm: str
    version: int | None
    variant: VariantSummary | None


class SyncPage(Schema):
    """Some news. `next` is the cursor to go on with, also when there is nothing more for now."""

    items: list[SyncItem]
    next: str
    has_more: bool
