"""A websocket client that speaks the wire: as a person with an account, or as one of the cast with the token."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from gothmud import wire
from tests.live.waiting import WITHIN, until


class Page:
    """A connection. ``frames`` and ``texts`` hold all that came, ``messages`` the frames decoded."""

    def __init__(
        self, port: int, *, protocols: Sequence[str] = (wire.SUBPROTOCOL,), address: str = "127.0.0.1",
        host: str = "127.0.0.1",
    ) -> None:  # fmt: skip
        link = socket.create_connection((host, port), 10, source_address=(address, 0))
        link.settimeout(None)  # else the client takes ten silent seconds, as while a server starts, for a broken link
        self._socket = connect(
            f"ws://{host}:{port}", sock=link, subprotocols=[Subprotocol(each) for each in protocols] or None,
            max_size=None, compression=None, open_timeout=15, proxy=None,
        )  # fmt: skip
        self.frames: list[str] = []
        self.texts: list[str] = []
        self.messages: list[wire.Message] = []
        self.mark = 0
        self.closed, self.ended = False, "open"

    def poll(self) -> None:
        """Take in what has come."""
        while not self.closed:
            try:
                data = self._socket.recv(timeout=0)
            except TimeoutError:
                return
            except ConnectionClosed as error:
                self.closed, self.ended = True, f"closed: {error!r}"
                return
            if isinstance(data, bytes):
                self.texts.append(data.decode("utf-8", "replace"))
            else:
                self.frames.append(data)
                self.messages.append(wire.decode(data, wire.WORLD))

    def send(self, message: wire.Message) -> None:
        """Send a message."""
        self.send_raw(message.encode())

    def send_raw(self, data: str | bytes, *, text: bool | None = None) -> None:
        """Send a frame as it is: a string as text, bytes as a typed line; ``text`` says otherwise."""
        with suppress(ConnectionClosed):
            self._socket.send(data, text=text)

    def next[M: wire.Message](
        self, kind: type[M], where: Callable[[M], bool] = lambda _: True, within: float = WITHIN
    ) -> M:
        """Return the next message of this kind after the one that was returned before."""

        def found() -> M | None:
            self.poll()
            for index in range(self.mark, len(self.messages)):
                message = self.messages[index]
                if isinstance(message, kind) and where(message):
                    self.mark = index + 1
                    return message
            return None

        try:
            return until(found, f"a {kind.package}", within)
        except AssertionError as error:
            lately = [each[:200] for each in self.frames[self.mark :]][-12:]
            raise AssertionError(f"{error}; {self.ended}; there was: {lately}, {self.texts[-3:]}") from None

    def all_of[M: wire.Message](self, kind: type[M]) -> list[M]:
        """Return all messages of this kind so far."""
        self.poll()
        return [each for each in self.messages if isinstance(each, kind)]

    def welcomed(self) -> None:
        """Wait for the welcome screen: a login before it is lost."""
        until(lambda: self.poll() or self.texts or self.closed, "the welcome screen")

    def login(self, account: str, password: str) -> wire.Welcome:
        """Log in as a person; return the welcome into the body."""
        self.welcomed()
        self.send(wire.Credentials(account=account, password=password))
        return self.next(wire.Welcome)

    def as_cast(self, person: str, token: str) -> wire.LoginResult:
        """Log in as one of the cast."""
        self.welcomed()
        self.send(wire.TokenLogin(person=person, token=token))
        return self.next(wire.LoginResult)

    def act(self, act_id: str, verb: str, **fields: object) -> wire.ActResult:
        """Do an act; return its answer."""
        self.send(wire.Act.model_validate({"id": act_id, "verb": verb, **fields}))
        return self.next(wire.ActResult, lambda each: each.id == act_id)

    def cut(self) -> None:
        """Lose the connection without a goodbye, as a dying browser does."""
        self.closed = True
        self._socket.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        self.closed = True
        self._socket.close()
