"""What the tests of this channel share."""

import pytest

from renderers.contract.artifact import Artifact
from tests.renderers.email.letters import render


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return render()
