"""Schemathesis at full size: 10,000 cases over the OpenAPI document."""

import os
import subprocess
import sys


def prove(seed: int) -> int:
    """Run it and show what it says; 1 where something failed. EINKLANG_SEED repeats it."""
    print(f"openapi, seed {seed}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:logging", "tests/hub/api/test_schemathesis.py"]
    environment = {**os.environ, "EINKLANG_FULL": "1", "EINKLANG_SEED": str(seed)}
    return int(subprocess.run(command, env=environment, check=False).returncode != 0)
