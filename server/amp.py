"""The link between portal and server, mended.

Evennia takes a TCP chunk that starts in the middle of a box for a stray HTTP request and closes the link: everybody
loses their body. Only the first bytes of a connection can tell HTTP from AMP, so only they are looked at. And small
boxes must not wait for Nagle's algorithm: 45 ms a command otherwise.
"""

from __future__ import annotations

import os

from evennia.server.amp_client import AMPServerClientProtocol
from evennia.server.portal.amp import NUL
from evennia.server.portal.amp_server import AMPServerProtocol
from twisted.protocols import amp

SUPERVISOR_VARIABLE = "GOTHMUD_SUPERVISOR"


class _Link:
    _is_amp = False

    def dataReceived(self, data: bytes) -> None:
        """Take bytes; the first of a connection decide whether it is AMP at all."""
        if self._is_amp or data[:1] == NUL:
            self._is_amp = True
            amp.AMP.dataReceived(self, data)  # pyright: ignore[reportArgumentType] - mixed into an AMP protocol
        else:
            super().dataReceived(data)  # pyright: ignore[reportAttributeAccessIssue] - says so and hangs up

    def connectionMade(self) -> None:
        """Send small boxes at once."""
        self.transport.setTcpNoDelay(True)  # pyright: ignore[reportAttributeAccessIssue]
        super().connectionMade()  # pyright: ignore[reportAttributeAccessIssue]


class PortalLink(_Link, AMPServerProtocol):
    """The portal's end."""

    def start_server(self, server_twistd_cmd: list[str]) -> None:
        """Start the server again after a reload; under ``gothmud up`` that is the supervisor's work."""
        if SUPERVISOR_VARIABLE not in os.environ:
            super().start_server(server_twistd_cmd)


class ServerLink(_Link, AMPServerClientProtocol):
    """The server's end."""
