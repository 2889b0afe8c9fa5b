"""What the portal gets at its start."""

from __future__ import annotations

from typing import Any

from evennia.server.portal import telnet_oob
from evennia.server.webserver import EvenniaReverseProxyResource

from server.orphan import stop_when_orphaned
from server.proxy import LeavingClientFactory
from server.telnet import FrameOOB


def start_plugin_services(portal: Any) -> None:
    """Put our GMCP and our proxy in the place of Evennia's (it has no settings for them), and end with the supervisor."""
    telnet_oob.TelnetOOB = FrameOOB
    EvenniaReverseProxyResource.proxyClientFactoryClass = LeavingClientFactory
    stop_when_orphaned()
