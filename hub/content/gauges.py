"""Limits in words and numbers: how much of each an artifact uses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hub.accounts.language import current_translator
from renderers.contract.artifact import Meter, MeterKind

#: What people call the limits; a channel that brings others has their ids shown.
_NAMES = {
    "alt": gettext_lazy("Alternative text"),
    "alt-advice": gettext_lazy("Alternative text, advised"),
    "characters": gettext_lazy("Characters"),
    "description-width": gettext_lazy("Description in search results"),
    "description-width-mobile": gettext_lazy("Description in search results, phone"),
    "fold": gettext_lazy("Before “more”"),
    "fold-desktop": gettext_lazy("Before “more”, desktop"),
    "fold-mobile": gettext_lazy("Before “more”, phone"),
    "hashtags": gettext_lazy("Hashtags"),
    "html-size": gettext_lazy("Size of the mail"),
    "length": gettext_lazy("Length"),
    "pages": gettext_lazy("Pages"),
    "post": pgettext_lazy("limit", "Text"),
    "preheader": gettext_lazy("Preheader"),
    "segments": gettext_lazy("Segments"),
    "sender": gettext_lazy("Sender"),
    "subject": gettext_lazy("Subject"),
    "text": pgettext_lazy("limit", "Text"),
    "title-width": gettext_lazy("Title in search results"),
    "units": gettext_lazy("Characters"),
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much of a limit is used."""

    name: str
    used: float
    limit: float
    unit: str
    is_advice: bool
    over: bool
    note: str = ""

    @property
    def percent(self) -> int:
        """The filled share of the bar."""
        return 100 if self.limit <= 0 else max(0, min(100, round(100 * self.used / self.limit)))


def gauge_of(meter: Meter, format_key: str) -> Gauge:
    """A meter as people read it."""
    translate = current_translator()
    # A channel with several networks puts the network before the name: "linkedin-post".
    short = meter.name.removeprefix(f"{format_key.partition('-')[0]}-")
    name = str(_NAMES.get(short) or translate(short.replace("-", " ").capitalize()))
    is_advice = meter.kind is not MeterKind.HARD
    return Gauge(name, meter.used, meter.limit, translate(meter.unit), is_advice, meter.over, _note(meter, short))


def _note(meter: Meter, short: str) -> str:
    """What happens beyond the limit, where it is exceeded."""
    if not meter.over:
        return ""
    if short == "html-size":
        return _("Gmail hides the rest behind a link.")
    if short.endswith(("-width", "-width-mobile")):
        return _("Search results cut the rest.")
    if short == "segments":
        return _("Each further segment is paid for.")
    notes = {
        MeterKind.HARD: _("The channel refuses or cuts it."),
        MeterKind.FOLD: _("Readers see the rest only after a tap."),
        MeterKind.ADVICE: _("More than is advised."),
    }
    return notes[meter.kind]
