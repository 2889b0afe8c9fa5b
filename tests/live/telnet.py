"""A telnet client on a plain socket: IAC sequences are taken out, GMCP frames are kept."""

from __future__ import annotations

import codecs
import re
import socket
from contextlib import suppress

from gothmud import wire
from tests.live.waiting import WITHIN, until

IAC, DONT, DO, WONT, WILL, SB, SE = (bytes([each]) for each in (255, 254, 253, 252, 251, 250, 240))
GMCP, MSDP, MXP = 201, 69, 91
SEQUENCE = re.compile(
    rb"\xff(?:(\xff)|([\xfb-\xfe])(.)|\xfa(.)((?:[^\xff]|\xff\xff)*)\xff\xf0|[^\xfa-\xff])", re.DOTALL
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Telnet:
    """A connection. ``accept`` are the options that the client says yes to when the server offers them."""

    def __init__(self, port: int, *accept: int, address: str = "127.0.0.1", host: str = "127.0.0.1") -> None:
        self._socket = socket.create_connection((host, port), 10, source_address=(address, 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._accept = accept
        self._pending = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = ""
        self.mark = 0
        self.closed = False
        self.offers: list[int] = []
        self.frames: list[tuple[int, str]] = []  # option and payload of each subnegotiation

    def send(self, line: str) -> None:
        """Type a line."""
        self.send_raw(line.encode().replace(IAC, IAC + IAC) + b"\r\n")

    def send_raw(self, data: bytes) -> None:
        """Send bytes as they are; reads meanwhile, so that neither end blocks."""
        self._socket.settimeout(5)
        with suppress(BrokenPipeError, ConnectionResetError):
            for start in range(0, len(data), 16384):
                self._socket.sendall(data[start : start + 16384])
                self.poll()
                self._socket.settimeout(5)

    def send_frame(self, frame: str) -> None:
        """Send a GMCP frame."""
        self.send_raw(IAC + SB + bytes([GMCP]) + frame.encode().replace(IAC, IAC + IAC) + IAC + SE)

    @property
    def text(self) -> str:
        """All text so far, without colours."""
        self.poll()
        return COLOUR.sub("", self.raw).replace("\r", "")

    def lines(self) -> list[str]:
        """All lines so far that are not empty."""
        return [each.strip() for each in self.text.split("\n") if each.strip()]

    def expect(self, pattern: str, within: float = WITHIN) -> re.Match[str]:
        """Return the next match after what was expected before."""

        def found() -> re.Match[str] | None:
            return re.compile(pattern).search(self.text, self.mark)

        try:
            match = until(found, f"{pattern!r}", within)
        except AssertionError as error:
            raise AssertionError(f"{error}; there was: {self.text[self.mark :][-1500:]!r}") from None
        self.mark = match.end()
        return match

    def in_room(self, name: str) -> None:
        """Expect to be shown a room."""
        self.expect(rf"(?m)^{re.escape(name)}  the middle$")
        self.expect("Ways: ")

    def now(self) -> None:
        """Only what comes from now on counts for ``expect``."""
        self.mark = len(self.text)

    def messages(self) -> list[wire.Message]:
        """Return the GMCP messages so far."""
        self.poll()
        return [wire.decode(frame, wire.WORLD) for option, frame in self.frames if option == GMCP]

    def poll(self) -> None:
        """Take in what has come."""
        self._socket.settimeout(0)
        while not self.closed:
            try:
                data = self._socket.recv(65536)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            self.closed = not data
            self._feed(data)

    def close(self) -> None:
        """Hang up."""
        self.closed = True
        self._socket.close()

    def _feed(self, data: bytes) -> None:
        self._pending += data
        while (at := self._pending.find(IAC)) >= 0:
            self._show(self._pending[:at])
            self._pending = self._pending[at:]
            match = SEQUENCE.match(self._pending)
            if match is None:
                return
            self._pending = self._pending[match.end() :]
            self._sequence(match)
        self._show(self._pending)
        self._pending = b""

    def _show(self, data: bytes) -> None:
        self.raw += self._decoder.decode(data)

    def _sequence(self, match: re.Match[bytes]) -> None:
        escaped, verb, option, about, payload = match.groups()
        if escaped:
            self._show(IAC)
        elif about:
            self.frames.append((about[0], payload.replace(IAC + IAC, IAC).decode("utf-8", "replace")))
        elif verb in (WILL, DO):
            yes, no = (DO, DONT) if verb == WILL else (WILL, WONT)
            if verb == WILL:
                self.offers.append(option[0])
            with suppress(OSError):
                self._socket.settimeout(5)
                self._socket.sendall(IAC + (yes if verb == WILL and option[0] in self._accept else no) + option)
                self._socket.settimeout(0)
