"""What a guideline says of each rule in a channel and locale, worked out once for all subjects there."""

from brand.compiled import once_per
from brand.guideline import Guideline, Resolved


class Settled(dict[str, Resolved]):
    """What holds for each rule, by its id."""

    def __init__(self, guideline: Guideline, channel: str, locale: str) -> None:
        self._guideline, self._channel, self._locale = guideline, channel, locale

    def __missing__(self, rule: str) -> Resolved:
        found = self[rule] = self._guideline.setting(rule, channel=self._channel, locale=self._locale)
        return found


@once_per
def settled(guideline: Guideline, channel: str, locale: str) -> Settled:
    """What holds for each rule in a channel and locale."""
    return Settled(guideline, channel, locale)
