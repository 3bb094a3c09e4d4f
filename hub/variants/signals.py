"""News from variants."""

from django.dispatch import Signal

#: A variant was rendered and stored for the first time: `variant`. Sent inside the transaction.
variant_stored = Signal()

#: A slot has a new entry, which may be a tombstone (no variant): `entry`, `previous`. Sent inside the transaction.
slot_changed = Signal()

#: The worker has nothing to render: others may do a little work of theirs. A receiver that did some answers True, and
#: is asked again at once.
worker_idle = Signal()
