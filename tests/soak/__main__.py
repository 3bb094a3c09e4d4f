"""`python -m tests.soak [NAME ...] [--seed N]`: run the long proofs; exit status 1 if one fails."""

import argparse
import secrets
import sys

from tests.soak import articles, kills, openapi, suites, sync

PROOFS = {
    "articles": articles.prove,
    "openapi": openapi.prove,
    "kills": kills.prove,
    "suites": suites.prove,
    "sync": sync.prove,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *PROOFS], metavar="NAME", help="which proofs; else all")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat an earlier run")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    return 1 if sum(PROOFS[name](options.seed) for name in options.names or PROOFS) else 0


if __name__ == "__main__":
    sys.exit(main())
