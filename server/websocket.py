"""The websocket: one subprotocol, bounded frames, no browser-session magic."""

from __future__ import annotations

from typing import Any

from autobahn.websocket.types import ConnectionDeny
from evennia.server.portal.webclient import WebSocketClient
from evennia.server.portal.wire_formats.gmcp_standard import GmcpStandardFormat

from gothmud.wire import MAX_FRAME, SUBPROTOCOL
from server.frames import Hearer, frame_in, line_in


class FrameFormat(GmcpStandardFormat):
    """Text frames are messages and pass whole; binary frames are typed lines and text with ANSI colours."""

    def decode_incoming(
        self, payload: bytes, is_binary: bool, protocol_flags: dict[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return the input for the server, or None for bytes that are no text."""
        if not is_binary:
            return frame_in(payload)
        text = payload.decode("utf-8", "replace").strip()
        return line_in(text) if text else None

    def encode_default(self, cmdname: str, *args: Any, **_kwargs: Any) -> tuple[bytes, bool] | None:  # pyright: ignore[reportIncompatibleMethodOverride] - the flags are among the rest
        """Return a frame as bytes; other out-of-band output is not part of the wire."""
        return (args[0].encode(), False) if cmdname == "frame" else None


class WebSocket(Hearer, WebSocketClient):
    """A websocket connection of the page or of a mind."""

    def onConnect(self, request: Any) -> str:
        """Agree on our subprotocol; refuse a client that offers none of it."""
        if SUBPROTOCOL not in request.protocols:
            raise ConnectionDeny(400, f"offer the subprotocol {SUBPROTOCOL}")
        self.maxMessagePayloadSize = 2 * MAX_FRAME
        self.wire_format = FrameFormat()
        return SUBPROTOCOL

    def onOpen(self) -> None:
        """Send small frames at once, then connect."""
        self.transport.setTcpNoDelay(True)
        self.note_where_reached()
        super().onOpen()

    def onClose(self, wasClean: bool, code: int | None = None, reason: str | None = None) -> None:
        """However it ended, the person behind it is gone. (Stock cleans up after two close codes only.)"""
        if getattr(self, "sessid", 0):
            self.disconnect(reason)

    def get_client_session(self) -> None:
        """Return no browser session: a login is made on the connection itself."""
        self.csessid = None
