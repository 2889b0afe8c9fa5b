"""What the portal gets at its start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from evennia.server.portal import telnet, telnet_oob
from evennia.server.webserver import EvenniaReverseProxyResource
from twisted.application.internet import TCPServer

from server.orphan import stop_when_orphaned
from server.proxy import LeavingClientFactory
from server.telnet import FrameOOB, LockedMxp


def start_plugin_services(portal: Any) -> None:
    """Put our GMCP, our MXP and our proxy in the place of Evennia's (it has no settings for them); end with the supervisor."""
    telnet_oob.TelnetOOB = FrameOOB
    telnet.Mxp = LockedMxp
    EvenniaReverseProxyResource.proxyClientFactoryClass = LeavingClientFactory
    _open_websockets(portal)
    stop_when_orphaned()


def _open_websockets(portal: Any) -> None:
    """Listen for websockets on the other interfaces, too: Evennia does on one."""
    first = next(each for each in portal if each.name.startswith("EvenniaWebSocket"))
    port, factory = first.args
    for interface in settings.WEBSERVER_INTERFACES[1:]:
        TCPServer(port, factory, interface=interface).setServiceParent(portal)
