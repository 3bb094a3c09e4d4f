"""A library of thousands opens, is filtered, searched and chosen from with as many queries as one of sixty.

At full size (EINKLANG_FULL) ten thousand pictures and documents; otherwise 300.
"""

import datetime
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.uses import usage_of
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

FEW, MANY = 60, 10_000 if os.environ.get("EINKLANG_FULL") else 300
STATES = ("", "expiring", "ended", "not-cleared", "unused")
TODAY = datetime.date(2026, 11, 22)


def fill(brand, count: int) -> None:
    """Add files of every state until there are so many of each kind; without bytes, which lists do not read."""
    for model in (ImageAsset, DocumentAsset):
        number = model.objects.count()
        sizes = {"width": 40, "height": 30} if model is ImageAsset else {}
        model.objects.bulk_create(
            model(
                brand=brand,
                collection=brand.collection,
                title=f"Datei {each:05}",
                file=f"fehlt/{each}.png",
                file_size=100,
                sha256=f"{each:064x}",
                clearance=Clearance.OPEN if each % 4 == 0 else Clearance.CLEARED,
                valid_until=TODAY + datetime.timedelta(days=each % 80 - 40) if each % 3 else None,
                **sizes,
            )
            for each in range(number, count)
        )


def cost(client, url: str, **query: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, query)
    assert answer.status_code == 200
    return len(queries)


def costs(client) -> dict[str, int]:
    """The queries of every page that lists the library, each asked for the second time."""
    pages = {}
    for kind in ("images", "docs"):
        for state in STATES:
            pages[f"{kind} {state}"] = reverse(f"wagtail{kind}:index_results"), {"rights": state}
        pages[f"{kind} page 2"] = reverse(f"wagtail{kind}:index_results"), {"p": "2"}
        pages[f"{kind} index"] = reverse(f"wagtail{kind}:index"), {}
    pages["images chooser"] = reverse("wagtailimages_chooser:choose_results"), {}
    pages["docs chooser"] = reverse("wagtaildocs_chooser:choose_results"), {}
    pages["dashboard"] = reverse("wagtailadmin_home"), {}
    for url, query in pages.values():
        cost(client, url, **query)
    return {name: cost(client, url, **query) for name, (url, query) in pages.items()}


def test_lists_cost_the_same_however_many_there_are(brand, brand_manager, signed_in):
    client = signed_in(brand_manager)
    fill(brand, FEW)
    few = costs(client)
    fill(brand, MANY)
    many = costs(client)
    assert {name: (few[name], count) for name, count in many.items() if count > few[name]} == {}
    assert max(many.values()) < 120, many


def test_where_used_costs_the_same_however_many_there_are(brand, superuser):
    campaign = factories.campaign(brand)
    image = factories.picture(brand)
    counts = []
    for number, size in enumerate((FEW, MANY)):
        fill(brand, size)
        for each in range(4):
            factories.piece(campaign, slug=f"stueck-{number}-{each}", hero=image, published=True)
        with CaptureQueriesContext(connection) as queries:
            usage = usage_of(image, superuser)
        assert len(usage.users) == 4 * (number + 1)
        counts.append(len(queries))
    assert counts[1] <= counts[0], counts
