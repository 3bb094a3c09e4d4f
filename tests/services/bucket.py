"""A bucket on 127.0.0.1 that speaks as much of the S3 protocol as a storage needs: put, get, head, delete."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from tests.services.servers import in_background


class Bucket(ThreadingHTTPServer):
    """Objects by their path, bucket's name included."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, tuple[bytes, str]] = {}

    def close(self) -> None:
        """Serve nobody any more."""
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        """Its endpoint."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self._body()
        self.server.objects[self._key] = body, self.headers.get("Content-Type", "application/octet-stream")
        self._answer(200, etag=hashlib.md5(body).hexdigest())

    def do_GET(self) -> None:
        if self._key not in self.server.objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>", kind="application/xml")
            return
        body, kind = self.server.objects[self._key]
        self._answer(200, body, kind=kind, etag=hashlib.md5(body).hexdigest())

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._key, None)
        self._answer(204)

    def log_message(self, *_args: object) -> None:
        pass

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _body(self) -> bytes:
        """The body; SDKs of late send it in chunks, each with its length, and a checksum behind them."""
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return bytes(body)

    def _answer(self, status: int, body: bytes = b"", *, kind: str = "", etag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if kind:
            self.send_header("Content-Type", kind)
        if etag:
            self.send_header("ETag", f'"{etag}"')
            self.send_header("Last-Modified", formatdate(usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def bucket() -> Iterator[Bucket]:
    """A bucket while it is needed."""
    made = Bucket()
    with in_background(made.serve_forever, made.close):
        yield made
