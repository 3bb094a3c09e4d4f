"""A sample package with a channel and a rule, as a wheel that pip installs without a network."""

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.contracts.promises import ROOT

NAME, VERSION = "einklang_sample", "1.0"
_ENTRY_POINTS = """[renderers.channels]
ticker = einklang_sample.ticker

[brand.rules]
structure/empty-promise = einklang_sample.empty_promise

[other.group]
nothing = einklang_sample
"""


def build(folder: Path, *, extra: dict[str, str] | None = None, entry_points: str = _ENTRY_POINTS) -> Path:
    """Write the wheel; the channel and the rule are those that the READMEs show."""
    files = {
        f"{NAME}/__init__.py": '"""A sample."""\n',
        f"{NAME}/ticker/__init__.py": _block("renderers/README.md", "python"),
        f"{NAME}/ticker/limits.yaml": _block("renderers/README.md", "yaml"),
        f"{NAME}/ticker/README.md": _block("renderers/README.md", "markdown"),
        f"{NAME}/empty_promise.py": _block("brand/README.md", "python"),
        **(extra or {}),
    }
    info = f"{NAME}-{VERSION}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = entry_points
    lines = [f"{name},sha256={_digest(text)},{len(text.encode())}" for name, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,"]) + "\n"
    wheel = folder / f"{NAME}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def install(wheel: Path, target: Path) -> None:
    """Install it by pip, for those only who put `target` on their path."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", target, wheel]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _block(page: str, language: str) -> str:
    text = (ROOT / page).read_text("utf-8")
    return re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)[1]


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
