"""How long the long proofs are: in full where `make soak` runs them, otherwise long enough to notice a slip."""

import os

FULL = bool(os.environ.get("EINKLANG_FULL"))
