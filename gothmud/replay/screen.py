"""The day in a terminal: what was to be read, the hour, who is where."""

from __future__ import annotations

from collections import deque

from rich.console import Console, Group, RenderableType
from rich.layout import Layout
from rich.panel import Panel
from rich.text import Text

from gothmud.replay.player import Player
from gothmud.replay.reel import Beat, Reel

KEPT = 200  # lines
PANE = 34  # columns of the pane that says who is where
FRAME = 4  # rows and columns that borders take
HELP = "space pause   ← → 10 minutes   ↑ ↓ speed   f follow   q quit"


class Screen:
    """What is on the screen. ``take`` adds lines, ``drawn`` is the whole of it."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._lines: deque[Text] = deque(maxlen=KEPT)

    def take(self, beats: list[Beat]) -> None:
        """Add what was to be read."""
        for each in beats:
            if each.text:
                self._lines.append(Text.from_ansi(line(self._player.reel, each, self._player.follow)))

    def clear(self) -> None:
        """Forget the lines: another moment or another pair of eyes."""
        self._lines.clear()

    def drawn(self, console: Console) -> RenderableType:
        """Return the screen for a terminal as large as this one."""
        wide, high = console.width - PANE - FRAME, console.height - FRAME
        story = Panel(Group(*self._newest(console, wide, high)), title=self._title(), title_align="left")
        above, below = Layout(), Layout(Text(HELP, style="dim"), size=1)
        above.split_row(Layout(story), Layout(Panel(self._where(), title="Who is where"), size=PANE))
        screen = Layout()
        screen.split_column(above, below)
        return screen

    def _newest(self, console: Console, wide: int, high: int) -> list[Text]:
        """Return the last lines that fit, however many rows each takes."""
        newest: deque[Text] = deque()
        for each in reversed(self._lines):
            high -= len(each.wrap(console, wide))
            if high < 0:
                break
            newest.appendleft(each)
        return list(newest)

    def _title(self) -> str:
        player = self._player
        how = "paused" if player.paused else "the end" if player.over else f"x{player.speed:g}"
        eyes = (
            f", with the eyes of {player.reel.names.person(player.reel.city, player.follow)}" if player.follow else ""
        )
        return f"{player.at:%a %F %H:%M}  {player.state.sky}  {how}{eyes}"

    def _where(self) -> Text:
        player, text = self._player, Text()
        for room in sorted({each.room for each in player.state.people.values() if each.room}, key=player.reel.room):
            text.append(f"{player.reel.room(room)}\n", style="yellow")
            for number in player.state.here(room):
                person = player.state.people[number]
                marked = "bold" if number == player.follow else "dim" if person.asleep else ""
                text.append(f"  {person.name}{' (asleep)' if person.asleep else ''}\n", style=marked)
        return text


def line(reel: Reel, beat: Beat, follow: int | None) -> str:
    """Return what was to be read as a line with its hour, and with its place where all of the city is seen."""
    place = f"\x1b[2m{reel.room(beat.room)}:\x1b[0m " if follow is None and beat.room is not None else ""
    return f"\x1b[2m{beat.at:%H:%M}\x1b[0m  {place}{beat.text}"
