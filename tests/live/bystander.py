"""Somebody who only wants to know the time, whatever happens to others."""

from __future__ import annotations

from gothmud.clock import block, stopwatch
from tests.live.telnet import Telnet

PATIENCE = 2.0  # seconds within which a bystander's command is answered, whatever others do


def unmoved(hal: Telnet, seconds: float = 2.0) -> None:
    """Check for a while that a bystander's commands are answered in time."""
    ends = stopwatch() + seconds
    while stopwatch() < ends:
        hal.now()
        asked = stopwatch()
        hal.send("time")
        hal.expect("The tower says")
        assert (took := stopwatch() - asked) < PATIENCE, f"a bystander waited {took:.1f} s"
        block(0.1)
