"""The etiquette of the city's channel: how often one calls over the roofs, who answers first, and when enough have.

Everybody hears each line of it, wherever they are, so it is scarcer than a room's talk. Like a room's floor this is told
what is called and rules on what may be; it holds no bodies and asks no clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from gothmud.config import ChannelManners
from gothmud.novelty import grams, novelty
from gothmud.words import mentions
from world.floor.lines import Line, Present
from world.floor.manners import LEAST_NOVELTY
from world.floor.turn import first_named

FILE = Path(__file__).with_name("channel.yaml")
KEPT = 40  # lines, against which a line's novelty is measured
MINUTE = timedelta(minutes=1)


class Wording(BaseModel):
    """The file: why somebody may not call now."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flooded: str
    asked: str
    hoarse: str
    enough: str
    stale: str


@cache
def wording() -> Wording:
    """Return the words of the file."""
    return Wording.model_validate(YAML(typ="safe").load(FILE.read_text("utf-8")))


class Channel:
    """Who may call over the city. A matter opens with a human's line, or with the first after a silence."""

    def __init__(self, manners: ChannelManners) -> None:
        self._manners = manners
        self._lines: deque[Line] = deque(maxlen=KEPT)
        self._asked: Line | None = None  # a human's line that waits for the one whom it names
        self._opened: Line | None = None
        self._answered: set[int] = set()  # those without a player who have spoken to the matter that is open

    def turn(self, line: Line, ears: Sequence[Present]) -> Line:
        """Return the line with the one whom it names, first of several, among those who hear it. A human who names nobody
        and talks to no other human is answered by one without a player, too."""
        others = [each for each in ears if each.who != line.who]
        named = first_named(line.text, others) or self._free(line, others)
        return replace(line, turn=named.who if named else None)

    def ruling(self, line: Line, ears: Sequence[Present]) -> str:
        """Return why a line may not be called now, or an empty string."""
        if not self._manners.on:
            return ""
        if line.human:
            return self._flooded(line)
        if self._asked and self._asked.turn == line.who:
            return ""  # late is better than never
        return self._theirs_first(line, ears) or self._hoarse(line) or self._enough(line) or self._stale(line)

    def take(self, line: Line) -> None:
        """Take a line that was called, as ``turn`` returned it."""
        self._lines.append(line)
        if line.human:
            self._asked = line if line.turn is not None else None
        elif self._asked and self._asked.turn == line.who:
            self._asked = None
        if line.human or self._matter(line) is None:
            self._opened, self._answered = line, set()
        elif not self._opens(line.who):
            self._answered.add(line.who)

    def _free(self, line: Line, others: Sequence[Present]) -> Present | None:
        """Return who answers a human's open call: whom it touches, else who hasn't called for longest."""
        matter = self._matter(line)
        if not line.human or (matter and matter.human and matter.who != line.who):
            return None
        spoke = {each.who: number for number, each in enumerate(self._lines)}
        minds = [each for each in others if not each.human and not each.dice]
        return min(
            minds,
            key=lambda each: (not mentions(line.text, each.concerns), spoke.get(each.who, -1), each.who),
            default=None,
        )

    def _flooded(self, line: Line) -> str:
        """Return how long a human has to hold their breath, who has called too often."""
        own = [each.at.real for each in self._lines if each.who == line.who and line.at.real - each.at.real < MINUTE]
        most = self._manners.human_lines
        if len(own) < most:
            return ""
        left = own[-most] + MINUTE - line.at.real
        return wording().flooded.format(lines=most, seconds=max(1, round(left.total_seconds())))

    def _theirs_first(self, line: Line, ears: Sequence[Present]) -> str:
        """Return for whom one holds one's tongue: a human called them by name a moment ago."""
        patience = timedelta(seconds=self._manners.patience_seconds)
        if self._asked is None or line.at.real - self._asked.at.real >= patience:
            return ""
        name = next((each.names[0] for each in ears if each.who == self._asked.turn), "Somebody")
        return wording().asked.format(name=name)

    def _hoarse(self, line: Line) -> str:
        """Return why one who has called lately leaves it to others."""
        rest = timedelta(minutes=self._manners.bot_minutes)
        lately = any(each.who == line.who and line.at.city - each.at.city < rest for each in self._lines)
        return wording().hoarse if lately else ""

    def _enough(self, line: Line) -> str:
        """Return why nobody adds to what enough have answered."""
        matter = self._matter(line)
        if matter is None or self._opens(line.who) or line.who in self._answered:
            return ""
        return wording().enough if len(self._answered) >= self._manners.answers else ""

    def _stale(self, line: Line) -> str:
        """Return why a line isn't worth the city's ear."""
        new = novelty(grams(line.text), (grams(each.text) for each in self._lines))
        return wording().stale if new < LEAST_NOVELTY else ""

    def _matter(self, line: Line) -> Line | None:
        """Return the line that opened what is talked about now, or None after a silence."""
        span = timedelta(minutes=self._manners.answer_minutes)
        return self._opened if self._opened and line.at.city - self._opened.at.city < span else None

    def _opens(self, who: int) -> bool:
        return self._opened is not None and self._opened.who == who
