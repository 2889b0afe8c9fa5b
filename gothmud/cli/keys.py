"""Single keys of a terminal, without waiting for them."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ARROWS = {b"\x1b[A": "up", b"\x1b[B": "down", b"\x1b[C": "right", b"\x1b[D": "left"}
LONGEST = 16  # bytes of what one key sends


@contextmanager
def keys() -> Iterator[Callable[[float], str]]:
    """Return a function that waits so many seconds for a key and returns it ("" for none; arrows by name).

    The terminal is as it was afterwards. Where keys can't be read one by one (Windows) there never is one.
    """
    try:
        import termios
        import tty
    except ImportError:
        from gothmud.clock import block

        yield lambda seconds: block(seconds) or ""
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    tty.setcbreak(handle)
    try:
        yield lambda seconds: _key(handle, seconds)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _key(handle: int, seconds: float) -> str:
    if not select.select([handle], [], [], seconds)[0]:
        return ""
    sent = os.read(handle, LONGEST)
    return ARROWS.get(sent, sent[:1].decode("ascii", "ignore"))
