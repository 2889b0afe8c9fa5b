"""A telnet client for measuring: plain lines, every option refused, colours taken off. The same for all worlds.

It shares the cores with what it measures, so it does little with what it reads, and keeps none of it for long.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator

from gothmud.clock import stopwatch

IAC, DONT, DO, WONT, WILL, SB, SE = 255, 254, 253, 252, 251, 250, 240
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
WITHIN = 30.0  # seconds


class Line:
    """One connection. ``seen`` is the text since the last line sent; ``until`` waits for a pattern after the last one
    found. ``hurried``: how often the world said that one is too fast."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._filter = _Filter()
        self.seen = ""
        self.hurried = self._at = 0

    @classmethod
    async def open(cls, port: int) -> Line:
        """Connect to a port of this machine. Raises OSError where nobody listens."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def until(self, pattern: str, within: float = WITHIN) -> re.Match[str]:
        """Return the first match in the text not yet looked at. Raises TimeoutError, EOFError."""
        wanted = re.compile(pattern, re.MULTILINE)
        async with asyncio.timeout(within):
            while (found := wanted.search(self.seen, self._at)) is None:
                await self._read()
        self._at = found.end()
        return found

    def send(self, line: str) -> None:
        """Send a line; what came before it is no longer looked at."""
        self.hurried += self.seen.count("too fast")
        self.seen, self._at = "", 0
        self._writer.write(line.encode() + b"\r\n")

    async def ask(self, line: str, pattern: str, within: float = WITHIN) -> float:
        """Send a line and wait for its answer; return the seconds that took. Raises TimeoutError, EOFError."""
        started = stopwatch()
        self.send(line)
        await self.until(pattern, within)
        return stopwatch() - started

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _read(self) -> None:
        data = await self._reader.read(65536)
        if not data:
            raise EOFError("the other end hung up")
        text, answer = self._filter.take(data)
        if answer:
            self._writer.write(answer)
        self.seen += ANSI.sub("", text.decode("utf-8", "replace")).replace("\r", "")


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
