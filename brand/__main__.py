"""`python -m brand`."""

import contextlib
import resource
import sys

from brand.cli import main

#: What a hostile file may take of this machine before the process gives up.
_MEMORY = 6 << 30


def _contain() -> None:
    """Limit the memory of this process: outside files are not to be trusted."""
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    _contain()
    sys.exit(main())
