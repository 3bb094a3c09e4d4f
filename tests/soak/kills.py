"""Web and worker killed 200 times while pieces are published, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys

KILLS = 200


def prove(seed: int) -> int:
    """Kill, and compare afterwards; 1 where something was lost, torn or made twice."""
    print(f"kills, seed {seed}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "tests/faults/test_kills.py"]
    longer = {"EINKLANG_KILLS": str(KILLS), "EINKLANG_SEED": str(seed)}
    return int(subprocess.run(command, env={**os.environ, **longer}, check=False).returncode != 0)
