"""A telnet client for measuring: plain lines, every option refused, colours taken off. The same for all worlds.

It shares the cores with what it measures, so it does little with what it reads, and keeps none of it for long.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

from gothmud.clock import stopwatch

IAC, DONT, DO, WONT, WILL, SB, SE = 255, 254, 253, 252, 251, 250, 240
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
WITHIN = 30.0  # seconds


class Line(asyncio.Protocol):
    """One connection. ``until`` waits for a pattern after the last one found, in the text since the last line sent.
    ``hurried``: how often the world said that one is too fast."""

    def __init__(self) -> None:
        self._filter, self._raw = _Filter(), bytearray()
        self._transport: asyncio.Transport | None = None
        self._came, self._gone = asyncio.Event(), asyncio.Event()
        self._sign = b""
        self.hurried = self._at = 0

    @classmethod
    async def open(cls, port: int) -> Line:
        """Connect to a port of this machine. Raises OSError where nobody listens."""
        _, line = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return line

    @property
    def seen(self) -> str:
        """The text since the last line sent."""
        return ANSI.sub("", self._raw.decode("utf-8", "replace")).replace("\r", "")

    async def until(self, pattern: str, within: float = WITHIN, sign: str = "") -> re.Match[str]:
        """Return the first match in the text not yet looked at. ``sign``: plain text that is in what is waited for; nothing
        is looked at before that has come. Raises TimeoutError, EOFError."""
        wanted, self._sign = re.compile(pattern, re.MULTILINE), sign.encode()
        async with asyncio.timeout(within):
            while self._sign not in self._raw or (found := wanted.search(self.seen, self._at)) is None:
                if self._gone.is_set():
                    raise EOFError("the other end hung up")
                self._came.clear()
                await self._came.wait()
        self._at = found.end()
        return found

    def send(self, line: str) -> None:
        """Send a line; what came before it is no longer looked at."""
        self.hurried += self._raw.count(b"too fast")
        self._raw.clear()
        self._at = 0
        self._write(line.encode() + b"\r\n")

    async def ask(self, line: str, pattern: str, within: float = WITHIN, sign: str = "") -> float:
        """Send a line and wait for its answer; return the seconds that took. Raises TimeoutError, EOFError."""
        started = stopwatch()
        self.send(line)
        await self.until(pattern, within, sign)
        return stopwatch() - started

    async def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()
            await self._gone.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take bytes; whoever waits is woken once the sign of it is there."""
        text, answer = self._filter.take(data)
        if answer:
            self._write(answer)
        before = max(0, len(self._raw) - len(self._sign))
        self._raw += text
        if self._raw.find(self._sign, before) >= 0:
            self._came.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._gone.set()
        self._came.set()

    def _write(self, data: bytes) -> None:
        if self._transport:
            self._transport.write(data)


class _Filter:
    """Takes telnet's own bytes out of a stream, whatever chunks it comes in, and refuses every option."""

    def __init__(self) -> None:
        self._plain = True  # not in the middle of a command
        self._bytes = self._run()
        next(self._bytes)
        self._text, self._answer = bytearray(), bytearray()

    def take(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the text of ``data`` and what has to be answered."""
        self._text, self._answer = bytearray(), bytearray()
        if self._plain and IAC not in data:
            return data, b""
        for each in data:
            self._bytes.send(each)  # pyright: ignore[reportAttributeAccessIssue]
        return bytes(self._text), bytes(self._answer)

    def _run(self) -> Iterator[None]:
        while True:
            self._plain = True
            byte = yield
            if byte != IAC:
                self._text.append(byte)
                continue
            self._plain = False
            command = yield
            if command in (WILL, DO):
                option = yield
                self._answer += bytes((IAC, DONT if command == WILL else WONT, option))
            elif command in (WONT, DONT):
                yield
            elif command == SB:
                yield from self._subnegotiation()

    def _subnegotiation(self) -> Iterator[None]:
        before = 0
        while True:
            byte = yield
            if before == IAC and byte == SE:
                return
            before = byte
