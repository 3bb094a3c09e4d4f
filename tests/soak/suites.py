"""The long tests at full size: screens, mails, 200 variants, files made to hurt, the plans of large lists."""

import os
import subprocess
import sys

SUITES = (
    "tests/browser/test_screens.py",
    "tests/browser/test_mails.py",
    "tests/hub/assets/test_large_library.py",
    "tests/hub/assets/test_replacing_many.py",
    "tests/brand/test_hostile_files.py",
    "tests/brand/test_hostile_patterns.py",
    "tests/brand/test_rules_never_raise.py",
    "tests/services/test_plans.py",
)


def prove(seed: int) -> int:
    """Run them and show what they print; 1 where something failed. They draw no lots: the seed changes nothing."""
    print(f"suites (the same with every seed, {seed} too)", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "--durations=15", *SUITES]
    return int(subprocess.run(command, env={**os.environ, "EINKLANG_FULL": "1"}, check=False).returncode != 0)
