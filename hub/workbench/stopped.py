"""Why nothing is delivered at a place, though the piece is live: the rights in a picture say no."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hub.variants.clearing import ENDED, NOT_CLEARED, WITHDRAWN
from hub.variants.models import Entry


def stopped(entry: Entry | None) -> str:
    """The reason in words, with what to do; empty where rights stop nothing."""
    if entry is None:
        return ""
    if entry.variant_id is not None:
        over = entry.visible_until is not None and entry.visible_until <= timezone.now()
        return _ended() if over else ""
    words = {
        NOT_CLEARED: _(
            "A picture is not cleared yet, so nothing is delivered. Clear it in the library, or choose another."
        ),
        WITHDRAWN: _("A picture was withdrawn, so nothing is delivered any more. Choose another."),
        ENDED: _ended(),
    }
    return words.get(entry.reason, "")


def _ended() -> str:
    return _(
        "The rights in a picture ended, so nothing is delivered any more. Renew them in the library, or choose another."
    )
