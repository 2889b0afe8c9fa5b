"""One process of a city: how it is started and ended, and what it wrote."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from gothmud.clock import stopwatch

ROOT = Path(__file__).resolve().parents[1]
STOP_WITHIN = 12.0
HUNG_AFTER = 25.0  # seconds without an answer
A_USERS = 2  # the exit status of a process that ended over what a user can mend
LOG_BYTES = 10_000_000  # of a log; at the next start a longer one becomes the old one
TAIL = 200_000  # bytes of a log that are looked through for its last lines


@dataclass
class Child:
    """A process: how it is started, how often it fell; ``first`` are the seconds that it may take to answer at all."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str]
    first: float
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started: float = 0.0
    again_at: float = 0.0
    answered: float = field(default_factory=stopwatch)

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def refuses(self) -> bool:
        """Whether it ended over what a user can mend: its last words say what."""
        return self.process is not None and self.process.poll() == A_USERS

    @property
    def patience(self) -> float:
        """How many seconds without an answer are borne."""
        return HUNG_AFTER if self.answered > self.started else self.first

    def start(self) -> None:
        """Start it; its output goes to its log, after a log that has grown long is put aside."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        self.started = self.answered = stopwatch()

    def stop(self, within: float = STOP_WITHIN) -> None:
        """Ask it to end; end it after ``within`` seconds."""
        if self.process is None or not self.alive:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        """Return the last line of its log."""
        return next(iter(last_lines(self.log, 1)), f"{self.name} ended without a word")


def last_lines(log: Path, count: int) -> list[str]:
    """Return the last lines of a log that say anything; of a long one only the end is read."""
    with open(log, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    whole = lines[1:] if size > TAIL else lines
    return [each for each in whole if each.strip()][-count:] if count > 0 else []
