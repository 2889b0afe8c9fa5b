"""Telnet with bounded input, GMCP as bare frames, and no MSDP (a client that takes both would get all twice)."""

from __future__ import annotations

from typing import Any

from evennia.server.portal.telnet import TelnetProtocol
from evennia.server.portal.telnet_oob import GMCP, TelnetOOB
from evennia.utils import logger
from twisted.conch.telnet import IAC, SB, SE

from gothmud.wire import MAX_FRAME
from server.frames import Hearer, frame_in, line_in

MAX_PENDING = 4 * MAX_FRAME  # bytes of a subnegotiation or a line that have no end yet


class FrameOOB(TelnetOOB):
    """GMCP whose frames pass through whole."""

    def __init__(self, protocol: Telnet) -> None:
        self.link = protocol
        self.MSDP = self.GMCP = False
        protocol.protocol_flags["OOB"] = False
        protocol.negotiationMap[GMCP] = self.decode_gmcp
        protocol.will(GMCP).addCallbacks(self.do_gmcp, self.no_gmcp)
        protocol.handshake_done()  # MSDP's

    def do_gmcp(self, option: bytes) -> None:
        """The client takes GMCP: tell the server now, not when the whole handshake is over."""
        super().do_gmcp(option)
        self.link.sessionhandler.sync(self.link)

    def protocol(self) -> Telnet:
        """Return the connection (the base class keeps a weak reference and calls it)."""
        return self.link

    def decode_gmcp(self, data: list[bytes] | bytes) -> None:
        """Hand a frame to the server."""
        raw = b"".join(data) if isinstance(data, list) else data
        if raw:
            self.link.data_in(**frame_in(raw))

    def data_out(self, cmdname: str, *args: Any, **_kwargs: Any) -> None:
        """Send a frame; anything else that Evennia offers out of band is not part of the wire."""
        if self.GMCP and cmdname == "frame":
            self.link._write(IAC + SB + GMCP + args[0].encode().replace(IAC, IAC + IAC) + IAC + SE)


class Telnet(Hearer, TelnetProtocol):
    """A telnet connection that no amount of input without an end can fill."""

    def connectionMade(self) -> None:
        """Connect."""
        self.note_where_reached()
        super().connectionMade()

    def dataReceived(self, data: bytes) -> None:
        """Take bytes. Of an endless line the start is kept (and refused later); an endless subnegotiation hangs up."""
        super().dataReceived(data)
        self.line_buffer = self.line_buffer[:MAX_PENDING]
        if len(getattr(self, "commands", ())) > MAX_PENDING:
            logger.log_warn(f"telnet {self.address}: a subnegotiation of over {MAX_PENDING} bytes; closed")
            self.transport.loseConnection()

    def data_in(self, **kwargs: Any) -> None:
        """Pass input on, typed lines bounded."""
        if "text" in kwargs:
            kwargs = line_in(kwargs["text"])
        super().data_in(**kwargs)
