"""Evennia's start and stop hooks, handed to the clockwork."""

from __future__ import annotations


def at_server_start() -> None:
    """Wind up the city: the record catches up, the clock runs, the dice people wake."""
    from typeclasses import clockwork

    clockwork.start()


def at_server_stop() -> None:
    """Let it run down."""
    from server import audit
    from typeclasses import clockwork

    clockwork.stop()
    audit.stop()
