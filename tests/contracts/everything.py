"""Renders everything and prints the digests; run in a process of its own."""

import json
import sys

from tests.contracts.cases import cases
from tests.contracts.golden import digests

if __name__ == "__main__":
    json.dump(digests(list(cases())), sys.stdout)
