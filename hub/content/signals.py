"""News from content. All but the first are sent inside the transaction that made them true."""

from django.dispatch import Signal

#: Somebody is about to publish or submit a piece: `instance` (its newest draft), `user`, `is_submitted`. The only one
#: that is sent before the transaction is open, so that receivers may do now what takes long.
piece_presented = Signal()

#: A piece is about to be published: `instance` (the piece as it will be), `revision`, `user`. A receiver refuses by
#: raising `PublishRefusedError`; nothing is published then.
piece_publishing = Signal()

#: A piece is live in a new revision: `instance`, `revision`, `user`. Not sent for a scheduled first publish.
piece_published = Signal()

#: A piece is no longer live: `instance`, `user`. Sent before a live piece is deleted, too.
piece_unpublished = Signal()

#: A campaign is live in a new revision: `instance`.
campaign_published = Signal()
