"""Pictures to refer to."""

import pytest
from PIL import Image


@pytest.fixture
def pictures(tmp_path):
    """A folder with `wald.jpg` and `unter/see.png`."""
    (tmp_path / "unter").mkdir()
    Image.new("RGB", (80, 60), (20, 90, 40)).save(tmp_path / "wald.jpg")
    Image.new("RGB", (40, 30), (20, 40, 90)).save(tmp_path / "unter" / "see.png")
    return tmp_path
