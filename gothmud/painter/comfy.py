"""A ComfyUI server, over its own HTTP and websocket: queue a workflow, follow it, fetch the picture, free the memory."""

from __future__ import annotations

import contextlib
import json
import secrets
from typing import Any

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from gothmud.clock import stopwatch
from gothmud.painter.pictures import MOST_BYTES

WITHIN = 10.0  # seconds for an answer that isn't a painting
MOST_JSON = 8_000_000


class ComfyError(Exception):
    """ComfyUI doesn't do it; ``str()`` is one line that says why."""


class Comfy:
    """One server. Every wait ends: a request within seconds, a painting within ``seconds``."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds
        self._client = secrets.token_hex(8)
        self._http = httpx.Client(base_url=url, timeout=WITHIN, trust_env=False)

    def checkpoints(self) -> list[str]:
        """Return the checkpoints that it has. Its table comes in two forms: an array of names, or an object with options."""
        table = self._json("GET", "/object_info/CheckpointLoaderSimple")
        try:
            kind, *rest = table["CheckpointLoaderSimple"]["input"]["required"]["ckpt_name"]
            names = kind if isinstance(kind, list) else rest[0]["options"]
        except (KeyError, IndexError, TypeError, ValueError):
            raise ComfyError(f"{self._url}: its list of checkpoints has a form that is not known here") from None
        return [str(each) for each in names]

    def checkpoint(self, wanted: str) -> str:
        """Return the checkpoint to use: the wanted one, the first for none. Raises ComfyError with those that there are."""
        known = self.checkpoints()
        if not known:
            raise ComfyError(f"{self._url}: your ComfyUI has no checkpoint; put one into its models/checkpoints")
        if wanted and wanted not in known:
            raise ComfyError(f"photos.checkpoint: found '{wanted}'; your ComfyUI has these: {', '.join(known[:20])}")
        return wanted or known[0]

    def paint(self, graph: dict[str, Any]) -> bytes:
        """Return the picture that a workflow makes. Raises ComfyError; a painting that takes too long is interrupted."""
        deadline = stopwatch() + self._seconds
        try:
            with connect(self._socket(), open_timeout=WITHIN, max_size=MOST_BYTES, proxy=None) as socket:
                number = self._queued(graph)
                try:
                    self._follow(socket, number, deadline)
                except TimeoutError:
                    self._post_quietly("/interrupt", {"prompt_id": number})
                    self._post_quietly("/queue", {"delete": [number]})
                    raise ComfyError(f"{self._url}: not painted within {self._seconds:g} s; interrupted") from None
            return self._view(self._json("GET", f"/history/{number}"), number)
        except (OSError, WebSocketException) as error:
            raise ComfyError(f"{self._url}: {error or type(error).__name__}") from None

    def free(self) -> None:
        """Let it give its memory back, so that a language model on the same card gets it."""
        self._post_quietly("/free", {"unload_models": True, "free_memory": True})

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _socket(self) -> str:
        return f"ws{self._url.removeprefix('http')}/ws?clientId={self._client}"

    def _queued(self, graph: dict[str, Any]) -> str:
        answer = self._json("POST", "/prompt", {"prompt": graph, "client_id": self._client})
        if not isinstance(number := answer.get("prompt_id"), str):
            raise ComfyError(f"{self._url}: /prompt gave no prompt_id")
        return number

    def _follow(self, socket: Any, number: str, deadline: float) -> None:
        """Read what it tells until the painting is over. Raises TimeoutError at the deadline, ComfyError where it failed."""
        while True:
            frame = socket.recv(timeout=max(0.0, deadline - stopwatch()))
            if isinstance(frame, bytes):  # a preview
                continue
            told = self._told(frame)
            data = told["data"]
            if data.get("prompt_id") != number:
                continue
            match told.get("type"):
                case "execution_error" | "execution_interrupted":
                    raise ComfyError(
                        f"{self._url}: {data.get('node_type', '')} {data.get('exception_message', 'was interrupted')}"[
                            :300
                        ]
                    )
                case "execution_success":
                    return
                case "executing" if data.get("node") is None:
                    return
                case _:
                    pass

    def _told(self, frame: str) -> dict[str, Any]:
        """Return what a frame tells, always with an object as its data. Raises ComfyError for one that tells nothing."""
        try:
            told = json.loads(frame)
        except (ValueError, RecursionError):
            raise ComfyError(f"{self._url}/ws: found no JSON") from None
        data = told.get("data") if isinstance(told, dict) else None
        if not isinstance(data or {}, dict) or not isinstance(told, dict):
            raise ComfyError(f"{self._url}/ws: found no object")
        return {**told, "data": data or {}}

    def _view(self, history: dict[str, Any], number: str) -> bytes:
        outputs = (history.get(number) or {}).get("outputs") or {}
        for output in outputs.values():
            for image in output.get("images") or []:
                if image.get("type", "output") == "output":
                    asked = {key: str(image.get(key, "")) for key in ("filename", "subfolder", "type")}
                    return self._read("GET", "/view", MOST_BYTES, params=asked)
        raise ComfyError(f"{self._url}: the workflow saved no picture; it needs a SaveImage")

    def _post_quietly(self, path: str, body: dict[str, Any]) -> None:
        with contextlib.suppress(httpx.HTTPError, OSError):
            self._http.post(path, json=body)

    def _json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            value = json.loads(self._read(method, path, MOST_JSON, json=body))
        except (ValueError, RecursionError):
            raise ComfyError(f"{self._url}{path}: found no JSON") from None
        if not isinstance(value, dict):
            raise ComfyError(f"{self._url}{path}: found a {type(value).__name__}, expected an object")
        return value

    def _read(self, method: str, path: str, most: int, **sent: Any) -> bytes:
        """Return an answer's body, never more than ``most`` bytes of it."""
        try:
            with self._http.stream(method, path, **sent) as answer:
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > most:
                        raise ComfyError(f"{self._url}{path}: more than {most:,} bytes")
        except httpx.HTTPError as error:
            raise ComfyError(f"{self._url}{path}: {error or type(error).__name__}") from None
        if answer.status_code != 200:
            raise ComfyError(f"{self._url}{path}: {answer.status_code} {body[:200].decode('utf-8', 'replace')}")
        return bytes(body)
