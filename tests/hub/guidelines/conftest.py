"""A brand manager at the desk, and a draft."""

import pytest

from hub.guidelines.services import import_guideline

GOOD = "schema: guideline/1\nvoice:\n  address: du\n"


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


@pytest.fixture
def row(brand):
    return import_guideline(brand, GOOD, publish=False)
