"""Who may import whom (`[tool.importlinter]` in pyproject.toml): kept as the code stands, and each contract bites."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

#: What breaks each contract: a line added to a file, which may be a new one.
SABOTAGE = [
    ("shell", "renderers/registry.py", "import brand.finding"),
    ("shell", "brand/finding.py", "import hub.accounts.models"),
    ("judges", "brand/finding.py", "import renderers.toolkit.fit"),
    ("judges", "brand/audit.py", "import renderers.registry"),
    ("cores", "renderers/contract/place.py", "import django"),
    ("cores", "brand/finding.py", "from wagtail.models import Page"),
    ("cores", "renderers/toolkit/fit.py", "import ninja"),
    ("channels", "renderers/channels/sms/__init__.py", "import renderers.channels.web"),
    ("channels", "renderers/channels/fax/__init__.py", "import renderers.channels.web"),
    ("rules", "brand/rules/voice/shouting.py", "import brand.rules.voice.long_sentence"),
    ("rules", "brand/rules/terms/sloppy_word.py", "import brand.rules.voice.long_sentence"),
    ("renderers", "renderers/contract/place.py", "import renderers.toolkit"),
    ("renderers", "renderers/toolkit/fit.py", "import renderers.registry"),
    ("renderers", "renderers/helpers.py", ""),
    ("brand", "brand/finding.py", "import brand.audit"),
    ("brand", "brand/helpers.py", ""),
    ("hub", "hub/accounts/models.py", "import hub.content.models"),
    ("hub", "hub/helpers.py", ""),
    ("circles-in-cores", "renderers/markdown/source.py", "import renderers.markdown.piece"),
    ("circles-in-cores", "brand/language/words.py", "import brand.language.address"),
    ("circles-in-hub", "hub/accounts/models.py", "import hub.api.auth"),
]


def lint(folder, *arguments):
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache", *arguments]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The packages' Python files, in another place."""
    folder = tmp_path_factory.mktemp("copy")
    for package in ("hub", "renderers", "brand"):
        for file in (ROOT / package).rglob("*.py"):
            target = folder / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept(copy):
    run = lint(copy)
    assert run.returncode == 0, run.stdout[run.stdout.find("Broken contracts") :]


@pytest.mark.parametrize(("contract", "path", "line"), SABOTAGE)
def test_each_contract_fails_when_it_is_broken(contract, path, line, copy):
    file = copy / path
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.write_bytes((before or b"") + f"\n{line}\n".encode())
        run = lint(copy, "--contract", contract)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "Contracts: 0 kept, 1 broken." in run.stdout


def test_every_contract_is_broken_on_purpose_here():
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in SABOTAGE}
