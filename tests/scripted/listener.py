"""The listening socket and the connections that came of it; closing it ends them all."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from tests.scripted.answering import Told
from tests.scripted.book import Book
from tests.scripted.handler import Handler

HOST = "127.0.0.1"
POLL = 0.02  # seconds after which the loop looks whether it shall end


class Listener(ThreadingHTTPServer):
    """Listens from construction until ``close``; each connection has a thread."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, book: Book, told: Told) -> None:
        self.book, self.told = book, told
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(POLL,), daemon=True, name="scripted endpoint")
        self._thread.start()

    def close(self) -> None:
        """Stop listening and cut every connection."""
        self.shutdown()
        self._thread.join()
        self.server_close()
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Show a defect of ours; a peer that hung up is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
