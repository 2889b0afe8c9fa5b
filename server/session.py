"""Evennia's session on the server's side, with what the wire needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from evennia.server.serversession import ServerSession
from evennia.utils import logger

from gothmud.audit import Line
from gothmud.clock import stopwatch
from server import audit

RATE = 30  # lines and frames a second of one connection, on average
BURST = 90
FRAMES_A_LINE = 10  # that are sent again for what one line costs
FOR_A_MIND = 20  # times that much: the city's own, and in the fast mode it lives by the hour
KEPT = ("puid", "server_data", "cmdset_storage_string")


class Session(ServerSession):
    """A connection. ``is_mind`` marks one that logged in by token: it lives on frames and gets no text."""

    allowance = float(BURST)
    filled_at = 0.0
    line: Line | None = None  # of the audit log: what is being dealt with
    typed: list[str] = []  # words of lines before login: no answer may repeat them into the audit log
    strange = False  # what is being dealt with was typed before login and is no command
    reached = ""  # the address of this machine that the client came to
    offered = False  # whether the client was offered map and package
    place: tuple[Any, ...] = ()  # account, body and room as the audit log last described them: ``who``
    who = ""

    def __eq__(self, other: object) -> bool:
        """Each connection is itself. (Stock compares addresses, by way of an exception where there is none: looking for
        one that is gone, each time that somebody is told something.)"""
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def is_mind(self) -> bool:
        """Whether a mind is at the other end."""
        return bool(self.server_data.get("mind"))

    @property
    def screen_reader(self) -> bool:
        """Whether what is shown here is read aloud."""
        return bool(self.protocol_flags.get("SCREENREADER"))

    @property
    def takes_frames(self) -> bool:
        """Whether the other end understands frames of the wire."""
        return bool(self.protocol_flags.get("OOB"))

    @property
    def clicks(self) -> bool:
        """Whether the client has links to click on (MXP); read aloud, they are in the way."""
        return bool(self.protocol_flags.get("MXP")) and not self.screen_reader

    def send_frames(self, frames: list[str]) -> None:
        """Send frames of the wire, if the other end understands them."""
        if self.takes_frames:
            for each in frames:
                self.data_out(frame=((each,), {}))

    def perceive(self, seq: int, frame: str = "", text: str = "") -> None:
        """Send an event. The portal notes its number in the same breath, so that a restart of the world knows what a
        person was told; a mind asks for what it missed by itself."""
        private = audit.is_private(frame)
        frame = frame if self.takes_frames else ""
        if self.is_mind:
            seq, text = 0, ""
        if told := message(seq, frame, text):
            audit.told(self, text, frame, seq, private=private)
            self.sessionhandler.post(self, told)

    def data_out(self, **kwargs: Any) -> None:
        """Send; text for a mind stays here."""
        if self.is_mind:
            kwargs.pop("text", None)
        if kwargs:
            audit.sent(self, kwargs)
            super().data_out(**kwargs)

    def data_in(self, **kwargs: Any) -> None:
        """Take what came in; the audit log has it and what it led to."""
        for name, value in kwargs.items():
            with audit.listening(self, str(value[0][0]) if name == "text" and value[0] else None):
                super().data_in(**{name: value})

    def hide_line(self) -> None:
        """Keep what is being dealt with out of the audit log: it holds a secret."""
        if self.line:
            self.line.hide()

    def at_login(self, account: Any) -> None:
        """Write down who it is."""
        super().at_login(account)
        self.typed = []
        audit.note(self, "login")

    def at_disconnect(self, reason: str | None = None) -> None:
        """Write down that it is over."""
        audit.note(self, "close", str(reason or ""))
        super().at_disconnect(reason)

    def may_send(self) -> bool:
        """Return whether this connection is within its rate; each call uses some of it."""
        now = stopwatch()
        more = FOR_A_MIND if self.is_mind else 1
        self.allowance = min(BURST * more, self.allowance + (now - self.filled_at) * RATE * more)
        self.filled_at = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True

    def charge(self, frames: int) -> None:
        """Let what this connection asked for count as some of what it may send: one frame in ten."""
        self.allowance -= frames / FRAMES_A_LINE

    def keep(self) -> None:
        """Let the portal hold what this connection is in: it outlives a killed server, which then finds back."""
        held = {key: getattr(self, key) for key in KEPT if hasattr(self, key)}
        self.sessionhandler.session_portal_partial_sync({self.sessid: held})

    def at_sync(self) -> None:
        """After a restart of the server the session is back in its body: greet it, so that its mind can catch up, and
        tell a person what was kept from them."""
        try:
            super().at_sync()
            audit.note(self, "open", str(self.address))
            self._come_back()
        except Exception:  # noqa: BLE001 - the others, who are synced after this one, must have their bodies back
            logger.log_trace(f"connection {self.sessid} came back")

    def _come_back(self) -> None:
        # Taken off again: it is the portal's to know, and a copy here would overwrite it there at the next login.
        told = self.__dict__.pop("told", 0)  # pyright: ignore[reportAttributeAccessIssue]
        if self.puppet and self.logged_in:
            self.puppet.greet(self)
            if told and not self.is_mind:
                self.puppet.catch_up(self, told)


@lru_cache(maxsize=8)
def message(seq: int, frame: str, text: str) -> dict[str, Any]:
    """Return an event as the portal takes it: one object for all who hear the same, so that a bundle holds it once."""
    named: dict[str, Any] = {"frame": frame, "text": text, "told": seq}
    return {name: [[value], {}] for name, value in named.items() if value}
