"""Electricity, where a meter can be read: the graphics cards' own counters (NVML) and the processors' (RAPL)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pynvml

from gothmud.clock import stopwatch

RAPL = Path("/sys/class/powercap")
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass
class Meter:
    """A counter that only grows, in joules. ``largest`` is where it begins anew, 0 for never."""

    name: Literal["nvml", "rapl"]
    joules: Callable[[], float]
    largest: float = 0.0
    _before: float = 0.0
    _at: float = 0.0

    def start(self) -> None:
        """Count from now on. Raises OSError or NVMLError where it can't be read."""
        self._before, self._at = self.joules(), stopwatch()

    def since(self) -> tuple[float, float]:
        """Return joules and seconds since the last look. Raises OSError or NVMLError where it can't be read any more."""
        before, began = self._before, self._at
        self.start()
        used = self._before - before
        return used + (self.largest if used < 0 else 0.0), self._at - began


def meters(url: str, rapl: Path = RAPL) -> list[Meter]:
    """Return the meters that can be read and that count what the endpoint uses: none where it runs elsewhere."""
    if urlsplit(url).hostname not in HERE:
        return []
    found = []
    for each in (*_cards(), *_processors(rapl)):
        with contextlib.suppress(OSError, ValueError, pynvml.NVMLError):
            each.start()
            found.append(each)
    return found


def read(meter: Meter) -> tuple[float, float] | None:
    """Return joules and seconds since the last look, or None where the meter can't be read any more."""
    try:
        return meter.since()
    except (OSError, ValueError, pynvml.NVMLError):
        return None


def _cards() -> list[Meter]:
    try:
        pynvml.nvmlInit()
        cards = [pynvml.nvmlDeviceGetHandleByIndex(each) for each in range(pynvml.nvmlDeviceGetCount())]
    except pynvml.NVMLError:
        return []
    return [Meter("nvml", lambda card=card: pynvml.nvmlDeviceGetTotalEnergyConsumption(card) / 1000) for card in cards]


def _processors(folder: Path) -> list[Meter]:
    """Return a meter for each processor package (``intel-rapl:0``; what is below it is part of it)."""
    found = []
    for package in sorted(folder.glob("intel-rapl:[0-9]")):
        with contextlib.suppress(OSError, ValueError):
            largest = int((package / "max_energy_range_uj").read_text()) / 1e6
            found.append(
                Meter("rapl", lambda file=package / "energy_uj": int(file.read_text()) / 1e6, largest)
            )  # readable for root only, on most machines
    return found
