"""A shop on this machine: the page, sheets and pictures of `tests/brand/shop`, and whatever a test adds or spoils."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from brand.fetch import fetch
from hub.guidelines.gathering import look_up
from tests.hub.assets.pictures import picture

FILES = Path(__file__).parents[2] / "brand" / "shop"
TYPES = {"html": "text/html; charset=utf-8", "css": "text/css", "svg": "image/svg+xml", "png": "image/png"}


def _files() -> dict[str, bytes]:
    read = {name: (FILES / name).read_bytes() for name in ("index.html", "shop.css", "schrift.css", "logo.svg")}
    return {
        "/": read["index.html"],
        "/css/shop.css": read["shop.css"],
        "/css/schrift.css": read["schrift.css"],
        "/img/logo.svg": read["logo.svg"],
        "/img/moosbach-logo.png": picture(size=(320, 80)),
        "/favicon.png": picture(size=(32, 32)),
    }


class Shop:
    """Where it is, what it answers (bytes, or an address to go on to), and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}/"
        self.files: dict[str, bytes | str] = dict(_files())
        self.asked: list[str] = []

    def read(self, address: str = "") -> Any:
        """Look up the shop, which is allowed although it is on this machine."""
        return look_up(address or self.url, get=self.get)

    @property
    def get(self) -> Any:
        """The guarded fetcher, that may reach this one port."""
        return partial(fetch, trusted={("127.0.0.1", self.port)})


@contextmanager
def opened() -> Iterator[Shop]:
    """The shop, while it is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.asked.append(self.path)
            found = shop.files.get(self.path)
            self.send_response(200 if isinstance(found, bytes) else 302 if found else 404)
            if isinstance(found, str):
                self.send_header("Location", found)
            body = found if isinstance(found, bytes) else b""
            ending = self.path.rpartition(".")[2]
            self.send_header("Content-Type", TYPES.get(ending, TYPES["html"]))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
