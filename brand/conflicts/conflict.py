"""A contradiction inside a guideline: two of its settings that cannot both be met."""

from dataclasses import dataclass
from enum import StrEnum

from renderers.contract.message import Message


class Kind(StrEnum):
    """What contradicts what."""

    OWN_WORDS = "own-words"  # the guideline's words are what its rules find
    TOO_LONG = "too-long"  # what must be said does not fit where it must stand
    TEXT_MESSAGE = "text-message"  # typography that costs half a text message
    COLOR_PAIR = "color-pair"
    READING = "reading"
    VOICE = "voice"
    LIMIT = "limit"
    SETTING = "setting"
    TEST = "test"  # a do, a don't or a test beside an own rule does not hold


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction; `about` are the entries it is between, as the YAML names them ("terms.billig")."""

    kind: Kind
    message: Message
    about: tuple[str, ...] = ()
