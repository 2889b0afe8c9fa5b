"""Telnet with bounded input, GMCP as bare frames, no MSDP (a client that takes both would get all twice), and MXP for
links of ours alone. What many hear is made into bytes once for all whose clients are alike.

What a client in MXP could take for a tag comes from nobody else: it is told to read text as text (locked), a link is a tag
for itself, made only in a message that the server marks as ``linked``, and no sign of escape but a colour's goes out.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from evennia.server.portal.mccp import mccp_compress
from evennia.server.portal.mxp import Mxp
from evennia.server.portal.telnet import TelnetProtocol
from evennia.server.portal.telnet_oob import GMCP, TelnetOOB
from evennia.utils import logger
from evennia.utils.ansi import parse_ansi
from evennia.utils.utils import to_bytes
from twisted.conch.telnet import GA, IAC, SB, SE

from gothmud.wire import MAX_FRAME
from server.frames import Hearer, frame_in, line_in, text_out

LOCKED = b"\x1b[7z"  # MXP: no tag is read from here on, but one that a mode of its own announces
SHAPING = (  # what a text without links depends on, of all that is known of a client
    "TTYPE", "ANSI", "XTERM256", "TRUECOLOR", "NOCOLOR", "RAW", "SCREENREADER", "ENCODING", "FORCEDENDLINE", "NOGOAHEAD",
)  # fmt: skip
READY = 64  # texts that are kept as bytes
RULES = re.compile(settings.SCREENREADER_REGEX_STRIP)
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

    _ready: ClassVar[dict[tuple[Any, ...], bytes]] = {}  # texts as the latest hearers got them
    _sent = b""  # the last line

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
        if not args or args[0] is None:
            return
        text, options = str(args[0]), kwargs.get("options") or {}
        if options:
            linked = bool(options.get("linked")) and self.protocol_flags.get("MXP", False)
            self._shape(text, {**options, "mxp": linked})
        else:
            self._send_to_many(text)

    def _send_to_many(self, text: str) -> None:
        """Send a text that others may hear, too: as it was made for the last whose client is alike, if there is one."""
        shape = (text, *map(self.protocol_flags.get, SHAPING))
        if (line := self._ready.get(shape)) is not None:
            self.transport.write(mccp_compress(self, line))
            return
        self._shape(text, {"mxp": False})
        if len(self._ready) >= READY:
            self._ready.clear()
        self._ready[shape] = self._sent

    def _shape(self, text: str, options: dict[str, Any]) -> None:
        """Send a text by stock's way. (For ears it would read the markup twice: what somebody typed would come to life.)"""
        text = text_out(text)
        if self.protocol_flags.get("SCREENREADER"):
            text = RULES.sub("", parse_ansi(text, strip_ansi=True))
            options = {**options, "screenreader": False, "raw": True}
        super().send_text(text, options=options)

    def sendLine(self, line: str) -> None:
        """Send a line as stock does, and keep its bytes."""
        flags, data = self.protocol_flags, to_bytes(line, self).replace(IAC, IAC + IAC).replace(b"\n", b"\r\n")
        if not data.endswith(b"\r\n") and flags.get("FORCEDENDLINE", True):
            data += b"\r\n"
        self._sent = data if flags.get("NOGOAHEAD", True) else data + IAC + GA
        self.transport.write(mccp_compress(self, self._sent))

    def data_in(self, **kwargs: Any) -> None:
        """Pass input on, typed lines bounded."""
        if "text" in kwargs:
            kwargs = line_in(kwargs["text"])
        super().data_in(**kwargs)
