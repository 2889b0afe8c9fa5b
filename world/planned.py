"""The steps of a build in words, as a user reads them before they are done."""

from __future__ import annotations

import reprlib
from typing import Any

from world.building import Piece, Step, Steps

MOST = 40  # lines of a plan that are shown
SIGNS = {"create": "+", "change": "~", "move": ">", "remove": "-"}
DONE = {"create": "created", "change": "changed", "move": "moved", "remove": "removed"}
_short = reprlib.Repr(maxstring=40, maxother=40, maxlist=3, maxdict=3).repr


def plan_lines(steps: Steps) -> list[str]:
    """Return the plan, a step a line; of a long one the beginning and how much more there is."""
    lines = [_line(each) for each in steps.steps[:MOST]]
    if (more := len(steps.steps) - MOST) > 0:
        lines.append(f"  ... and {more:,} more")
    if steps.left:
        names = ", ".join(f"{each.kind} {each.id}" for each in steps.left[:5])
        more = f" and {len(steps.left) - 5:,} more" if len(steps.left) > 5 else ""
        lines.append(f"No longer in the files, and left as they are: {names}{more}. (--prune removes them.)")
    return lines


def counted(steps: Steps) -> str:
    """Return how much of each sort there is: '3 created, 1 moved'; 'nothing to do' for none."""
    return ", ".join(f"{count:,} {DONE[do]}" for do, count in steps.counts().items() if count) or "nothing to do"


def _line(step: Step) -> str:
    return f"  {SIGNS[step.do]} {step.piece.kind} {_named(step.piece)}{_changes(step)}"


def _named(piece: Piece) -> str:
    return f"{piece.id} (in {piece.place})" if piece.kind in ("thing", "person") else piece.id


def _changes(step: Step) -> str:
    told: list[str] = []
    for each in step.changes:
        if each.field == "place":
            told.append(f"from {each.was or 'nowhere'}")
        elif _is_plain(each.was) and _is_plain(each.now):
            told.append(f"{each.field} {_short(each.was)} -> {_short(each.now)}")
        else:
            told.append(each.field)
    return f": {', '.join(told)}" if told else ""


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict | list)
