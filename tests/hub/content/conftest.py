"""Who edits pieces, and where."""

import pytest

from hub.content.campaigns import Campaign
from tests.hub.content import factories


@pytest.fixture
def campaign(brand) -> Campaign:
    return factories.campaign(brand)


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)
