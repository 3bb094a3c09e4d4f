"""Web addresses as rules look at them: host, path, campaign parameters, and what is no address of a page."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from brand.subject import Link, Subject
from renderers.contract.hosts import belongs_to

__all__ = ["PATH", "Address", "address_of", "belongs_to", "is_test_system", "is_web_page", "ways"]

# Where pages are tried out. Nobody outside may ever be sent there, whatever the guideline lists.
_TEST_SYSTEM = re.compile(
    r"localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|.+\.(?:local|internal|test|"
    r"localhost)|"
    r"(?:staging|stage|dev|test|preview|qa|uat)[.-].+|.+[.-](?:staging|preview|dev|stage)\.[a-z]+(?:\.[a-z]+)?"
)


_CODED = re.compile(r"https?://", re.IGNORECASE)
#: A page beside this one, by plain words.
PATH = re.compile(r"/[\w-][\w./-]*")


def ways(subject: Subject) -> tuple[Link, ...]:
    """The links of a subject, and where its QR codes lead: on paper and in pictures they are the only ones."""
    coded = (Link(code.text, "", code.where) for code in subject.codes if code.qr and _CODED.match(code.text))
    return (*subject.links, *coded) if subject.codes else subject.links


@dataclass(frozen=True, slots=True)
class Address:
    """An address, taken apart. `host` is lower case and without a port; "" where the address names none."""

    url: str
    scheme: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def is_web(self) -> bool:
        """Whether it is the address of a page: not a mail address, a telephone number or a template tag."""
        return self.scheme in {"http", "https"} and bool(self.host)


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address | None:
    """Take an address apart; None where it cannot be read at all."""
    if PATH.fullmatch(url):
        return Address(url, "", "", url, ())
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    return Address(url, parts.scheme.lower(), host, parts.path, tuple(parse_qsl(parts.query, keep_blank_values=True)))


def is_web_page(subject: Subject) -> bool:
    """Whether it is a page of its own on the web: its channel says so, or the address it was fetched from.

    A file of HTML alone may as well be a mail, or a part of a page.
    """
    on_the_web = subject.channel == "web" or subject.name.startswith(("http://", "https://"))
    return on_the_web and subject.meta("page") is not None


def is_test_system(host: str) -> bool:
    """Whether a host is one on which pages are tried out, such as staging.shop.example or localhost."""
    return _TEST_SYSTEM.fullmatch(host) is not None
