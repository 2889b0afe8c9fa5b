"""A double of ComfyUI's server: its paths, its websocket, its two forms of /object_info. No real one was seen."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CHECKPOINTS = ["gaslight_v1.safetensors", "dream.safetensors"]


class Double:
    """What the server does (``picture``, ``form``, ``end``) and what was asked of it (``calls``, ``graphs``).

    ``end`` is how a painting ends: success, old (a server before execution_success), error, odd, never, dies.
    """

    def __init__(self, picture: bytes, form: str = "array", end: str = "success") -> None:
        self.picture, self.form, self.end = picture, form, end
        self.calls: list[str] = []
        self.graphs: list[dict[str, Any]] = []
        self.queued = threading.Event()
        self.url = ""

    def table(self) -> dict[str, Any]:
        names: list[Any] = [CHECKPOINTS, {}] if self.form == "array" else ["COMBO", {"options": CHECKPOINTS}]
        return {
            "CheckpointLoaderSimple": {"input": {"required": {"ckpt_name": names}}, "output": ["MODEL", "CLIP", "VAE"]}
        }

    def story(self) -> list[dict[str, Any] | list[Any] | bytes]:
        """Return what the websocket tells of a painting; something of another client's among it, and a preview."""
        mine = {"prompt_id": "p-1"}
        told: list[dict[str, Any] | list[Any] | bytes] = [
            {"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 1}}}},
            {"type": "executing", "data": {"node": None, "prompt_id": "somebody-else"}},
            {"type": "execution_start", "data": mine},
            {"type": "progress", "data": {**mine, "value": 1, "max": 22}},
            b"\x00\x00\x00\x01preview",
        ]
        match self.end:
            case "success":
                return [*told, {"type": "execution_success", "data": mine}]
            case "old":
                return [*told, {"type": "executing", "data": {**mine, "node": None}}]
            case "odd":
                return [*told, []]
            case "error":
                return [
                    *told,
                    {
                        "type": "execution_error",
                        "data": {**mine, "node_type": "KSampler", "exception_message": "CUDA out of memory"},
                    },
                ]
            case _:
                return told


@contextmanager
def serving(double: Double) -> Iterator[Double]:
    """Serve a double while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            double.calls.append(f"GET {asked.path}")
            if asked.path == "/ws":
                self._talk()
            elif asked.path.startswith("/object_info"):
                self._answer(json.dumps(double.table()).encode())
            elif asked.path == "/history/p-1":
                image = {"filename": "gothmud_00001_.png", "subfolder": "", "type": "output"}
                self._answer(
                    json.dumps({"p-1": {"outputs": {"7": {"images": [image]}}, "status": {"completed": True}}}).encode()
                )
            elif asked.path == "/view" and parse_qs(asked.query)["filename"] == ["gothmud_00001_.png"]:
                self._answer(double.picture)
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            double.calls.append(f"POST {self.path}")
            if self.path == "/prompt":
                double.graphs.append(body["prompt"])
                double.queued.set()
            self._answer(json.dumps({"prompt_id": "p-1", "number": 1, "node_errors": {}}).encode())

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _talk(self) -> None:
            accept = base64.b64encode(
                hashlib.sha1((self.headers["sec-websocket-key"] + MAGIC).encode()).digest()
            ).decode()
            self.wfile.write(
                f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode()
            )
            double.queued.wait(10)
            for told in double.story():
                self._frame(told)
            if double.end != "dies":
                self.rfile.read(1)  # until the client closes
            self.close_connection = True

        def _frame(self, told: dict[str, Any] | list[Any] | bytes) -> None:
            body = told if isinstance(told, bytes) else json.dumps(told).encode()
            size = bytes([len(body)]) if len(body) < 126 else b"\x7e" + len(body).to_bytes(2, "big")
            self.wfile.write(bytes([0x82 if isinstance(told, bytes) else 0x81]) + size + body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    double.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
