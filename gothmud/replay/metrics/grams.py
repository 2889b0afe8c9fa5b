"""Word 3-grams of utterances, for the metrics of novelty: taken once, held against two memories.

What gothmud/novelty.py counts line by line, in arrays, because millions of lines are to be counted;
tests/replay/test_gauging.py holds that both count the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gothmud.replay.metrics.measuring import Sample
from gothmud.replay.metrics.stretches import DAY, Sums, ahead, read
from gothmud.replay.opening import Opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

LETTERS = r"\p{L}\p{Nl}\p{No}"  # what gothmud/words.py takes for a letter
WINDOW = 40  # lines that a speaker, or the whole cast, is held to remember
GRAMS = f"""
SELECT city, {DAY} AS day, who, room, seq,
  list_transform(list_zip(words, words[2:], words[3:], true), lambda three: hash(three)) AS grams
FROM (
  SELECT city, city_time, who, room, seq,
    list_transform(regexp_extract_all(lower(text), '[{LETTERS}]+(?:''[{LETTERS}]+)?'), lambda word: hash(word)) AS words
  FROM utterances WHERE mode <> 'channel' AND tier <> 'human' AND city_time IS NOT NULL AND who IS NOT NULL AND room IS NOT NULL
)
"""
LINES = "SELECT seq, day, who, room FROM grams WHERE {where} ORDER BY seq"
THREES = "SELECT seq, unnest(grams) AS gram FROM grams WHERE {where}"
OWNERS = ("who", "room")
NUMBER_BITS = 20  # of a key, for how many lines ago it was said: more than a stretch has; the rest is a hash


class Memory:
    """The last lines of each owner, as their 3-grams."""

    def __init__(self) -> None:
        import numpy as np

        self._ids: dict[int, int] = {}
        self._lines = np.zeros(0, np.int64)  # of each owner, so far
        self._owner, self._number, self._gram = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint64)

    def count(self, owners: NDArray, line: NDArray, grams: NDArray) -> tuple[NDArray, NDArray]:
        """Take lines in their order (the owner of each) and their 3-grams (each with the place of its line); return of
        each line how many different ones it has, and how many of them its owner's last lines hadn't."""
        import numpy as np

        owner, number = self._numbered(owners)
        carried = len(self._gram)
        self._owner = np.append(self._owner, owner[line])
        self._number = np.append(self._number, number[line])
        self._gram = np.append(self._gram, grams)
        whole, new = (np.bincount(line, each[carried:], len(owners)) for each in self._told())
        self._forget()
        return whole, new

    def _numbered(self, owners: NDArray) -> tuple[NDArray, NDArray]:
        """Return of each line a small number for its owner, and its own number among that one's lines."""
        import numpy as np

        values, place = np.unique(owners, return_inverse=True)
        owner = np.array([self._ids.setdefault(each, len(self._ids)) for each in values.tolist()])[place]
        self._lines = np.append(self._lines, np.zeros(len(self._ids) - len(self._lines), np.int64))
        order = np.argsort(owner, kind="stable")
        sorted_, number = owner[order], np.empty(len(owner), np.int64)
        number[order] = np.arange(len(owner)) - np.searchsorted(sorted_, sorted_) + self._lines[sorted_]
        self._lines += np.bincount(owner, minlength=len(self._lines))
        return owner, number

    def _told(self) -> tuple[NDArray, NDArray]:
        """Return of each 3-gram whether it is the first such in its line, and whether besides its owner's lines before
        hadn't it."""
        import numpy as np

        mixed = (self._gram ^ (self._owner.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))) >> np.uint64(NUMBER_BITS)
        since = self._number - self._lines[self._owner]  # below 0, and the nearer the later
        key = (mixed << np.uint64(NUMBER_BITS)) | (since + (1 << NUMBER_BITS)).astype(np.uint64)
        order = np.argsort(key)
        mixed, number = mixed[order], self._number[order]
        same, ago = mixed[1:] == mixed[:-1], number[1:] - number[:-1]
        first, new = np.ones(len(order), bool), np.ones(len(order), bool)
        first[order[1:]] = ~same | (ago > 0)
        new[order[1:]] = ~same | (ago > WINDOW)
        return first, new

    def _forget(self) -> None:
        """Carry along only what the next line of each owner is held against."""
        kept = self._number >= self._lines[self._owner] - WINDOW
        self._owner, self._number, self._gram = self._owner[kept], self._number[kept], self._gram[kept]


def novelty_in(record: Opened, owner: str) -> list[Sample]:
    """Return how many 3-grams are new within the lines of one ``owner``: a column of utterances, ``who`` or ``room``."""
    return record.once(_novelty)[owner]


def _novelty(record: Opened) -> dict[str, list[Sample]]:
    """Count for all owners at once."""
    import numpy as np

    record.keep("grams", GRAMS)
    sums, city, memories = {owner: Sums() for owner in OWNERS}, "", {}
    for stretch, (lines, found) in ahead(read(record, "grams", LINES, THREES)):
        if stretch.city != city:
            city, memories = stretch.city, {owner: Memory() for owner in OWNERS}
        line = np.searchsorted(lines["seq"], found["seq"])
        for owner in OWNERS:
            whole, new = memories[owner].count(lines[owner], line, found["gram"])
            sums[owner].add(city, lines["day"], lines["who"], new, whole)
    return {owner: each.samples() for owner, each in sums.items()}
