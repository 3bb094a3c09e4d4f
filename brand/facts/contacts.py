"""Finds web addresses, e-mail addresses and phone numbers."""

import re
from collections.abc import Iterator

from brand.facts.found import FactKind, FactValue
from brand.language.figures import figures
from brand.language.locales import language_of, region_of
from brand.language.signs import is_touched

Found = tuple[FactKind, FactValue, int, int]

_TOP_LEVEL = "de|com|org|net|eu|at|ch|li|io|info|shop|store|app|dev|uk|fr|it|nl|es|pl|biz|online|berlin|hamburg|example"
_URL = re.compile(
    rf"""
    (?<![\w@.-])(?:
        https?://[^\s<>"„“”»«]+
      | www\.[^\s<>"„“”»«]+
      | (?:[a-z0-9](?:[a-z0-9äöü-]{{0,61}}[a-z0-9])?\.){{1,5}}(?:{_TOP_LEVEL})(?![\w-]|\.\w)(?:[/?#][^\s<>"„“”»«]*)?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Without this no text holds an address that names no scheme.
_HOST_PROBE = re.compile(rf"\.(?:(?:{_TOP_LEVEL})(?![\w-]|\.\w)|(?<=www\.)[^\s<>\"„“”»«])", re.IGNORECASE)
_GLUED = re.compile(r"^[^/]*\.[A-Z][a-z]+$")  # "Schluss.Es geht weiter": a blank is missing
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w-])")
_PHONE = re.compile(
    r"(?<![\w.,/+€$£§#-])(?<![0-9][ \u00a0])(?:\+|\(?0)[0-9]*[0-9 \u00a0\u202f()/.\-‑–]{4,24}[0-9]"
    r"(?![\w%€]|[.,][0-9]|[ \u00a0]?[€%])"
)
_AMERICAN_PHONE = re.compile(
    r"(?<![\w.,/+€$£§#-])(?:1[-. ])?\(?[2-9][0-9]{2}\)?[-. \u00a0][0-9]{3}[-. \u00a0][0-9]{4}(?![\w-])"
)
_AMERICAN_GROUPS = (3, 3, 4)
_PHONE_WORD = re.compile(
    r"(?:\b(?:Tel|Telefon|Fon|Fax|Mobile?|Handy|Hotline|Ruf|Rufnummer|Servicenummer|Phone|Call|WhatsApp)\b|☎|📞)"
    r"[^\n]{0,24}$",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:Nr|Nummer|Artikel|Art|ISBN|EAN|IBAN|PLZ|HRB|USt|Bestell\w*|Kunden\w*|Konto\w*|No|Number|Order|Item|SKU)\b"
    r"[^\n]{0,6}$",
    re.IGNORECASE,
)
_GROUPED_NUMBER = re.compile(r"\+?[0-9]{1,3}(?:\.[0-9]{3})+")  # +10.000.000
_ABROAD = re.compile(r"00[1-9][0-9]{0,2}[ \u00a0/(-]")
_CALLING_CODES = {
    "DE": "49",
    "AT": "43",
    "CH": "41",
    "LI": "423",
    "GB": "44",
    "IE": "353",
    "FR": "33",
    "NL": "31",
    "AU": "61",
}


def find_addresses(text: str) -> Iterator[Found]:
    """Yield web and e-mail addresses; scheme (https if none is written) and host in lower case, no slash at the end."""
    for match in _EMAIL.finditer(text) if "@" in text else ():
        name, _, host = match.group().rpartition("@")
        yield FactKind.EMAIL, f"{name}@{host.lower()}", match.start(), match.end()
    for match in _URL.finditer(text) if "://" in text or (is_touched(text, ".") and _HOST_PROBE.search(text)) else ():
        address = _trimmed(match.group())
        if not _GLUED.search(address):
            yield FactKind.URL, _normal_url(address), match.start(), match.start() + len(address)


def _trimmed(address: str) -> str:
    """Cut off what belongs to the sentence: a full stop, a closing bracket that was not opened inside."""
    while address and address[-1] in ".,;:!?'*’‘)]":
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _normal_url(address: str) -> str:
    full = address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"
    scheme, _, rest = full.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme.lower()}://{host.lower()}{rest[len(host) :]}".rstrip("/")


def find_phones(text: str, locale: str) -> Iterator[Found]:
    """Yield phone numbers in E.164 form: "+49301234567"; national ones get the calling code of the locale's region."""
    region = region_of(locale) or ("DE" if language_of(locale) == "de" else "US")
    for match in _phones(text):
        number = _normal_phone(match.group(), region)
        if number and _is_phone(text, match):
            yield FactKind.PHONE, number, match.start(), match.end()
    if region in {"US", "CA"}:
        lengths = [end - start for start, end in figures(text)]
        grouped = _AMERICAN_GROUPS in zip(lengths, lengths[1:], lengths[2:], strict=False)
        for match in _AMERICAN_PHONE.finditer(text) if grouped else ():
            digits = re.sub(r"[^0-9]", "", match.group())
            yield FactKind.PHONE, f"+{digits if len(digits) == 11 else '1' + digits}", match.start(), match.end()


def _phones(text: str) -> Iterator[re.Match[str]]:
    """What may be a phone number begins with a plus or a zero, perhaps in brackets."""
    zeros = [start for start, _ in figures(text) if text[start] == "0"]
    starts = [*zeros, *(start - 1 for start in zeros if text[start - 1 : start] == "(")]
    if "+" in text:
        starts += [match.start() for match in re.finditer(r"\+", text)]
    reached = 0
    for start in sorted(starts):
        match = _PHONE.match(text, start) if start >= reached else None
        if match is not None:
            yield match
            reached = match.end()


def _normal_phone(text: str, region: str) -> str | None:
    """E.164, or None if the number has too few or too many digits, or no code is known for its country."""
    digits = re.sub(r"[^0-9]", "", re.sub(r"\(0\)", "", text))
    if text.startswith("+"):
        number = digits
    elif digits.startswith("00"):
        number = digits[2:]
    elif region in _CALLING_CODES:
        number = _CALLING_CODES[region] + digits.removeprefix("0")
    else:
        return None
    return f"+{number}" if 8 <= len(number) <= 15 else None


def _is_phone(text: str, match: re.Match[str]) -> bool:
    """A number with a plus, with a phone word, or grouped; no date, order number or two numbers side by side."""
    found, before = match.group(), text[max(0, match.start() - 40) : match.start()]
    if _GROUPED_NUMBER.fullmatch(found):
        return False
    if found.startswith("+") or _ABROAD.match(found) or _PHONE_WORD.search(before):
        return True
    if _OTHER_NUMBER.search(before) or re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4})", found):
        return False
    if re.search(r"[0-9]\.[0-9]", found) or re.search(r"\s[-–]\s", found):
        return False
    return (
        re.match(r"\(?0[1-9][0-9]{1,4}\)?[ \u00a0/\-‑–]+[0-9]{2}", found) is not None
        or len(re.sub(r"\D", "", found)) >= 10
    )
