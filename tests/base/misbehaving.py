"""A web server that misbehaves, one way a path."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from gothmud.clock import wall

BOMB = gzip.compress(b"\0" * 50_000_000)


class Misbehaving(ThreadingHTTPServer):
    """Serves ``pages``, and the paths below. ``asked`` counts what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.over = threading.Event()
        self.hosts: list[str] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked[path] += 1
        self.server.hosts.append(self.headers["Host"])
        with suppress(OSError):  # the other side hangs up, as it should
            getattr(self, f"_{path.strip('/')}", self._page)()

    def _page(self) -> None:
        body = self.server.pages.get(urlsplit(self.path).path)
        self._send(404 if body is None else 200, body or b"")

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _slow(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self.server.over.wait(0.02):
            self.wfile.write(b".")

    def _slow_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not self.server.over.wait(0.02):
            self.wfile.write(b".")

    def _silent(self) -> None:
        self.server.over.wait()

    def _huge(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            self.wfile.write(b"." * 100_000)

    def _bomb(self) -> None:
        self._send(200, BOMB, Content_Encoding="gzip")

    def _torn(self) -> None:
        self._send(200, BOMB[:1000], Content_Encoding="gzip")

    def _short(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome")

    def _babble(self) -> None:
        self.wfile.write(b"\0\1\2 what?\r\n\r\n")

    def _moved(self) -> None:
        self._send(302, Location="/hello")

    def _around(self) -> None:
        self._send(302, Location="/around")

    def _inwards(self) -> None:
        self._send(302, Location=self.server.url("/hello", "inner.example"))

    def _to_a_file(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _marked(self) -> None:
        same = self.headers["If-None-Match"] == '"7"' and self.headers["If-Modified-Since"] == "Tue"
        self._send(304) if same else self._send(200, b"seven", ETag='"7"', Last_Modified="Tue")

    def _busy(self) -> None:
        self._send(429, Retry_After="7200")

    def _busy_until(self) -> None:
        self._send(503, Retry_After=format_datetime(wall().replace(year=wall().year + 1)))


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """Run one."""
    server = Misbehaving()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
