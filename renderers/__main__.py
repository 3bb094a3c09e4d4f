"""Lets `python -m renderers` run."""

import sys

from renderers.cli import main

if __name__ == "__main__":
    sys.exit(main())
