"""How a fact is read from what authors type, and how each locale writes it.

`canonical()` turns "1.299,00 €", "24.12.2026" or "20 %" into the one value that facts keep; `display()` writes that
value the way readers of a locale expect it: "1.299 €" in German, "€1,299" in English, from Babel's tables (CLDR).
Used where documents are made (the Markdown reader, the hub); channels never format a value themselves.

Typography is part of it: amount and sign are joined by a no-break space (U+00A0) where the locale sets a space, and
some locales write narrow ones (U+202F). The text message channel replaces both, since its alphabet has neither.
"""

from datetime import tzinfo

from renderers.contract.document import FactType
from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display import dates, percents, phones, prices, words
from renderers.display.locales import babel_locale

__all__ = ["babel_locale", "canonical", "display", "infer"]


def display(type: FactType, value: str, locale: str) -> str:  # noqa: A002 -- the word of the contract
    """Write a canonical value the way readers of a locale expect it, without its qualifier.

    Codes, texts and claims stay as they are. "1299.00 EUR" is "1.299 €" in German: no cents where there are none.

    Raises:
        DocumentError: the value is not canonical, or no table knows the locale.
    """
    writers = {
        FactType.PRICE: prices.write,
        FactType.DATE: dates.write,
        FactType.PERCENT: percents.write,
        FactType.PHONE: phones.write,
    }
    writer = writers.get(type)
    return value if writer is None else writer(value, babel_locale(locale))


def canonical(
    type: FactType,  # noqa: A002 -- the word of the contract
    raw: object,
    *,
    locale: str = "de",
    currency: str = "EUR",
    zone: tzinfo | None = None,
) -> str:
    """Read what an author typed for a fact of a type; a canonical value comes back as it is, whatever the locale.

    `locale` decides what a dot or comma between digits and "3/4/2026" mean, `currency` (ISO 4217) which one an
    amount without a sign is in, and `zone` where a time of day without an offset holds.

    Raises:
        DocumentError: the text is no such value, or could mean two.
    """
    text = " ".join(str(raw).split())
    if not text:
        raise DocumentError(Message("A fact needs a value."))
    place = babel_locale(locale)
    if type is FactType.PRICE:
        return prices.read(text, place, currency)
    if type is FactType.DATE:
        return dates.read(text, place, zone)
    if type is FactType.PERCENT:
        return percents.read(text)
    if type is FactType.PHONE:
        return phones.read(text, place)
    return words.read(str(raw).strip(), code=type is FactType.CODE)


def infer(name: str, raw: object, *, locale: str = "de") -> FactType:
    """Guess a fact's type from the name and the value an author gave: `price: 1299`, `ends: 2026-12-24`.

    A name that is a type, such as `code` or `old_price`, says it all; then the value's looks decide. What looks like
    nothing special is a text.
    """
    parts = name.casefold().replace("-", "_").split("_")
    for part in parts:
        if part in _NAMES:
            return _NAMES[part]
    text = " ".join(str(raw).split())
    looks = (
        (FactType.PRICE, prices.looks_like),
        (FactType.DATE, dates.looks_like),
        (FactType.PERCENT, percents.looks_like),
        (FactType.PHONE, phones.looks_like),
        (FactType.CODE, words.looks_like_code),
    )
    return next((kind for kind, test in looks if test(text, babel_locale(locale))), FactType.TEXT)


_NAMES = {
    "price": FactType.PRICE,
    "preis": FactType.PRICE,
    "percent": FactType.PERCENT,
    "prozent": FactType.PERCENT,
    "code": FactType.CODE,
    "phone": FactType.PHONE,
    "telefon": FactType.PHONE,
    "claim": FactType.CLAIM,
    "text": FactType.TEXT,
    "date": FactType.DATE,
    "datum": FactType.DATE,
}
