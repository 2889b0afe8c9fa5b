"""What the server gets at its start."""

from __future__ import annotations

from typing import Any

from server.orphan import stop_when_orphaned


def start_plugin_services(server: Any) -> None:
    """End with the supervisor."""
    stop_when_orphaned()
