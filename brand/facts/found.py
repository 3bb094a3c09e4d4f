"""What a fact found in a text is: its kind, its value in normal form, its qualifier and its place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brand.facts.numbers import plain_number
from renderers.contract.making import made_quickly


class FactKind(StrEnum):
    """What kind of value was found."""

    PRICE = "price"
    DATE = "date"
    TIME = "time"
    PERCENT = "percent"
    CODE = "code"
    PHONE = "phone"
    URL = "url"
    EMAIL = "email"


class FoundQualifier(StrEnum):
    """The words around a value that narrow it. FROM and UP_TO read as in `renderers.contract.Qualifier`."""

    NONE = ""
    FROM = "from"
    UP_TO = "up-to"
    UNTIL = "until"  # of dates and times
    ONLY = "only"
    ABOUT = "about"
    OLD = "old"  # statt, instead of, was: a price of the past
    LIST_PRICE = "list-price"  # UVP, RRP


@made_quickly
@dataclass(frozen=True, slots=True)
class Money:
    """An amount and its ISO 4217 currency."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, canonical: str) -> "Money | None":
        """The money of a fact's value, "1299.00 EUR"; None where that is none."""
        text, _, currency = canonical.partition(" ")
        amount = plain_number(text)
        return None if amount is None else cls(amount, currency)

    def __str__(self) -> str:
        amount = self.amount.normalize()
        exponent = amount.as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return f"{amount:.{places}f} {self.currency}"


@made_quickly
@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar as written: perhaps without a year, perhaps with a weekday (0 is Monday), perhaps wrong."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None

    def __str__(self) -> str:
        return f"{'-' if self.year is None else f'{self.year:04}'}-{self.month:02}-{self.day:02}"

    @property
    def date(self) -> date | None:
        """The date, or None where the year is missing or there is no such day."""
        try:
            return None if self.year is None else date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Whether there is such a day; 29 February without a year is possible."""
        try:
            date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    @property
    def weekday_fits(self) -> bool | None:
        """Whether the weekday written next to the date is right; None where either is missing."""
        found = self.date
        return None if found is None or self.weekday is None else found.weekday() == self.weekday

    def agrees(self, other: "Day") -> bool:
        """Tell whether both can mean the same day: a missing year agrees with any."""
        same_year = self.year is None or other.year is None or self.year == other.year
        return same_year and (self.month, self.day) == (other.month, other.day)


@made_quickly
@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, 0:00 to 24:00."""

    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


FactValue = Money | Day | Clock | Decimal | str


@made_quickly
@dataclass(frozen=True, slots=True)
class FoundFact:
    """A value found in a text. `quote` is the text from `start` to `end`, a weekday beside a date included.

    `footnote` is the mark right behind it ("*", "¹"). Compare facts by `normal`, dates better by `Day.agrees`.
    """

    kind: FactKind
    value: FactValue
    qualifier: FoundQualifier
    start: int
    end: int
    quote: str
    footnote: str = ""

    @property
    def normal(self) -> str:
        """The value as the contract's `Fact.value` has it: "1299.00 EUR", "2026-12-24", "--12-24", "20"."""
        if isinstance(self.value, Decimal):
            return f"{self.value.normalize():f}"
        return str(self.value)
