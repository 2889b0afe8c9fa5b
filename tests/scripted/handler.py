"""One connection: reads HTTP requests, writes whole answers or server-sent events, and notices when the peer is gone."""

from __future__ import annotations

import contextlib
import json
import selectors
import socket
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from tests.scripted import bodies
from tests.scripted.answering import respond

if TYPE_CHECKING:
    from tests.scripted.listener import Listener


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with connections that stay open, as llama.cpp's server does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener  # pyright: ignore[reportIncompatibleVariableOverride] - the listener that made it

    def handle(self) -> None:
        """Serve the connection until either side ends it."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Tell what the server is."""
        told = self.server.told
        match self.path.partition("?")[0]:
            case "/health" | "/v1/health":
                self.json(200, {"status": "ok"})
            case "/models" | "/v1/models":
                self.json(200, bodies.models(told.model, told.parameters, told.n_ctx))
            case "/props":
                self.json(200, bodies.props(told.model, told.n_ctx, told.slots))
            case _:
                self.json(404, bodies.trouble(404, "File Not Found", "not_found_error"))

    def do_POST(self) -> None:
        """Answer a question by plan."""
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path not in ("/v1/chat/completions", "/v1/completions"):
            return self.json(404, bodies.trouble(404, "File Not Found", "not_found_error"))
        try:
            body = json.loads(raw)
            if not isinstance(body, dict):
                raise ValueError("expected a JSON object")
        except ValueError as error:
            return self.json(400, bodies.trouble(400, str(error), "invalid_request_error"))
        book = self.server.book
        with book.under_way():
            asked, answer = book.take(self.path, body)
            if not (answer.delay and self.gone_within(answer.delay)):
                respond(self, asked, answer, self.server.told)

    def json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""
        self.raw(status, json.dumps(body, ensure_ascii=False).encode(), headers)

    def raw(self, status: int, body: bytes, headers: dict[str, str] | None = None, *, missing: int = 0) -> None:
        """Send a body as it is; ``missing`` is how many bytes more than those the header promises."""
        self.send_response(status)
        for name, value in {"content-type": "application/json; charset=utf-8", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body) + missing))
        self.end_headers()
        self.wfile.write(body)

    def begin_events(self) -> None:
        """Send the header of a stream of events."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def event(self, data: str) -> None:
        """Send one event."""
        line = f"data: {data}\n\n".encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(line), line))

    def end_events(self) -> None:
        """Send the end of a stream of events."""
        self.wfile.write(b"0\r\n\r\n")

    def cut(self) -> None:
        """Close the socket where it stands."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def gone_within(self, seconds: float | None) -> bool:
        """Wait (None: for ever); return at once with True when the peer hangs up or the server goes down."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            gone = bool(selector.select(seconds))
        self.close_connection = self.close_connection or gone
        return gone

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
