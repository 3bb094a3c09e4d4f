"""Why nothing is delivered at a place, though the piece is live: the rights in a file say no."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hub.variants.clearing import ELSEWHERE, ENDED, NOT_CLEARED, OF_BRAND, WITHDRAWN
from hub.variants.models import Entry
from hub.variants.recall import RECALLED


def stopped(entry: Entry | None) -> str:
    """The reason in words, with what to do; empty where rights stop nothing."""
    if entry is None:
        return ""
    if entry.variant_id is not None:
        over = entry.visible_until is not None and entry.visible_until <= timezone.now()
        return _over() if over else ""
    if entry.reason.startswith(OF_BRAND):
        return _of_brand(entry.reason.removeprefix(OF_BRAND))
    words: dict[str, str] = {
        RECALLED: _(
            "It was recalled, so nothing is delivered until it differs. “Recall” says why, and lets it out again."
        ),
        NOT_CLEARED: _(
            "A picture is not cleared yet, so nothing is delivered. Clear it in the library, or choose another."
        ),
        WITHDRAWN: _("A picture was withdrawn, so nothing is delivered any more. Choose another."),
        ENDED: _(
            "The rights in a picture ended, so nothing is delivered any more. "
            "Renew them in the library, or choose another."
        ),
        ELSEWHERE: _(
            "The rights in a picture do not cover this channel, so nothing is delivered. "
            "Choose another here, or widen them in the library."
        ),
    }
    return words.get(entry.reason, "")


def _of_brand(reason: str) -> str:
    words: dict[str, str] = {
        NOT_CLEARED: _("A logo or font of the guideline is not cleared yet, so nothing is delivered."),
        WITHDRAWN: _("A logo or font of the guideline was withdrawn, so nothing is delivered any more."),
        ENDED: _("The rights in a logo or font of the guideline ended, so nothing is delivered any more."),
        ELSEWHERE: _("The rights in a logo or font of the guideline do not cover this channel."),
    }
    said = words.get(reason, "")
    remedy = _("Settle its rights in the library, or choose another in the guideline.")
    return f"{said} {remedy}" if said else ""


def _over() -> str:
    """What it was is not told by the entry: a picture, a logo, a font, or the piece itself."""
    return _(
        "Its time is over: that of the piece, or of the rights in a picture, a logo or a font. "
        "Renew the rights in the library, or choose another."
    )
