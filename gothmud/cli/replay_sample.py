"""``gothmud replay sample``: the recorded day that ships with the package."""

from __future__ import annotations

from typing import Annotated

import typer

from gothmud.cli.replay_day import summary
from gothmud.replay.files import SAMPLE

TRY = """
Every replay command takes 'sample' in the place of a record:

  gothmud replay watch sample --from 10:30           the day again; --web shows it on a map
  gothmud replay timeline hester sample              the nurse's day, and what went on in her mind
  gothmud replay scene cafe 18:50 sample             who said what, and who heard it
  gothmud replay metrics sample --only human_wait    how long visitors waited
  gothmud report sample --html day.html              the day on one page, with plots
  gothmud rumor show r1 --home {folder}
  gothmud ledger --home {folder}

docs/replay.md answers questions with it, step by step."""


def sample(path: Annotated[bool, typer.Option("--path", help="Print only the folder that it is in.")] = False) -> None:
    """Show the recorded day of a twelve-person city that ships with the package, and what to try with it."""
    if path:
        print(SAMPLE)
        return
    summary([SAMPLE.name])
    print(TRY.format(folder=SAMPLE))


COMMANDS = (sample,)
