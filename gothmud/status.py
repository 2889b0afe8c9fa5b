"""What a running city says of itself: asked of the world and of the minds, each by a request that has to be answered."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import httpx

from gothmud.config import Ports

WITHIN = 2.0  # seconds


def token(home: Path) -> str:
    """Return the city's local token, or an empty string before there is one."""
    try:
        return (home / "run" / "token").read_text().strip()
    except OSError:
        return ""


def address(home: Path, ports: Ports, page: str, port: int = 0) -> tuple[str, dict[str, str]]:
    """Return where the world answers to a page, through the portal or else at ``port``, and the headers that it wants."""
    return f"http://127.0.0.1:{port or ports.web}/{page}", {"X-Gothmud-Token": token(home)}


def ask_world(
    home: Path,
    ports: Ports,
    post: dict[str, Any] | None = None,
    page: str = "city.json",
    within: float = WITHIN,
    port: int = 0,
) -> dict[str, Any] | None:
    """Return the world's state (after setting its clock as ``post`` says), or None where it doesn't answer; of another
    ``page`` what that answers. It is asked through the portal, as anybody would, or else at ``port``.

    Raises ValueError with the world's own words where it refuses ``post``.
    """
    url, headers = address(home, ports, page, port)
    try:
        if post is None:
            answer = httpx.get(url, headers=headers, timeout=within)
        else:
            answer = httpx.post(url, headers=headers, timeout=within, json=post)
        value = answer.json()
    except (httpx.HTTPError, ValueError):
        return None
    if answer.status_code == 400:
        raise ValueError(value.get("error", "refused"))
    return value if answer.status_code == 200 else None


def ask_minds(
    home: Path, ports: Ports, ask: str = "status", within: float = WITHIN, **question: Any
) -> dict[str, Any] | None:
    """Return the agents process's answer, or None where it doesn't answer ``within`` seconds."""
    try:
        with socket.create_connection(("127.0.0.1", ports.control), WITHIN) as link:
            link.settimeout(within)
            link.sendall(json.dumps({"token": token(home), "ask": ask, **question}).encode() + b"\n")
            with link.makefile("rb") as answer:
                value = json.loads(answer.readline())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) and "error" not in value else None


def endpoint_trouble(home: Path) -> str:
    """Return what keeps the minds from an endpoint, or an empty string."""
    return _told(home / "run" / "endpoint.trouble")


def cassette_trouble(home: Path) -> str:
    """Return where the minds first asked what isn't on their cassette, or an empty string."""
    return _told(home / "run" / "cassette.trouble")


def _told(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
