"""News from variants."""

from django.dispatch import Signal

#: A variant was rendered and stored for the first time: `variant`. Sent inside the transaction.
variant_stored = Signal()

#: A slot has a new entry, which may be a tombstone (no variant): `entry`, `previous`. Sent inside the transaction.
slot_changed = Signal()

#: The worker has nothing to render: others may do a little work of theirs. A receiver that did some answers True, and
#: is asked again at once.
worker_idle = Signal()

#: About once a second while a worker runs, however busy it is with rendering: for what must not be late, such as time
#: boundaries. Sent from the worker's clock, a thread of its own with a connection of its own; in a burst from its loop,
#: once a round. Receivers are quick, and safe to run in two workers at once; one that raises stops no other.
worker_tick = Signal()
