"""Inner thoughts: what is due, when a busy mind gets it, and what became of it. Pure; the rules are data (nudges.yaml)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.errands import Errand
from agents.schedule import last, last_line, next_bed, next_line, phase
from agents.view import Wish
from gothmud.persona import Persona, planned

Fate = Literal["fired", "delayed", "dropped", "obeyed", "ignored"]
RULES = Path(__file__).with_name("nudges.yaml")
IDLING = ("", "wait", "emote", "habit")
PLANNED = ("plan", "task")  # rules of a line of the plan: with a place to be at, and without


class Rule(BaseModel):
    """One rule of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: list[str]
    there: list[str] = []
    later: list[int] = []
    stale: int = 60
    within: int = 5
    after: int = 0
    every: int = 0
    clear: int = 0
    tries: int = 0
    reasons: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Nudge:
    """One inner thought that is due. ``key`` names it for ever: 'plan 2026-11-24 08:00'. ``goal`` is a place's id;
    ``errand`` is why, where a need leads there; ``verb`` is the one act that obeys it, where there is one."""

    rule: str
    key: str
    born: datetime
    at: datetime
    goal: str = ""
    doing: str = ""
    delays: int = 0
    errand: Errand | None = None
    verb: str = ""

    def obeyed_by(self, verb: str) -> bool:
        """Return whether an act does what a thought without a goal is about."""
        return verb == self.verb if self.verb else verb not in IDLING


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a nudge at a look."""

    nudge: Nudge
    fate: Fate


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand with the mind at a look. ``quiet_since``: nothing was said or done since.

    ``errands`` finds reasons to go out, best first, and ``felt_at`` when a need is felt at the earliest: both are asked only
    when one could go, and None where needs send nobody out. ``sent_out``: when a need was thought of last.
    """

    now: datetime
    here: str
    quiet_since: datetime
    busy: bool
    errands: Callable[[], Sequence[Errand]] | None = None
    felt_at: Callable[[], datetime] | None = None
    sent_out: datetime = datetime.min


class Nudger:
    """The nudges of one person. ``told`` holds the keys of those that were fired or dropped, also before a restart."""

    def __init__(self, persona: Persona, told: set[str]) -> None:
        self._persona, self._told = persona, told
        self._waiting: dict[str, Nudge] = {}
        self._after = {
            name: timedelta(minutes=max(0, persona.nudges.get(name, each.after))) for name, each in rules().items()
        }

    def look(self, moment: Moment) -> list[Verdict]:
        """Return what became of what is due; at most one is fired, the others wait.

        What waits and holds no more (the plan has gone on, it is day, something happened) is dropped.
        """
        due = {each.key: each for each in self._due(moment)}
        for each in due.values():
            self._waiting.setdefault(each.key, each)
        verdicts: list[Verdict] = []
        for each in sorted(self._waiting.values(), key=lambda one: one.rule != "bed"):
            holds = each.key in due
            if holds and each.at > moment.now:
                continue
            verdict = self._judged(each, moment) if holds else Verdict(each, "dropped")
            if verdict.fate == "fired" and any(one.fate == "fired" for one in verdicts):
                continue
            self._settle(verdict)
            verdicts.append(verdict)
        return verdicts

    def known(self, key: str) -> Nudge | None:
        """Return the nudge of a key, as far as the plan still has it: what was followed before a restart."""
        rule, _, when = key.partition(" ")
        if rule == "need":
            return Nudge(rule, key, datetime.min, datetime.min, goal=when.rpartition(" ")[2])
        if rule == "wish":
            return Nudge(rule, key, datetime.min, datetime.min, verb=when.partition(" ")[0])
        line = next((each for each in self._persona.plan if rule in PLANNED and when.endswith(f" {each.at}")), None)
        if rule not in rules() or (rule in PLANNED and line is None):
            return None
        goal = line.place if line else self._persona.home if rule == "bed" else ""
        return Nudge(rule, key, datetime.min, datetime.min, goal, line.doing if line else "")

    def next_look(self, moment: Moment) -> datetime:
        """Return the next city time at which something may be due."""
        moments = [each.at for each in self._waiting.values()]
        moments += [next_line(self._persona, moment.now), next_bed(self._persona, moment.now)]
        if after := self._after["idle"]:
            moments.append(max(moment.quiet_since, moment.now - timedelta(days=1)) + after)
        if self._after["need"] and moment.felt_at:
            free = self._free_from(moment)
            moments.append(free if free > moment.now else moment.felt_at())
        return min((each for each in moments if each > moment.now), default=moment.now + timedelta(hours=1))

    def _due(self, moment: Moment) -> list[Nudge]:
        persona, now = self._persona, moment.now
        asleep_time = phase(persona, now) != "day"
        due: list[Nudge] = []
        if asleep_time:
            born = last(persona.bed, now)
            due.append(Nudge("bed", f"bed {born:%F}", born, born, goal=persona.home))
        elif line := planned(persona.plan, now):
            born = last(line.at, now)
            rule = "plan" if line.place else "task"
            due.append(Nudge(rule, f"{rule} {born:%F %H:%M}", born, born, line.place, line.doing))
        after = self._after["idle"]
        if after and not asleep_time and now - moment.quiet_since >= after:
            due.append(Nudge("idle", f"idle {moment.quiet_since:%F %T}", now, now))
        if not asleep_time and (errand := self._errand(moment)):
            due.append(Nudge("need", errand.key, now, now, errand.reason.place, errand=errand))
        return [each for each in due if each.key not in self._told]

    def _errand(self, moment: Moment) -> Errand | None:
        """Return a reason to go out, for somebody who has nothing else to do now nor soon."""
        persona, now = self._persona, moment.now
        soon = min(next_line(persona, now), next_bed(persona, now)) - now < timedelta(minutes=rules()["need"].clear)
        if moment.errands is None or soon or not self._after["need"] or now < self._free_from(moment):
            return None
        return next((each for each in moment.errands() if self._untried(each)), None)

    def _untried(self, errand: Errand) -> bool:
        """Whether this was not thought of yet, nor too many others for the same want."""
        tried = [each for each in self._told if each.startswith(errand.want)]
        return errand.key not in tried and len(tried) < rules()["need"].tries

    def _free_from(self, moment: Moment) -> datetime:
        """Return from when on one may be sent out: quiet for a while, and neither the plan nor a need spoke lately."""
        rule = rules()["need"]
        return max(
            moment.quiet_since + self._after["need"],
            moment.sent_out + timedelta(minutes=rule.every),
            last_line(self._persona, moment.now) + timedelta(minutes=rule.clear),
        )

    def _judged(self, nudge: Nudge, moment: Moment) -> Verdict:
        rule = rules()[nudge.rule]
        if nudge.goal and nudge.goal == moment.here and nudge.rule == "plan":
            return Verdict(nudge, "dropped")  # one is there already
        if moment.now - nudge.born > timedelta(minutes=rule.stale):
            return Verdict(nudge, "dropped")
        if not moment.busy:
            return Verdict(nudge, "fired")
        if nudge.delays >= len(rule.later):
            return Verdict(nudge, "dropped")
        at = moment.now + timedelta(minutes=rule.later[nudge.delays])
        later = Nudge(nudge.rule, nudge.key, nudge.born, at, nudge.goal, nudge.doing, nudge.delays + 1)
        return Verdict(later, "delayed")

    def _settle(self, verdict: Verdict) -> None:
        if verdict.fate == "delayed":
            self._waiting[verdict.nudge.key] = verdict.nudge
            return
        self._waiting.pop(verdict.nudge.key, None)
        self._told.add(verdict.nudge.key)


def wished(wish: Wish) -> Nudge:
    """Return a behaviour's wish as a nudge."""
    key = f"wish {wish.verb} {wish.since:%F %H:%M}"
    return Nudge("wish", key, wish.since, wish.since, doing=wish.text, verb=wish.verb)


@cache
def rules() -> dict[str, Rule]:
    """Return the rules of the file."""
    return {name: Rule.model_validate(each) for name, each in YAML(typ="safe").load(RULES.read_text("utf-8")).items()}
