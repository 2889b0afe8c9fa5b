"""A record some hours at a time: what looks from one event to an earlier one of the same owner needs, over millions of
them, more memory than there is. What the next stretch has to know of those before is carried along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from gothmud.replay.literals import literal
from gothmud.replay.metrics.measuring import Sample
from gothmud.replay.opening import Opened

if TYPE_CHECKING:
    from numpy.typing import NDArray  # numpy is imported where it is used: nobody else waits 0.1 s for it

STRETCH = 50_000  # numbers of events
EPOCH = date(1970, 1, 1).toordinal()
DAY = f"(city_time::DATE - DATE '{date.fromordinal(EPOCH)}')"  # in SQL, days since then
WHO_BITS = 32


class Stretch(NamedTuple):
    """A part of a city's events: those from number ``begins`` on that fulfil the condition ``where``."""

    city: str
    begins: int
    where: str


def stretches(record: Opened, view: str) -> Iterator[Stretch]:
    """Yield the stretches of a view in their order, city by city; such that hold nothing are left out."""
    for each in record.rows(f"SELECT city, seq // {STRETCH} AS number FROM {view} GROUP BY ALL ORDER BY ALL"):
        city, begins = each["city"], each["number"] * STRETCH
        yield Stretch(city, begins, f"city = {literal(city)} AND seq >= {begins} AND seq < {begins + STRETCH}")


def ahead[T](parts: Iterator[T]) -> Iterator[T]:
    """Yield what an iterator yields, and raise what it raises. The next part is made in a thread while one is looked at:
    for what takes as long to look at as to make, and has the memory for two."""
    with ThreadPoolExecutor(1) as thread:
        making = thread.submit(next, parts, None)
        while (part := making.result()) is not None:
            making = thread.submit(next, parts, None)
            yield part


def read(record: Opened, view: str, *queries: str) -> Iterator[tuple[Stretch, list[Mapping[str, NDArray[Any]]]]]:
    """Yield the stretches of a view, each with what the queries give for it (``{where}``), as arrays."""
    for each in stretches(record, view):
        yield each, [record.arrays(query.format(where=each.where)) for query in queries]


class Sums:
    """Parts and wholes per city, day and person, summed over stretches."""

    def __init__(self) -> None:
        self._sums: defaultdict[tuple[str, int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])

    def add(self, city: str, day: NDArray, who: NDArray, part: NDArray, whole: NDArray) -> None:
        """Add rows, one each in arrays of one length."""
        import numpy as np

        keys, place = np.unique((day.astype(np.int64) << WHO_BITS) + who, return_inverse=True)
        parts, wholes = (np.bincount(place, weights=each, minlength=len(keys)) for each in (part, whole))
        for key, one, all_ in zip(keys.tolist(), parts.tolist(), wholes.tolist(), strict=True):
            sums = self._sums[city, *divmod(key, 1 << WHO_BITS)]
            sums[0] += one
            sums[1] += all_

    def samples(self) -> list[Sample]:
        """Return what was summed, in a fixed order; no shares of nothing."""
        return [
            Sample(city, date.fromordinal(EPOCH + day), str(who), part, whole)
            for (city, day, who), (part, whole) in sorted(self._sums.items())
            if whole
        ]
