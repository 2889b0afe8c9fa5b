"""The link between portal and server, mended and bundled.

Evennia takes a TCP chunk that starts in the middle of a box for a stray HTTP request and closes the link: everybody
loses their body. Only the first bytes of a connection can tell HTTP from AMP, so only they are looked at. Small boxes
must not wait for Nagle's algorithm: 45 ms a command otherwise. And stock sends a compressed, answered box for each
message to each connection: here all that one turn of the reactor has to say goes in one bundle, in which a text that
fifty people hear stands once (pickle keeps one copy of an object), uncompressed, without an answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import evennia
from evennia.server.amp_client import AMPServerClientProtocol
from evennia.server.portal.amp import (
    NUL,
    Compressed,
    MsgPortal2Server,
    MsgServer2Portal,
    dumps,
    loads,
)
from evennia.server.portal.amp_server import AMPServerProtocol
from evennia.utils import logger
from twisted.internet import reactor
from twisted.protocols import amp

from gothmud.config import SUPERVISOR_VARIABLE

HELD = "The city holds its breath; say that again in a moment."
Letter = tuple[int, dict[str, Any]]  # a connection's number and the message that goes to it or comes from it


class _Long(Compressed):
    """Bytes of any length; as they are, for they never leave the machine."""

    def toString(self, inObject: bytes) -> bytes:
        return inObject

    def fromString(self, inString: bytes) -> bytes:
        return inString


class Bundle(amp.Command):
    """All letters of one turn of the reactor, in their order."""

    arguments = [(b"letters", _Long())]
    response = []
    requiresAnswer = False


class _Link:
    _is_amp = False
    _letters: list[Letter]
    _sends: type[amp.Command]  # what goes into bundles; everything else (logins, shutdowns) goes alone, in its order

    def dataReceived(self, data: bytes) -> None:
        """Take bytes; the first of a connection decide whether it is AMP at all."""
        if self._is_amp or data[:1] == NUL:
            self._is_amp = True
            amp.AMP.dataReceived(self, data)  # pyright: ignore[reportArgumentType] - mixed into an AMP protocol
        else:
            super().dataReceived(data)  # pyright: ignore[reportAttributeAccessIssue] - says so and hangs up

    def connectionMade(self) -> None:
        """Send small boxes at once."""
        self._letters = []
        self.transport.setTcpNoDelay(True)  # pyright: ignore[reportAttributeAccessIssue]
        super().connectionMade()  # pyright: ignore[reportAttributeAccessIssue]

    def _post(self, command: type[amp.Command], sessid: int, kwargs: dict[str, Any]) -> bool:
        """Put a message into the bundle; or, if it is none for bundles, send off the bundle before it."""
        if command is not self._sends:
            self._send_off()
            return False
        if not self._letters:
            reactor.callLater(0, self._send_off)  # pyright: ignore[reportAttributeAccessIssue]
        self._letters.append((sessid, kwargs))
        return True

    def _send_off(self) -> None:
        letters, self._letters = self._letters, []
        if letters and self.transport.connected:  # pyright: ignore[reportAttributeAccessIssue]
            self.callRemote(Bundle, letters=dumps(letters))  # pyright: ignore[reportAttributeAccessIssue]

    def _deliver(self, letters: bytes, deliver: Callable[[int, dict[str, Any]], None]) -> dict[str, Any]:
        for sessid, kwargs in loads(letters):
            try:
                deliver(sessid, kwargs)
            except Exception:  # noqa: BLE001 - one broken message must not take the others or the link with it
                logger.log_trace(f"message of connection {sessid}")
        return {}


class PortalLink(_Link, AMPServerProtocol):
    """The portal's end."""

    _sends = MsgPortal2Server

    def start_server(self, server_twistd_cmd: list[str]) -> None:
        """Start the server again after a reload; under ``gothmud up`` that is the supervisor's work."""
        if SUPERVISOR_VARIABLE not in os.environ:
            super().start_server(server_twistd_cmd)

    def data_to_server(self, command: type[amp.Command], sessid: int, **kwargs: Any) -> Any:
        """Send a message up, to the one server that is connected; while there is none, who typed a line hears of it."""
        server = self.factory.server_connection  # pyright: ignore[reportAttributeAccessIssue, reportOptionalMemberAccess]
        if server is None and command is self._sends:
            return self._tell(sessid, {"text": [[HELD], {}]}) if "text" in kwargs else None
        if server is None or not server._post(command, sessid, kwargs):
            return super().data_to_server(command, sessid, **kwargs)
        return None

    @Bundle.responder
    def receive_bundle(self, letters: bytes) -> dict[str, Any]:
        """Hand what the server says to the connections."""
        return self._deliver(letters, self._tell)

    @staticmethod
    def _tell(sessid: int, kwargs: dict[str, Any]) -> None:
        handler: Any = evennia.PORTAL_SESSION_HANDLER
        if session := handler.get(sessid, None):
            handler.data_out(session, **kwargs)


class ServerLink(_Link, AMPServerClientProtocol):
    """The server's end."""

    _sends = MsgServer2Portal

    def data_to_portal(self, command: type[amp.Command], sessid: int, **kwargs: Any) -> Any:
        """Send a message down."""
        return None if self._post(command, sessid, kwargs) else super().data_to_portal(command, sessid, **kwargs)

    def post(self, sessid: int, message: dict[str, Any]) -> None:
        """Send a message down as it is; it must not change any more."""
        self._post(self._sends, sessid, message)

    @Bundle.responder
    def receive_bundle(self, letters: bytes) -> dict[str, Any]:
        """Hand what people say to their sessions."""
        return self._deliver(letters, self._hear)

    @staticmethod
    def _hear(sessid: int, kwargs: dict[str, Any]) -> None:
        handler: Any = evennia.SERVER_SESSION_HANDLER
        if session := handler.get(sessid, None):
            handler.data_in(session, **kwargs)
