"""A sound record has no finding; each way to break it has one, and the exit status says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gothmud.cli import build_app
from gothmud.events import Resumed, Started, Turn
from gothmud.replay.check import RULES, check_of
from gothmud.replay.opening import opened
from tests.replay.making import ADA, EVENING, HUMAN, Making


def sound(made: Making) -> None:
    asked = made.said(HUMAN, "Well?")
    said = made.said(ADA, "Well.", cause=asked)
    made.add(Turn, "agents", agent="ada", tier="agent", act="a1", verb="say", ok=True, event=said, cause=asked)


def perceived_too_early(made: Making) -> None:
    made.add(Turn, "agents", agent="ada", tier="agent", cause="world-3")
    made.said(HUMAN, "Now.")


def out_of_order(made: Making) -> None:
    made.said(HUMAN, "Earlier.", minutes=-5)


def twice_intended(made: Making) -> None:
    made.add(Resumed, "agents", agent="ada", act="a1", ok=True)


def without_outcome(made: Making) -> None:
    made.add(Turn, "agents", agent="ada", tier="agent", act="a2", verb="say")


def claimed_but_missing(made: Making) -> None:
    made.add(Turn, "agents", agent="ada", tier="agent", act="a2", verb="say", ok=False, event="world-1")


def a_gap(made: Making) -> None:
    made.seqs["world"] += 3
    made.said(HUMAN, "Where was I?")


def half_a_line(made: Making) -> None:
    made.line('{"v":1')


BROKEN: dict[Callable[[Making], None], str] = {
    perceived_too_early: "cause", out_of_order: "order", twice_intended: "one_intent", without_outcome: "one_outcome",
    claimed_but_missing: "one_outcome", a_gap: "gap", half_a_line: "file",
}  # fmt: skip


def test_every_rule_can_be_broken() -> None:
    assert {*RULES, "file"} == set(BROKEN.values())


@pytest.mark.parametrize("spoil", BROKEN, ids=lambda each: each.__name__)
def test_what_is_broken_is_found(spoil: Callable[[Making], None], tmp_path: Path) -> None:
    made = Making(tmp_path)
    sound(made)
    with opened([tmp_path]) as record:
        assert check_of(record) == []
    spoil(made)
    with opened([tmp_path]) as record:
        found = check_of(record)
    assert [each.rule for each in found] == [BROKEN[spoil]], found
    done = CliRunner().invoke(build_app(), ["replay", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1


def test_a_part_of_a_record_is_sound() -> None:
    assert CliRunner().invoke(build_app(), ["replay", "check", str(EVENING)]).output == "all is in order\n"


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    made = Making(tmp_path)
    for _ in range(30):
        made.seqs["world"] = made.seqs.get("world", 0) + 1
        made.add(Started, process="world")
    with opened([tmp_path]) as record:
        found = check_of(record)
    assert len(found) == 21
    assert str(found[-1]) == "gap: and: 9 more"
