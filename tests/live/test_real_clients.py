"""GMCP with clients that others wrote: telnetlib3, and TinTin++ in a terminal."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import telnetlib3
from telnetlib3.telopt import GMCP

from gothmud.clock import real_sleep
from tests.live.town import Town
from tests.live.waiting import WITHIN, until

pytestmark = pytest.mark.live
TINTIN = "/usr/games/tt++"  # where Debian puts it; .ci/run installs it
SCRIPT = r"""
#event {IAC WILL GMCP} {#send {\xFF\xFD\xC9\}}
#event {IAC SB GMCP Room.Info IAC SE} {#showme {room: %0}}
#session city 127.0.0.1 PORT
"""


class Terminal:
    """A program in a terminal of its own: what it shows, and keys for it."""

    def __init__(self, *command: str) -> None:
        self._keys, end = pty.openpty()
        os.set_blocking(self._keys, False)
        termios.tcsetwinsize(end, (40, 120))
        environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            command, stdin=end, stdout=end, stderr=end, env=environment, start_new_session=True
        )
        os.close(end)
        self._shown = b""

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._keys, line.encode() + b"\r")

    def shown(self) -> str:
        """Return all that was shown."""
        with suppress(BlockingIOError, OSError):
            while data := os.read(self._keys, 65536):
                self._shown += data
        return self._shown.decode("utf-8", "replace")

    def expect(self, text: str) -> None:
        """Wait until something is shown."""
        until(lambda: text in self.shown(), f"{text!r} in the terminal")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        os.close(self._keys)


@contextmanager
def tintin(folder: Path, port: int) -> Iterator[Terminal]:
    """Run TinTin++ with the script of docs/clients.md."""
    script = folder / "city.tin"
    script.write_text(SCRIPT.lstrip().replace("PORT", str(port)))
    terminal = Terminal(TINTIN, "-G", str(script))
    try:
        yield terminal
    finally:
        terminal.close()


def test_tintin_walks_by_gmcp(city: Town, tmp_path: Path) -> None:
    with tintin(tmp_path, city.ports.telnet) as client:
        client.expect("G O T H M U D")
        client.type(f"create Tilly {city.password('Tilly')}")
        client.expect("{name}{The Square}")
        client.type("north")
        client.expect("{name}{The Inn}")


class Mapper(telnetlib3.TelnetClient):
    """A client of telnetlib3 that says yes to GMCP; the library greets and parses."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say yes when it is offered."""
        super().connection_made(transport)
        self.writer.passive_do = {GMCP}


async def test_telnetlib3_gets_the_room(city: Town) -> None:
    reader, writer = await telnetlib3.open_connection(
        "127.0.0.1", city.ports.telnet, client_factory=Mapper, local_addr=(city.address(), 0), connect_maxwait=1
    )
    try:
        await welcomed(reader)  # what is typed before is lost
        writer.write(f"create Telly {city.password('Telly')}\r\n")
        room = await told(writer.ctx.gmcp_data, "Room.Info")
        assert (room["name"], set(room["exits"])) == ("The Square", {"n", "e"})
        assert not {"Gothmud.Notice", "Client.GUI"} & set(writer.ctx.gmcp_data)
    finally:
        writer.close()


async def welcomed(reader: Any) -> None:
    """Return once the welcome screen has come."""
    async with asyncio.timeout(WITHIN):
        seen = ""
        while "Back again" not in seen:
            seen += await reader.read(1024)


async def told(data: dict[str, Any], package: str) -> Any:
    """Return what a package's message held, once it came."""
    async with asyncio.timeout(WITHIN):
        while package not in data:
            await real_sleep(0.05)
    return data[package]
