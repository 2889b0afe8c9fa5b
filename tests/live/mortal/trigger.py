"""The file that says where a process has to die: one line a death, each a step's name and a word; gone once all died."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "MORTAL"


class Trigger:
    """The file, as the test sets it and the processes read it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def arm(self, word: str, *steps: str) -> None:
        """Let a process die at each of ``steps``, one after the other, where ``word`` is what it is about."""
        self._write([f"{step}\t{word}" for step in steps])

    def armed(self) -> tuple[str, str]:
        """Return the step at which to die next and the word; empty strings where nobody has to."""
        if not (lines := self._lines()):
            return "", ""
        step, _, word = lines[0].partition("\t")
        return step, word

    def pull(self) -> None:
        """Take off the first line: whoever starts again lives."""
        self._write(self._lines()[1:])

    def disarm(self) -> None:
        """Let everybody live."""
        self._write([])

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _write(self, lines: list[str]) -> None:
        if not lines:
            self.path.unlink(missing_ok=True)
            return
        new = self.path.with_suffix(f".{os.getpid()}")
        new.write_text("\n".join(lines), encoding="utf-8")
        new.replace(self.path)
