"""Inner thoughts: each fate, the delays of a busy mind, once for ever, and a clock that jumps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.errands import Errand, Reason
from agents.nudges import Moment, Nudger, Verdict, rules, wished
from agents.view import Wish
from gothmud.persona import PlanLine
from tests.agents.fakes import persona
from tests.base.strategies import QUICK

PLAN = [
    PlanLine(at="08:00", place="square", doing="selling"),
    PlanLine(at="14:00", place="inn", doing="eating"),
    PlanLine(at="14:20", place="mill", doing="grinding"),
]


def at(clock: str, day: int = 7) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}")


def moment(now: datetime, *, here: str = "cellar", quiet: datetime | None = None, busy: bool = False) -> Moment:
    return Moment(now, here, quiet or now, busy)


def nudger(told: set[str] | None = None, **fields: Any) -> Nudger:
    return Nudger(persona(**{"plan": PLAN, **fields}), told if told is not None else set())


def fates(made: Nudger, *args: Any, **fields: Any) -> list[tuple[str, str]]:
    return fates_of(made.look(moment(*args, **fields)))


def fates_of(verdicts: list[Verdict]) -> list[tuple[str, str]]:
    return [(each.nudge.rule, each.fate) for each in verdicts]


def test_a_line_of_the_plan_is_fired_once_also_after_a_restart() -> None:
    told: set[str] = set()
    made = nudger(told)
    (verdict,) = made.look(moment(at("08:05")))
    assert (verdict.fate, verdict.nudge.key, verdict.nudge.goal) == ("fired", "plan 2026-03-07 08:00", "square")
    assert fates(made, at("08:06")) == fates(nudger(told), at("08:07")) == []
    assert fates(made, at("08:00", 8)) == [("plan", "fired")]


def test_a_busy_mind_gets_it_15_minutes_later_then_60_then_not() -> None:
    made = nudger(plan=PLAN[:1])
    assert fates(made, at("08:00"), busy=True) == [("plan", "delayed")]
    assert fates(made, at("08:14"), busy=True) == fates(made, at("08:14")) == []
    assert made.next_look(moment(at("08:14"))) == at("08:15")
    assert fates(made, at("08:15"), busy=True) == [("plan", "delayed")]
    assert fates(made, at("09:14")) == []
    assert fates(made, at("09:15"), busy=True) == [("plan", "dropped")]
    assert fates(made, at("09:16")) == []


def test_a_line_without_a_place_is_a_task_wherever_one_is() -> None:
    line = PlanLine(at="15:00", doing="put a report together")
    made = nudger(plan=[line])
    (verdict,) = made.look(moment(at("15:01"), here="inn"))
    assert (verdict.fate, verdict.nudge.key, verdict.nudge.goal) == ("fired", "task 2026-03-07 15:00", "")
    assert fates(made, at("15:02"), here="mill") == []
    known = made.known("task 2026-03-07 15:00")
    assert known is not None
    assert known.doing == line.doing


def test_a_delayed_thought_comes_when_its_time_has_come() -> None:
    made = nudger()
    fates(made, at("08:00"), busy=True)
    assert fates(made, at("08:15")) == [("plan", "fired")]
    assert fates(made, at("08:16")) == []


def test_who_is_there_already_and_what_is_stale_is_dropped() -> None:
    assert fates(nudger(), at("08:05"), here="square") == [("plan", "dropped")]
    assert fates(nudger(), at("09:30")) == [("plan", "fired")]
    assert fates(nudger(), at("09:31")) == [("plan", "dropped")]
    assert fates(nudger(), at("02:31")) == [("bed", "dropped")]


def test_a_line_that_the_plan_has_left_behind_moves_nobody() -> None:
    made = nudger()
    assert fates(made, at("14:00"), busy=True) == [("plan", "delayed")]
    assert fates(made, at("14:15"), busy=True) == [("plan", "delayed")]
    verdicts = made.look(moment(at("14:20")))
    assert [(each.nudge.goal, each.fate) for each in verdicts] == [("inn", "dropped"), ("mill", "fired")]
    assert fates(made, at("15:15")) == []


def test_bed_comes_first_and_even_at_home() -> None:
    made = nudger(plan=[PlanLine(at="22:25", place="mill", doing="x")])
    assert fates(made, at("22:26"), busy=True) == [("plan", "delayed")]
    assert fates(made, at("22:30"), here="inn") == [("bed", "fired"), ("plan", "dropped")]
    assert fates(made, at("22:41")) == fates(made, at("03:00", 8)) == []


def test_a_bed_thought_is_dropped_in_the_morning() -> None:
    made = nudger(plan=[], bed="05:00", wake="06:00", nudges={"idle": 0})
    assert fates(made, at("05:50"), busy=True) == [("bed", "delayed")]
    assert fates(made, at("06:05")) == [("bed", "dropped")]


def test_an_idle_thought_comes_once_a_quiet_stretch() -> None:
    made, quiet = nudger(plan=[]), at("10:00")
    assert made.next_look(moment(at("10:00"))) == at("10:25")
    assert fates(made, at("10:24"), quiet=quiet) == []
    assert fates(made, at("10:25"), quiet=quiet) == [("idle", "fired")]
    assert fates(made, at("12:00"), quiet=quiet) == []
    assert fates(made, at("12:30"), quiet=at("12:00"), busy=True) == [("idle", "dropped")]
    assert fates(made, at("12:31"), quiet=at("12:00")) == []
    assert fates(made, at("23:30"), quiet=at("12:01")) == [("bed", "fired")]


@pytest.mark.parametrize("minutes", [0, -10])
def test_idle_can_be_off_or_come_at_ones_own_number(minutes: int) -> None:
    off = nudger(plan=[], nudges={"idle": minutes})
    assert fates(off, at("12:00"), quiet=at("07:00")) == []
    assert off.next_look(moment(at("12:00"))) == at("22:30")
    own = nudger(plan=[], nudges={"idle": 90})
    assert fates(own, at("12:00"), quiet=at("10:31")) == []
    assert fates(own, at("12:01"), quiet=at("10:31")) == [("idle", "fired")]


def test_the_second_of_two_that_are_due_waits_and_goes_when_something_happened() -> None:
    made = nudger(plan=PLAN[:1])
    assert fates(made, at("08:00"), quiet=at("07:00")) == [("plan", "fired")]
    assert fates(made, at("08:01"), quiet=at("08:00")) == [("idle", "dropped")]
    waits = nudger(plan=PLAN[:1])
    fates(waits, at("08:00"), quiet=at("07:00"))
    assert fates(waits, at("08:01"), quiet=at("07:00")) == [("idle", "fired")]


def test_a_clock_that_jumps() -> None:
    told: set[str] = set()
    made = nudger(told)
    assert fates(made, at("08:00"), busy=True) == [("plan", "delayed")]
    assert fates(made, at("15:00", 20)) == [("plan", "dropped"), ("plan", "fired")]
    assert fates(made, at("08:00", 7)) == []
    assert fates(made, at("14:00", 2), quiet=at("12:00", 30)) == [("plan", "fired")]
    assert made.next_look(moment(at("14:00", 2), quiet=at("12:00", 30))) == at("14:20", 2)


def test_the_rules_of_the_file() -> None:
    assert set(rules()) == {"plan", "task", "bed", "wish", "idle", "need"}
    assert rules()["plan"].later == rules()["task"].later == rules()["bed"].later == [15, 60]
    assert all(each.says and sum(each.later) <= each.stale for each in rules().values())


MET = at("06:00")
PLACES = ("cafe", "quay", "inn", "mill")
COFFEES = [Errand("coffee", MET, Reason(each, ("place",))) for each in PLACES]


def needy(now: datetime, *, sent: datetime = datetime.min, **fields: Any) -> Moment:
    return replace(
        moment(now, quiet=fields.pop("quiet", at("09:00")), **fields), errands=lambda: COFFEES, sent_out=sent
    )


def test_a_need_sends_out_who_has_nothing_else_to_do() -> None:
    made = nudger(plan=[], nudges={"idle": 0})
    (verdict,) = made.look(needy(at("09:20")))
    assert (verdict.fate, verdict.nudge.goal, verdict.nudge.key) == (
        "fired",
        "cafe",
        "need coffee 2026-03-07 06:00 cafe",
    )
    assert made.look(needy(at("09:50"), sent=at("09:20"))) == []
    assert [each.nudge.goal for each in made.look(needy(at("10:05"), sent=at("09:20")))] == ["quay"]
    assert [each.nudge.goal for each in made.look(needy(at("10:50"), sent=at("10:05")))] == ["inn"]
    assert made.look(needy(at("12:00"), sent=at("10:50"))) == []  # it was tried often enough


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ("09:19", "not quiet for long enough"), ("13:31", "the next line of the plan is near"), ("14:40", "the last one is near"),
        ("22:01", "it is nearly bedtime"), ("23:00", "it is night"), ("05:00", "it is still night"),
    ],
)  # fmt: skip
def test_no_need_comes_when(now: str, why: str) -> None:
    made = nudger(
        {"bed 2026-03-07", "bed 2026-03-06", "plan 2026-03-07 08:00", "plan 2026-03-07 14:00", "plan 2026-03-07 14:20"},
        nudges={"idle": 0},
    )
    quiet = at("09:00") if now > "09:00" else at("20:00", 6)
    assert fates_of(made.look(needy(at(now), quiet=quiet))) == [], why


def test_who_is_busy_is_not_sent_out_and_needs_can_be_off_for_one() -> None:
    made = nudger(plan=[], nudges={"idle": 0})
    assert fates_of(made.look(needy(at("09:20"), busy=True))) == [("need", "dropped")]
    off = nudger(plan=[], nudges={"idle": 0, "need": 0})
    assert off.look(needy(at("12:00"))) == []


def test_the_next_look_is_when_one_could_go_and_then_when_a_need_is_felt() -> None:
    made = nudger(plan=[], nudges={"idle": 0})
    idle = replace(moment(at("09:00")), felt_at=lambda: at("11:00"))
    assert made.next_look(idle) == at("09:20")
    assert made.next_look(replace(idle, now=at("09:20"))) == at("11:00")
    assert made.next_look(replace(idle, now=at("09:20"), sent_out=at("08:55"))) == at("09:40")
    assert made.next_look(replace(idle, now=at("11:00"))) == at("22:30")


STEPS = st.lists(
    st.tuples(st.integers(-3000, 3000), st.booleans(), st.sampled_from(["square", "inn", "x"]), st.integers(0, 400)),
    max_size=25,
)


@QUICK
@given(STEPS, st.booleans())
def test_at_most_one_is_fired_a_look_and_none_twice_and_the_next_look_is_ahead(
    steps: list[tuple[int, bool, str, int]], restarts: bool
) -> None:
    now, told, fired = at("07:50"), set[str](), list[str]()
    made = nudger(told)
    for minutes, busy, here, quiet in steps:
        now += timedelta(minutes=minutes)
        seen = moment(now, here=here, quiet=now - timedelta(minutes=quiet), busy=busy)
        verdicts = made.look(seen)
        new = [each.nudge.key for each in verdicts if each.fate == "fired"]
        assert len(new) <= 1 and not (busy and new)
        assert len({each.nudge.key for each in verdicts}) == len(verdicts)
        assert all(each.fate in ("fired", "delayed", "dropped") for each in verdicts)
        fired += new
        assert now < made.next_look(seen) <= now + timedelta(days=1)
        made = nudger(told) if restarts else made
    assert len(fired) == len(set(fired))


@pytest.mark.parametrize(
    ("key", "goal"),
    [
        ("plan 2026-03-07 08:00", "shop"), ("plan 2026-03-07 09:00", None), ("bed 2026-03-07", "inn"),
        ("idle 2026-03-07 10:00:00", ""), ("need coffee 2026-03-07 10:00 cafe", "cafe"), ("", None), ("other 2026-03-07 08:00", None),
    ],
)  # fmt: skip
def test_a_thought_is_known_by_its_key(key: str, goal: str | None) -> None:
    made = Nudger(persona(plan=[PlanLine(at="08:00", place="shop", doing="mending")]), set()).known(key)
    assert (made and made.goal) == goal


def test_a_wish_is_known_by_its_key_and_obeyed_by_its_act_alone() -> None:
    nudge = wished(Wish("photo", "The light is good.", at("10:03")))
    assert nudge.key == "wish photo 2026-03-07 10:03"
    known = nudger().known(nudge.key)
    assert known is not None
    for each in (nudge, known):
        assert [verb for verb in ("photo", "say", "wait", "") if each.obeyed_by(verb)] == ["photo"]
