"""Things that one does something with: which verbs there are now, what comes of one, what wears out. Pure.

A prop's state is a small mapping that is replaced, never changed. Whoever holds it stores it and moves the things.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gothmud.words import mentions
from world.daylight import within
from world.moods import suits
from world.prop_schema import Change, Look, Part, Prop, Verb, Wear

Now = Mapping[str, int | str]
NOT_NOW = "That can't be done now."


@dataclass(frozen=True, slots=True)
class Around:
    """What a change may depend on besides the state: the hour, the sky, the ids of what is in the prop."""

    hour: int
    sky: str = ""
    inside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tries: a verb (none: whatever the thing is for), the words behind it, the ids of what they carry."""

    verb: str = ""
    words: str = ""
    carried: frozenset[str] = frozenset()


def kept(prop: Prop, before: Now) -> dict[str, int | str]:
    """Return a state as the prop has it: what was kept where that can still be, else the start."""
    return {name: _held(part, before.get(name, part.start)) for name, part in prop.state.items()}


def possible(prop: Prop, now: Now, around: Around) -> list[str]:
    """Return the verbs that can be done now by somebody who has what it takes."""
    fitting = (each.verb for each in prop.verbs if _fits(each, now, around) and _has_it(each, around))
    return list(dict.fromkeys(fitting))


def rule_for(prop: Prop, now: Now, around: Around, attempt: Attempt) -> Verb | str:
    """Return the rule that an attempt comes under, or why it can't be done."""
    rules = [each for each in prop.verbs if attempt.verb in ("", each.verb)]
    for each in rules:
        if _fits(each, now, around) and not _lacks(each, around, attempt):
            return each
    return _refusal(rules, now, around, attempt)


def changed(prop: Prop, now: Now, change: Change) -> dict[str, int | str]:
    """Return the state after a change: within its words and bounds, whatever the change says."""
    after = {**now, **{name: value for name, value in change.sets.items() if name in prop.state}}
    for name, step in change.adds.items():
        if isinstance(value := after.get(name), int):
            after[name] = value + step
    return kept(prop, after)


def worn(prop: Prop, now: Now, around: Around, elapsed: float, rng: random.Random) -> Wear | None:
    """Return what becomes of a prop by itself in ``elapsed`` city seconds, if anything."""
    fitting = [each for each in prop.wears if _fits(each, now, around)]
    return _first(((each, elapsed / each.every) for each in fitting if each.every), rng)


def worn_by_use(prop: Prop, now: Now, around: Around, rng: random.Random) -> Wear | None:
    """Return what a use has worn out, if anything."""
    fitting = [each for each in prop.wears if _fits(each, now, around)]
    return _first(((each, each.chance) for each in fitting if each.chance), rng)


def look(prop: Prop, now: Now) -> Look:
    """Return how a prop looks now."""
    return next((each for each in prop.looks if fits(each.state, now)), Look())


def fits(wants: Mapping[str, int | str | list[str]], now: Now) -> bool:
    """Return whether a state is as wanted."""
    return all(suits(now.get(name), want) for name, want in wants.items())


def _first(chances: Iterable[tuple[Wear, float]], rng: random.Random) -> Wear | None:
    """Return the first change that its chance lets happen."""
    return next((each for each, chance in chances if rng.random() < chance), None)


def _fits(change: Change, now: Now, around: Around) -> bool:
    return (
        fits(change.state, now)
        and within(change.hours, around.hour)
        and (not change.skies or around.sky in change.skies)
    )


def _has_it(verb: Verb, around: Around) -> bool:
    return verb.gives is None or verb.gives in around.inside


def _lacks(verb: Verb, around: Around, attempt: Attempt) -> str:
    """Return what a rule lacks of those who try: the thing's own, theirs, words; empty for nothing."""
    if not _has_it(verb, around):
        return "There is none left."
    if any(each is not None and each not in attempt.carried for each in (verb.holds, verb.takes)):
        return "You lack what it takes."
    if verb.words and not mentions(attempt.words, verb.words):
        return "There is no such thing."
    if verb.writes and not attempt.words:
        return f"{verb.verb.capitalize()} it with which words?"
    return ""


def _refusal(rules: list[Verb], now: Now, around: Around, attempt: Attempt) -> str:
    """Return the reason of the rule that came nearest: its state fits; else any that has something to say."""
    near = [each for each in rules if _fits(each, now, around)]
    if near and all(each.words and not mentions(attempt.words, each.words) for each in near):
        return f"{near[0].verb.capitalize()} what? There is {', '.join(each.words[0] for each in near)}."
    reasons = [each.refuses or _lacks(each, around, attempt) for each in near]
    return next((each for each in (*reasons, *(each.refuses for each in rules)) if each), NOT_NOW)


def _held(part: Part, value: int | str) -> int | str:
    """Return a value if the part can have it, else the nearest that it can."""
    if isinstance(part.start, int):
        return min(part.top, max(0, value)) if isinstance(value, int) else part.start
    return value if value in (part.start, *part.words) else part.start
