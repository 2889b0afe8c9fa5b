"""A thousand photos a minute: only so many drawings wait; the rest is drawn when somebody wants to see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from gothmud.events.photo import Exposure
from typeclasses import darkroom

SHOT = Exposure(place="The Inn", ground="indoor", at=datetime(2026, 11, 24, 12), sky="rain", taker="Wren", seed=7)


def test_only_so_many_wait_and_nobody_who_takes_a_photo_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Deferred[bytes]] = []

    def taken(_reactor: Any, _pool: Any, _work: Any) -> Deferred[bytes]:
        begun.append(Deferred())
        return begun[-1]

    monkeypatch.setattr(darkroom, "_pool", object())
    monkeypatch.setattr(darkroom.threads, "deferToThreadPool", taken)
    for number in range(1000):
        darkroom.develop(f"world-{number + 1}", SHOT)
    assert len(begun) == darkroom.MOST_WAITING
    with pytest.raises(darkroom.Busy):
        darkroom.picture("world-1", SHOT)
    for each in begun:
        each.callback(b"")
    darkroom.develop("world-1001", SHOT)
    assert len(begun) == darkroom.MOST_WAITING + 1
    begun[-1].callback(b"")
