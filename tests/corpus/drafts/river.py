"""What the pieces have in common: a campaign of canoe trips, its shop and its price."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from renderers.contract.document import (
    Campaign,
    Fact,
    FactType,
    Qualifier,
)

SHOP = "https://flusslicht.example/sommer"


CAMPAIGN = Campaign(
    "sommer-2026",
    "Sommer 2026",
    starts=datetime(2026, 4, 1, 8, 0, tzinfo=UTC),
    ends=datetime(2026, 9, 30, 21, 59, tzinfo=UTC),
    regions=("DE", "AT"),
)


PRICE = Fact("price", FactType.PRICE, "49.00 EUR", Qualifier.FROM, "49 €")


def id_of(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://flusslicht.example/{name}"))
