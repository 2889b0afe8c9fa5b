"""How far a city is to live on its own: kept in its home, so that a run that was cut off goes on to the same hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ValidationError

from gothmud.errors import ConfigError

FILE_NAME = "goal.json"


class Goal(BaseModel):
    """A run: from which city time to which, how fast, how long it took so far, and how the clock ran before it."""

    start: datetime
    end: datetime
    speed: str
    seconds: float = 0.0
    rate_before: float = 1.0
    paused_before: bool = False

    @property
    def days(self) -> float:
        """How many city days it is in all."""
        return (self.end - self.start) / timedelta(days=1)

    def lived(self, now: datetime) -> float:
        """Return how many of its days are over at a city time."""
        return max(0.0, (min(now, self.end) - self.start) / timedelta(days=1))


def unfinished(home: Path) -> Goal | None:
    """Return the goal that a run was cut off from, or None. Raises ConfigError for a file that can't be read."""
    path = home / FILE_NAME
    try:
        return Goal.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise ConfigError(
            f"{path}: no goal of a run ({type(error).__name__}); 'gothmud run --anew' replaces it"
        ) from None


def keep(home: Path, goal: Goal) -> None:
    """Keep a goal; the file is never half written."""
    path = home / FILE_NAME
    path.with_suffix(".new").write_text(goal.model_dump_json(indent=1), encoding="utf-8")
    path.with_suffix(".new").replace(path)


def forget(home: Path) -> None:
    """Forget the goal, if there is any."""
    (home / FILE_NAME).unlink(missing_ok=True)
