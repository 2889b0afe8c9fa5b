"""Frames on their way through the portal: bounded here, parsed once, in the server.

The server hands a ready frame down (``session.msg(frame=text)``), so a message is encoded once for all who hear it and
GMCP names keep their capitals. What comes up is handed over unparsed under the one input name ``frame``: no client can
name an input function or a keyword.
"""

from __future__ import annotations

import re
from typing import Any

from gothmud.wire import MAX_FRAME

MAX_LINE = 2000  # characters of a typed line
NO_COLOUR = re.compile(r"\x1b(?!\[[0-9;]*m)|[\x80-\x9f]")  # an escape that is none: MXP's modes, a terminal's commands
TOO_FAST = "You are too fast for the city; wait a moment."
TOO_LONG = f"That line is too long; at most {MAX_LINE} characters are read."


class Hearer:
    """A connection in the portal. ``told`` is the last event that was handed to it, ``reached`` the address of this
    machine that the client came to; both outlive a killed server."""

    told = 0
    reached = ""
    transport: Any

    def note_where_reached(self) -> None:
        """Note it, before the server hears of the connection."""
        self.reached = self.transport.getHost().host.removeprefix("::ffff:")  # IPv4 that came to an IPv6 socket

    def send_told(self, seq: int, **_kwargs: Any) -> None:
        """Note an event that was just handed over."""
        self.told = seq


def frame_in(data: bytes | str) -> dict[str, Any]:
    """Return the input that a GMCP frame becomes; an oversized one is cut so that the server refuses it."""
    raw = data if isinstance(data, bytes) else data.encode()
    return {"frame": [[raw[: MAX_FRAME + 1].decode("utf-8", "replace")], {}]}


def line_in(text: bytes | str) -> dict[str, Any]:
    """Return the input that a typed line becomes; an oversized one is cut so that the server still refuses it."""
    return {"text": [[text[: 4 * MAX_LINE + 4]], {}]}  # a character has at most four bytes


def text_out(text: str) -> str:
    """Return text that tells a client nothing but what to show, and in which colour."""
    return NO_COLOUR.sub("", text)
