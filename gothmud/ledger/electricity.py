"""Electricity: what meters counted while the city was up, else the settings' watts; it says which."""

from __future__ import annotations

from dataclasses import dataclass

from gothmud.config import Ledger
from gothmud.ledger.count import Counted

JOULES_A_KWH = 3.6e6
NAMES = {"nvml": "the cards' counters (NVML)", "rapl": "the processors' counters (RAPL)"}


@dataclass(frozen=True, slots=True)
class Electricity:
    """Kilowatt-hours and dollars, None where they can't be known; ``how`` says where they come from."""

    kwh: float | None
    dollars: float | None
    how: str

    def share(self, part: float) -> tuple[float | None, float | None]:
        """Return a part of both."""
        return (None, None) if self.kwh is None or self.dollars is None else (self.kwh * part, self.dollars * part)


def electricity(counts: Counted, settings: Ledger, *, here: bool) -> Electricity:
    """Return what a city's model took, idle time of its machine included. ``here``: it runs on this machine."""
    if not here:
        return Electricity(None, None, "not known: the endpoint runs on another machine")
    if counts.joules:
        how = " and ".join(NAMES[each] for each in sorted(counts.joules))
        return _of(sum(counts.joules.values()), settings, f"measured by {how}")
    busy = min(counts.busy_seconds, counts.on)
    joules = (counts.on - busy) * settings.watts_idle + busy * settings.watts_busy
    how = (
        f"no meter could be read: {settings.watts_idle:g} W idle and {settings.watts_busy:g} W busy, as the settings say, "
        f"for {counts.on / 3600:.2f} h, {busy / 3600:.2f} h of them busy"
    )
    return _of(joules, settings, how)


def _of(joules: float, settings: Ledger, how: str) -> Electricity:
    kwh = joules / JOULES_A_KWH
    return Electricity(kwh, kwh * settings.price_kwh, how)
