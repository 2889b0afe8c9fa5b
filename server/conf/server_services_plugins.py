"""What the server gets at its start."""

from __future__ import annotations

from typing import Any

from evennia.server import amp_client

from server.amp import ServerLink
from server.orphan import stop_when_orphaned


def start_plugin_services(server: Any) -> None:
    """Put our end of the link in its place (Evennia has a setting for it and doesn't read it); end with the supervisor."""
    amp_client.AMPServerClientProtocol = ServerLink
    stop_when_orphaned()
