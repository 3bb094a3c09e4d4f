"""Renders everything, or the channels that are named, and prints the digests; run in a process of its own."""

import json
import sys

from tests.contracts.cases import cases
from tests.contracts.golden import digests

if __name__ == "__main__":
    wanted = sys.argv[1:]
    json.dump(digests([case for case in cases() if not wanted or case.channel in wanted]), sys.stdout)
