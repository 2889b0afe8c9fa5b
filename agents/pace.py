"""Between real seconds and city time: how long a mind listens, rests and takes for its words, at any speed of the clock.

While the city runs at some rate, model time is real time, and pauses are real seconds. On the fast clock a machine's
speed means nothing: there pauses are city time, and thinking costs by the words said.
"""

from __future__ import annotations

from datetime import timedelta

from agents.senses import Senses

LOOK = 5.0  # real seconds after which somebody looks again at what is due
WORDS_A_SECOND = 2.5
AGAIN = 30.0  # real seconds after which a mind says once more that it is ready: a world that restarted has forgotten it


def city(senses: Senses, real_seconds: float) -> timedelta:
    """Return a pause of real seconds as city time; on the fast clock they are city seconds."""
    return timedelta(seconds=real_seconds * (1.0 if senses.fast else senses.clock.rate))


def real(senses: Senses, gap: timedelta) -> float:
    """Return how long a stretch of city time takes, in real seconds; bounded, so that a jump is noticed."""
    if senses.clock.paused:
        return AGAIN if senses.fast else LOOK
    return min(LOOK, max(0.0, gap.total_seconds() / senses.clock.rate))


def thinking(text: str) -> timedelta:
    """Return what it takes in city time to say something, with a breath before it."""
    return timedelta(seconds=1.0 + len(text.split()) / WORDS_A_SECOND)
