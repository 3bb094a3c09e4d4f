"""The one guarded fetcher: gets an outside address without ever reaching into the own network.

Only http and https; every address a name resolves to must be public, and the connection goes to an address that was
checked; redirects are followed by hand and checked again; bytes and wall-clock time are limited; nothing is unpacked.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from brand.errors import FetchError
from renderers.contract.message import Message

#: The most bytes of an answer, seconds for everything, and redirects.
BYTES = 20 << 20
SECONDS = 20.0
REDIRECTS = 5
_CHUNK = 1 << 16
_AGENT = "Einklang/1 (brand check)"
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
#: Public by its number, but answered by the machine's own host at one large provider of servers.
_HOST = ipaddress.IPv4Address("168.63.129.16")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the last address, how often it was redirected, status, media type, charset and bytes."""

    url: str
    redirects: int
    status: int
    media_type: str
    charset: str
    data: bytes


def fetch(
    url: str, *, limit: int = BYTES, seconds: float = SECONDS, trusted: Collection[tuple[str, int]] = ()
) -> Fetched:
    """Get an address.

    `limit` is the most bytes, `seconds` the time for all of it, redirects included. `trusted` are (address, port)
    pairs that may be reached although they are not public; only tests have any.

    Raises:
        FetchError: refused, unreachable, too slow, too large, cut short, or answered with an error; says which.
    """
    deadline = time.monotonic() + seconds
    for hop in range(REDIRECTS + 1):
        target = _checked(url)
        answer = _ask(target, url, limit=limit, deadline=deadline, trusted=frozenset(trusted))
        if isinstance(answer, str):
            url = urljoin(url, answer)
            continue
        return Fetched(url, hop, *answer)
    raise _error("The address redirects more than {limit} times.", url, limit=REDIRECTS)


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    seconds: float = SECONDS,
    trusted: Collection[tuple[str, int]] = (),
) -> int:
    """Post to an address and answer the status, whatever it is. No redirect is followed and no answer is read.

    `seconds` and `trusted` as in `fetch`.

    Raises:
        FetchError: refused, unreachable or too slow; says which.
    """
    target = _checked(url)

    def send(connection: http.client.HTTPConnection) -> int:
        connection.request("POST", _path(target), body=body, headers={**_headers(target), **headers})
        return connection.getresponse().status

    return _exchange(target, url, send, deadline=time.monotonic() + seconds, trusted=frozenset(trusted))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also when it is wrapped in another."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.teredo is not None:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    if address == _HOST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _error(text: str, url: str, **params: str | int) -> FetchError:
    return FetchError(Message(text, **params), file=url[:200])


def _checked(url: str) -> SplitResult:
    """Take an address apart, refusing what could be read in two ways."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _error("This is no address.", url) from error
    if parts.scheme not in {"http", "https"}:
        raise _error("Only http and https addresses are fetched.", url)
    if parts.username is not None or parts.password is not None:
        raise _error("An address with a user name or password is not fetched.", url)
    host = parts.hostname or ""
    if not host or "%" in host or _FORBIDDEN.search(url) or port == 0:
        raise _error("This is no address.", url)
    return parts


def _ask(
    target: SplitResult, url: str, *, limit: int, deadline: float, trusted: frozenset[tuple[str, int]]
) -> str | tuple[int, str, str, bytes]:
    """One request; answers where it is redirected to, or status, media type, charset and bytes."""

    def get(connection: http.client.HTTPConnection) -> str | tuple[int, str, str, bytes]:
        connection.request("GET", _path(target), headers=_headers(target))
        return _answer(connection.getresponse(), url, limit)

    return _exchange(target, url, get, deadline=deadline, trusted=trusted)


def _exchange(
    target: SplitResult,
    url: str,
    talk: Callable[[http.client.HTTPConnection], A],
    *,
    deadline: float,
    trusted: frozenset[tuple[str, int]],
) -> A:
    """Talk with the host of an address, once all its addresses have been looked at."""
    port = target.port or (443 if target.scheme == "https" else 80)
    addresses = _resolved(target.hostname or "", port, url, deadline)
    for address in addresses:
        if not is_public(address) and (str(address), port) not in trusted:
            raise _error("The address leads into a private network.", url)
    connection = _Connection(target, port, str(addresses[0]), deadline)
    try:
        with _wall_clock(connection, deadline):
            return talk(connection)
    except FetchError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise _error("The address did not answer in time.", url) from error
        raise _error("The address cannot be reached: {problem}.", url, problem=_problem(error)) from error
    finally:
        connection.close()


def _problem(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _resolved(host: str, port: int, url: str, deadline: float) -> list[Address]:
    """All addresses of a name, looked up once. The resolver knows no time limit, so it is left behind when late."""
    found: list[list[Address] | OSError] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.append([ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers])
        except (OSError, UnicodeError, ValueError) as error:
            found.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if not found:
        raise _error("The address did not answer in time.", url)
    if isinstance(found[0], OSError) or not found[0]:
        raise _error("There is no host “{host}”.", url, host=host[:100])
    return list(dict.fromkeys(found[0]))


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name resolves to by now."""

    def __init__(self, target: SplitResult, port: int, address: str, deadline: float) -> None:
        super().__init__(target.hostname or "", port, timeout=max(0.1, deadline - time.monotonic()))
        self._address, self._secure, self._late = address, target.scheme == "https", False
        self._guard = threading.Lock()
        # Kept apart: http.client forgets its own once an answer has begun.
        self._open: socket.socket | None = None

    def connect(self) -> None:
        """Open the socket, and speak TLS with the name's own certificate."""
        self.sock = self._kept(socket.create_connection((self._address, self.port), self.timeout))
        if self._secure:
            secured = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
            self.sock = self._kept(secured)

    def _kept(self, opened: socket.socket) -> socket.socket:
        with self._guard:
            self._open = opened
            if not self._late:
                return opened
        opened.close()
        raise TimeoutError

    def abandon(self) -> None:
        """Shut the socket down from another thread: a server that drips is never late by the socket's own clock."""
        with self._guard:
            self._late = True
            opened = self._open
        if opened is not None:
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                opened.close()


@contextmanager
def _wall_clock(connection: _Connection, deadline: float) -> Iterator[None]:
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), connection.abandon)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if time.monotonic() >= deadline:
        raise TimeoutError


def _path(target: SplitResult) -> str:
    path = quote(target.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(target.query, safe='/?%:@!$&()*+,;=~-._[]')}" if target.query else path


def _headers(target: SplitResult) -> dict[str, str]:
    host = (target.hostname or "").encode("idna").decode("ascii") if not _is_literal(target) else target.netloc
    if target.port and not _is_literal(target):
        host = f"{host}:{target.port}"
    return {"Host": host, "User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


def _is_literal(target: SplitResult) -> bool:
    try:
        ipaddress.ip_address(target.hostname or "")
    except ValueError:
        return False
    return True


def _answer(response: http.client.HTTPResponse, url: str, limit: int) -> str | tuple[int, str, str, bytes]:
    if response.status in {301, 302, 303, 307, 308} and response.headers.get("Location"):
        return str(response.headers["Location"])
    if not 200 <= response.status < 300:
        raise _error("The address answered with {status}.", url, status=response.status)
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise _error("The answer is packed although that was not asked for.", url)
    lengths = set(response.headers.get_all("Content-Length", []))
    if len(lengths) > 1:
        raise _error("The answer names two lengths.", url)
    if response.length is not None and response.length > limit:
        raise _error("The answer has more than {limit} bytes.", url, limit=limit)
    data = _body(response, url, limit)
    charset = response.headers.get_content_charset() or ""
    return response.status, response.headers.get_content_type(), charset, data


def _body(response: http.client.HTTPResponse, url: str, limit: int) -> bytes:
    announced = response.length
    gathered = bytearray()
    while chunk := response.read(_CHUNK):
        gathered += chunk
        if len(gathered) > limit:
            raise _error("The answer has more than {limit} bytes.", url, limit=limit)
    if announced is not None and len(gathered) != announced:
        raise _error("The answer was cut short.", url)
    return bytes(gathered)
