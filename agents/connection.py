"""A link to the world: log in by token, keep it alive, reconnect with back-off, pass messages on. Knows no thinking."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from gothmud import wire
from gothmud.clock import real_sleep, stopwatch

log = logging.getLogger(__name__)
BACK_OFF = (0.5, 1.0, 2.0)  # seconds between attempts
QUIET = 45.0  # seconds without any message after which the link is taken for dead
PING_EVERY = 15.0
ENTER_WITHIN = 20.0  # seconds from login to body; then the link is made anew
LOGIN_AGAIN = 4.0  # seconds after which the login is sent again: a world that starts may have lost it


class Connection:
    """One person's link. ``on_message`` gets every message; ``up`` is set while the body is entered."""

    def __init__(self, url: str, person: str, token: str, on_message: Callable[[wire.Message], None]) -> None:
        self._url, self._person, self._token, self._on_message = url, person, token, on_message
        self._socket: ClientConnection | None = None
        self.up = asyncio.Event()

    async def run(self) -> None:
        """Stay connected until cancelled."""
        failures = 0
        while True:
            try:
                async with connect(self._url, subprotocols=[Subprotocol(wire.SUBPROTOCOL)], open_timeout=10) as socket:
                    failures = 0 if await self._live(socket) else failures + 1
            except (OSError, TimeoutError, WebSocketException) as error:
                log.info("%s: no link to the world: %s", self._person, error)
                failures += 1
            finally:
                self._socket = None
                self.up.clear()
            await real_sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])

    async def send(self, message: wire.Message) -> bool:
        """Send a message; False if there is no link. (What must arrive is sent again after the next welcome.)"""
        if self._socket is None:
            return False
        try:
            await self._socket.send(message.encode())
        except WebSocketException:
            return False
        return True

    async def _live(self, socket: ClientConnection) -> bool:
        """Read until the link ends; return whether the body was entered."""
        with contextlib.suppress(TimeoutError):  # a login before the welcome screen is lost; a dead world sends none
            await asyncio.wait_for(socket.recv(), LOGIN_AGAIN)
        self._socket = socket
        pinging = asyncio.create_task(self._ping())
        try:
            if await self._enter(socket):
                while True:
                    self._hear(await asyncio.wait_for(socket.recv(), QUIET))
        except (TimeoutError, WebSocketException) as error:
            log.info("%s: link lost: %s", self._person, error)
        finally:
            pinging.cancel()
        return self.up.is_set()

    async def _enter(self, socket: ClientConnection) -> bool:
        """Log in, again where nothing comes of it; return whether the body was entered."""
        since = stopwatch()
        while stopwatch() - since < ENTER_WITHIN:
            await self.send(wire.TokenLogin(person=self._person, token=self._token))
            asked = stopwatch()
            while (left := asked + LOGIN_AGAIN - stopwatch()) > 0:
                try:
                    message = self._hear(await asyncio.wait_for(socket.recv(), left))
                except TimeoutError:
                    break
                if isinstance(message, wire.Welcome):
                    self.up.set()
                    return True
                if isinstance(message, wire.LoginResult) and not message.success:
                    log.warning("%s: the world refused the login: %s", self._person, message.message)
                    return False
        log.warning("%s: no body within %g s of the login; once more", self._person, ENTER_WITHIN)
        return False

    def _hear(self, frame: str | bytes) -> wire.Message | None:
        message = self._decoded(frame) if isinstance(frame, str) else None
        if message:
            self._on_message(message)
        return message

    def _decoded(self, frame: str) -> wire.Message | None:
        try:
            return wire.decode(frame, wire.WORLD)
        except wire.WireError as error:
            log.warning("%s: %s", self._person, error)
            return None

    async def _ping(self) -> None:
        while True:
            await real_sleep(PING_EVERY)
            await self.send(wire.Ping())
