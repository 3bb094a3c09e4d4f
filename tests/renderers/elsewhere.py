"""The same code in fresh processes that differ in what must not matter."""

import os
import subprocess
import sys


def printed_elsewhere(code: str) -> set[str]:
    """What the code prints in processes of other hash seeds and time zones; one answer where all agree."""
    return {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Asia/Tokyo"))
    }
