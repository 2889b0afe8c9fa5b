"""A map in plain characters, drawn from where rooms lie and which ways join them. No state, no server."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, repeat

UNNAMED = "o"  # a room beyond the letters: drawn, not in the legend
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Spot:
    """A room on the map: its name, where it lies, and where its ways lead."""

    name: str
    x: int
    y: int
    to: list[tuple[int, int]] = field(default_factory=list)


def draw(spots: list[Spot], here: tuple[int, int] | None) -> str:
    """Return the map with a legend; ``here`` is marked with @. An empty list gives an empty string."""
    if not spots:
        return ""
    grid = _grid(spots)
    legend = []
    in_order = sorted(spots, key=lambda each: (-each.y, each.x))
    for letter, spot in zip(chain(LETTERS, repeat(UNNAMED)), in_order, strict=False):
        mark = "@" if (spot.x, spot.y) == here else letter
        grid[_row(spots, spot.y)][_column(spots, spot.x)] = mark
        if mark != UNNAMED:
            legend.append(f"{mark} {spot.name}")
    lines = ["".join(row).rstrip() for row in grid]
    return "\n".join([*(line for line in lines if line), "", *_columns(legend)])


def _row(spots: list[Spot], y: int) -> int:
    return 2 * (max(each.y for each in spots) - y)


def _column(spots: list[Spot], x: int) -> int:
    return 4 * (x - min(each.x for each in spots))


def _grid(spots: list[Spot]) -> list[list[str]]:
    height = _row(spots, min(each.y for each in spots)) + 1
    width = _column(spots, max(each.x for each in spots)) + 1
    grid = [[" "] * width for _ in range(height)]
    places = {(each.x, each.y) for each in spots}
    for spot in spots:
        for x, y in places.intersection(spot.to):
            _join(grid, (_row(spots, spot.y), _column(spots, spot.x)), (_row(spots, y), _column(spots, x)))
    return grid


def _join(grid: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a way that runs along a row or a column; others (stairs, slants) stay undrawn."""
    if start[0] == end[0]:
        for column in range(min(start[1], end[1]) + 1, max(start[1], end[1])):
            grid[start[0]][column] = "-"
    elif start[1] == end[1]:
        for row in range(min(start[0], end[0]) + 1, max(start[0], end[0])):
            grid[row][start[1]] = "|"


def _columns(legend: list[str]) -> list[str]:
    width = max(len(each) for each in legend) + 2
    half = (len(legend) + 1) // 2
    return [
        f"{left:<{width}}{right}".rstrip() for left, right in zip(legend[:half], [*legend[half:], ""], strict=False)
    ]
