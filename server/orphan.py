"""A process of a supervised city ends when its supervisor is gone, so that a killed ``gothmud up`` leaves nobody."""

from __future__ import annotations

import os

from twisted.internet import reactor, task

from gothmud.config import SUPERVISOR_VARIABLE

LOOK_EVERY = 2.0  # seconds


def stop_when_orphaned() -> None:
    """Look for the supervisor from time to time; stop the reactor once it is no longer our parent."""
    supervisor = os.environ.get(SUPERVISOR_VARIABLE)
    if supervisor:
        task.LoopingCall(_look, int(supervisor)).start(LOOK_EVERY, now=False)


def _look(supervisor: int) -> None:
    if os.getppid() != supervisor and reactor.running:  # pyright: ignore[reportAttributeAccessIssue]
        reactor.stop()  # pyright: ignore[reportAttributeAccessIssue]
