"""The guarded fetcher against servers on this machine that lie, drip, redirect inwards and never end."""

import contextlib
import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from brand import fetch as module
from brand.errors import FetchError
from brand.fetch import fetch, is_public, post

Behavior = Callable[[socket.socket, str], None]


def whole_request(connection: socket.socket) -> str:
    """Head and body: they may come in pieces."""
    received = connection.recv(65536)
    while received and (missing := left_to_read(received)):
        if not (more := connection.recv(missing)):
            break
        received += more
    return received.decode("latin-1")


def left_to_read(received: bytes) -> int:
    """How many bytes to ask for, 0 when the request is whole (or no HTTP, as the first words of TLS)."""
    if not received[:1].isalpha():
        return 0
    head, end, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return 65536 if not end else max(0, int(length[1]) - len(body)) if length else 0


@contextlib.contextmanager
def server(behave: Behavior) -> Iterator[int]:
    """A server that does with each connection what it is told; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            behave(connection, whole_request(connection))

    def accept() -> None:
        while not stopped.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stopped.set()
        listener.close()


def says(answer: bytes) -> Behavior:
    return lambda connection, _: connection.sendall(answer)


def get(port: int, path: str = "/", **options: object) -> object:
    return fetch(f"http://127.0.0.1:{port}{path}", trusted={("127.0.0.1", port)}, **options)  # type: ignore[arg-type]


def test_a_page_is_fetched() -> None:
    asked = []

    def behave(connection: socket.socket, request: str) -> None:
        asked.append(request)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin-1\r\nContent-Length: 5\r\n\r\n<p>x\n"
        )

    with server(behave) as port:
        found = get(port, "/pfad?b=%20c")
    assert found == module.Fetched(f"http://127.0.0.1:{port}/pfad?b=%20c", 0, 200, "text/html", "latin-1", b"<p>x\n")
    assert asked[0].startswith("GET /pfad?b=%20c HTTP/1.1\r\n")
    assert "Accept-Encoding: identity" in asked[0]


def test_redirects_are_followed_and_counted() -> None:
    def behave(connection: socket.socket, request: str) -> None:
        if "/start" in request:
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: next?x=1\r\n\r\n")
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\ngut")

    with server(behave) as port:
        found = get(port, "/a/start")
    assert (found.url, found.redirects, found.data) == (f"http://127.0.0.1:{port}/a/next?x=1", 1, b"gut")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\n\r\n", "private network"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://localhost/\r\n\r\n", "private network"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "Only http and https"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://user:pw@127.0.0.1/\r\n\r\n", "user name"),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", "redirects more than 5"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answered with 404"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nkurz", "cut short"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nkurz", "two lengths"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b", "packed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", "more than 1000 bytes"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000, "more than 1000 bytes"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "cannot be reached"),
        (b"nonsense\r\n\r\n", "cannot be reached"),
        (b"", "cannot be reached"),
    ],
)
def test_answers_that_are_refused(answer: bytes, message: str) -> None:
    with server(says(answer)) as port, pytest.raises(FetchError, match=message) as caught:
        get(port, limit=1000)
    assert caught.value.file.startswith(("http", "file"))


def test_a_server_that_speaks_no_tls() -> None:
    with server(says(b"HTTP/1.1 200 OK\r\n\r\n")) as port, pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"https://127.0.0.1:{port}/", trusted={("127.0.0.1", port)}, seconds=3)


def drip(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _step in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def slow_headers(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for step in range(90):
        connection.sendall(b"X-%d: y\r\n" % step)
        time.sleep(0.1)


def endless(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def forever_continue(connection: socket.socket, _: str) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def silence(_connection: socket.socket, _: str) -> None:
    time.sleep(10)


@pytest.mark.parametrize("behave", [drip, slow_headers, forever_continue, silence])
def test_the_clock_on_the_wall_counts(behave: Behavior) -> None:
    with server(behave) as port:
        begun = time.monotonic()
        with pytest.raises(FetchError, match="in time"):
            get(port, seconds=0.6)
        assert time.monotonic() - begun < 2


def test_an_endless_answer_ends() -> None:
    with server(endless) as port, pytest.raises(FetchError, match="more than 1000000 bytes"):
        get(port, limit=1_000_000)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://localhost/",
    ],
)
def test_the_own_network_is_never_dialed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("dialed"))
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://a.example",
        "http://",
        "http:///x",
        "//a.example",
        "http://user@a.example/",
        "http://a.example:0/",
        "http://a.example:99999/",
        "http://[::1%25eth0]/",
        "http://a b.example/",
        "http://a.example/\r\nX: y",
        "http://a.example\\@b.example/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_address_is_refused_unresolved(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("resolved"))
    with pytest.raises(FetchError):
        fetch(url)


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: answers)
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("dialed"))
    with pytest.raises(FetchError, match="private"):
        fetch("http://a.example/")


def test_a_name_that_changes_is_dialed_at_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(says(b"HTTP/1.1 200 OK\r\n\r\ngut")) as port:
        resolved, dialed = [], []

        def look_up(host: str, *_a: object, **_k: object) -> list[object]:
            resolved.append(host)
            return [(2, 1, 6, "", ("93.184.216.34" if len(resolved) == 1 else "127.0.0.1", port))]

        def dial(address: tuple[str, int], *_a: object, **_k: object) -> socket.socket:
            dialed.append(address[0])
            made = socket.socket()
            made.connect(("127.0.0.1", port))
            return made

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket, "create_connection", dial)
        assert fetch(f"http://a.example:{port}/").data == b"gut"
        assert (resolved, dialed) == (["a.example"], ["93.184.216.34"])


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    late = threading.Event()

    def resolve(*_a: object, **_k: object) -> list[object]:
        late.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    begun = time.monotonic()
    try:
        with pytest.raises(FetchError, match="in time"):
            fetch("http://a.example/", seconds=0.3)
        assert time.monotonic() - begun < 2
    finally:
        late.set()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False),
        ("2001:0:53aa:64c:0:0:0:0", False),
        ("2002:a00:1::", False),
        ("ff02::1", False),
        ("fc00::1", False),
        ("240.0.0.1", False),
        ("168.63.129.16", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def send(port: int, **options: object) -> int:
    headers = {"webhook-id": "msg_1", "Content-Type": "application/json"}
    url, reached = f"http://127.0.0.1:{port}/hook?a=1", {("127.0.0.1", port)}
    return post(url, b'{"a":1}', headers=headers, trusted=reached, **options)  # type: ignore[arg-type]


def test_posting_says_the_status_and_follows_nothing() -> None:
    asked = []

    def behave(connection: socket.socket, request: str) -> None:
        asked.append(request)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/inward\r\n\r\n")

    with server(behave) as port:
        assert send(port) == 302
    assert asked[0].startswith("POST /hook?a=1 HTTP/1.1")
    assert "webhook-id: msg_1" in asked[0]
    assert asked[0].endswith('{"a":1}')
    assert len(asked) == 1


def test_posting_ends_when_the_time_is_over_whatever_drips() -> None:
    def drip(connection: socket.socket, _: str) -> None:
        for _index in range(100):
            connection.sendall(b"H")
            time.sleep(0.1)

    begun = time.monotonic()
    with server(drip) as port, pytest.raises(FetchError, match="in time"):
        send(port, seconds=0.5)
    assert time.monotonic() - begun < 4


def test_posting_never_goes_into_the_own_network() -> None:
    with pytest.raises(FetchError, match="private network"):
        post("http://127.0.0.1:9/", b"", headers={})
