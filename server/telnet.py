"""Telnet with bounded input, GMCP as bare frames, no MSDP (a client that takes both would get all twice), and MXP for
links of ours alone.

What a client in MXP could take for a tag comes from nobody else: it is told to read text as text (locked), a link is a tag
for itself, made only in a message that the server marks as ``linked``, and no sign of escape but a colour's goes out.
"""

from __future__ import annotations

from typing import Any

from evennia.server.portal.mxp import Mxp
from evennia.server.portal.telnet import TelnetProtocol
from evennia.server.portal.telnet_oob import GMCP, TelnetOOB
from evennia.utils import logger
from twisted.conch.telnet import IAC, SB, SE

from gothmud.wire import MAX_FRAME
from server.frames import Hearer, frame_in, line_in, text_out

LOCKED = b"\x1b[7z"  # MXP: no tag is read from here on, but one that a mode of its own announces
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


class LockedMxp(Mxp):
    """MXP for clients that want it, in which nothing is a tag by itself."""

    def do_mxp(self, option: bytes) -> None:
        """The client takes MXP: lock it, and tell the server now, not when the whole handshake is over."""
        super().do_mxp(option)
        if link := self.protocol():
            link._write(LOCKED)
            link.sessionhandler.sync(link)


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

    def send_text(self, *args: Any, **kwargs: Any) -> None:
        """Send text: with links where the server has made them and the client takes MXP, else with their words."""
        options = kwargs.get("options") or {}
        mxp = bool(options.get("linked")) and self.protocol_flags.get("MXP", False)
        text = text_out(str(args[0])) if args and args[0] is not None else None
        super().send_text(text, **{**kwargs, "options": {**options, "mxp": mxp}})

    def data_in(self, **kwargs: Any) -> None:
        """Pass input on, typed lines bounded."""
        if "text" in kwargs:
            kwargs = line_in(kwargs["text"])
        super().data_in(**kwargs)
