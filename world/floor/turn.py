"""Whose turn is it? From a line and who is here to the one who is to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from gothmud.words import mentions
from world.floor.lines import Line, Present

THREAD = timedelta(minutes=2)  # of reading time, within which a talk goes on without names


def whose_turn(line: Line, company: Sequence[Present], before: Sequence[Line]) -> int | None:
    """Return who is to answer a line: by name, by being alone with the speaker, by the thread; what a human says to
    nobody falls to the one whom it concerns, or who has been silent longest. ``before`` is what was said in the room, oldest first.
    """
    if line.mode == "emote":
        return None
    others = [each for each in company if each.who != line.who and each.listening]
    if line.to is not None:
        return next((each.who for each in others if each.who == line.to), None)
    if named := first_named(line.text, others):
        return named.who
    if len(others) == 1:
        return others[0].who
    if (partner := _partner(line, before)) is not None and any(each.who == partner for each in others):
        return partner
    if not line.human or any(each.human for each in others):
        return None
    concerned = [each for each in others if mentions(line.text, each.concerns)]
    return _silent_longest(concerned or others, before)


def first_named(text: str, others: Sequence[Present]) -> Present | None:
    """Return the one whom a text names, the first of several, or None."""
    named = [each for each in others if mentions(text, each.names)]
    return min(named, key=lambda each: _first(text, each), default=None)


def _first(text: str, someone: Present) -> int:
    """Return where in a text somebody is first named; the end for a name that is written in another way."""
    found = (text.casefold().find(each.casefold()) for each in someone.names)
    return min((each for each in found if each >= 0), default=len(text))


def _partner(line: Line, before: Sequence[Line]) -> int | None:
    """Return with whom the speaker is in the middle of a talk: who spoke last, to them or to nobody else."""
    last = next((each for each in reversed(before) if each.mode != "emote"), None)
    if last is None or line.at.real - last.at.real >= THREAD:
        return None
    if last.who == line.who:
        return last.turn  # one adds something
    return last.who if last.turn in (None, line.who) and last.to in (None, line.who) else None


def _silent_longest(others: Sequence[Present], before: Sequence[Line]) -> int | None:
    """Return the one who has been silent longest; minds go before dice."""
    spoke = {each.who: number for number, each in enumerate(before)}
    ranked = sorted(others, key=lambda each: (each.dice, spoke.get(each.who, -1), each.who))
    return ranked[0].who if ranked else None
