"""What the portal gets at its start."""

from __future__ import annotations

from typing import Any

from evennia.server.portal import telnet_oob

from server.orphan import stop_when_orphaned
from server.telnet import FrameOOB


def start_plugin_services(portal: Any) -> None:
    """Put our GMCP in the place of Evennia's (it has no setting for it), and end with the supervisor."""
    telnet_oob.TelnetOOB = FrameOOB
    stop_when_orphaned()
