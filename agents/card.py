"""What others do on the graphics card that the model runs on (NVML): processes that neither serve the model nor are its
children."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from urllib.parse import urlsplit

import psutil
import pynvml

from agents.power import HERE


class Card:
    """The cards of this machine, looked at again and again."""

    def __init__(self, url: str) -> None:
        """Look at the cards beside the model at ``url``; one that runs elsewhere has none here."""
        self._url = urlsplit(url)
        self._seen: dict[int, int] = {}  # by card: the stamp of the newest sample that was read
        self._cards = _handles() if self._url.hostname in HERE else []

    @property
    def readable(self) -> bool:
        """Whether there is a card to look at."""
        return bool(self._cards)

    def others(self) -> float:
        """Return the share (0 to 100) of the busiest card that others have used since the last look."""
        mine = serving(self._url.port or 80)
        return max((self._share(number, card, mine) for number, card in enumerate(self._cards)), default=0.0)

    def _share(self, number: int, card: object, mine: set[int]) -> float:
        try:
            samples = pynvml.nvmlDeviceGetProcessUtilization(card, self._seen.get(number, 0))
        except pynvml.NVMLError:  # nothing ran, or this card doesn't tell
            return 0.0
        self._seen[number] = max((each.timeStamp for each in samples), default=self._seen.get(number, 0))
        return share_of_others(((each.pid, each.smUtil) for each in samples), mine)


def share_of_others(samples: Iterable[tuple[int, int]], mine: set[int]) -> float:
    """Return the sum over foreign processes of each one's mean use, at most 100."""
    found: dict[int, list[int]] = {}
    for pid, use in samples:
        if pid not in mine and use <= 100:  # more is NVML's word for 'unknown'
            found.setdefault(pid, []).append(use)
    return min(100.0, sum(sum(uses) / len(uses) for uses in found.values()))


def serving(port: int) -> set[int]:
    """Return the processes that listen on a port of this machine, and their children."""
    found: set[int] = set()
    with contextlib.suppress(psutil.Error, OSError):
        for each in psutil.net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN and each.laddr and each.laddr.port == port and each.pid:
                found.add(each.pid)
                with contextlib.suppress(psutil.Error):
                    found |= {child.pid for child in psutil.Process(each.pid).children(recursive=True)}
    return found


def _handles() -> list[object]:
    try:
        pynvml.nvmlInit()
        return [pynvml.nvmlDeviceGetHandleByIndex(each) for each in range(pynvml.nvmlDeviceGetCount())]
    except pynvml.NVMLError:
        return []
