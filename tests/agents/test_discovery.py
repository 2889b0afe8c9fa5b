"""Behaviours as files and settings: what is on, in which order, and what stops the start in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.household import Household
from agents.plugins import BUILT_IN, Behaviours
from agents.probe import Findings
from agents.session import transcript_of
from gothmud import record
from gothmud.config import Settings
from gothmud.errors import ConfigError
from gothmud.events import Aside
from tests.agents.behaving import GOOD, HEAD, MUSE, RAISES, behaviour, lived
from tests.agents.fakes import TOWN, FakeModel
from tests.agents.lives import life


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("@hookimpl\ndef before_trun(mind): pass", "'before_trun' is no hook; expected one of on_event, .*did you mean 'before_turn'"),
        ("@hookimpl\ndef before_turn(mnid): pass", "mnid"),
        ("def (", "SyntaxError"),
        ("raise RuntimeError('no moon')", "RuntimeError: no moon"),
        ("import no_such_package", "no_such_package"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_behaviour_stops_the_start_in_one_line(tmp_path: Path, code: str, said: str) -> None:
    behaviour(tmp_path, "moon", HEAD + code)
    with pytest.raises(ConfigError) as caught:
        Behaviours(tmp_path, [])
    assert str(caught.value).startswith(str(tmp_path / "behaviours" / "moon.py"))
    assert re.search(said, str(caught.value))
    assert "\n" not in str(caught.value)


def test_a_file_called_as_a_built_in_is_refused(tmp_path: Path) -> None:
    behaviour(tmp_path, "memory", GOOD)
    with pytest.raises(ConfigError, match="memory"):
        Behaviours(tmp_path, [])


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ([], [*BUILT_IN, "a", "b"]),
        (["b", "a"], ["b", "a"]),
        (["b", "a", "b"], ["b", "a"]),
        (["-daydream", "-a"], [*(each for each in BUILT_IN if each != "daydream"), "b"]),
        (["b", "memory", "-b"], ["memory"]),
    ],
)
def test_the_order_is_the_configured_one(tmp_path: Path, order: list[str], names: list[str]) -> None:
    for each in ("b", "a"):
        behaviour(tmp_path, each, GOOD)
    assert Behaviours(tmp_path, order).names == names


@pytest.mark.parametrize("order", [["memroy"], ["-memroy"]])
def test_a_name_that_nobody_has_is_refused(tmp_path: Path, order: list[str]) -> None:
    with pytest.raises(ConfigError, match=r"'memroy' is none; there are .* did you mean 'memory'"):
        Behaviours(tmp_path, order)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
async def test_the_order_decides_the_bytes(tmp_path: Path, order: tuple[str, str]) -> None:
    for each in order:
        behaviour(tmp_path, each, GOOD.format(each))
    living = lived(tmp_path, *order)
    await living.turns.take(MUSE)
    assert transcript_of(living.session.entries).startswith(f"You are Ada.\n[{order[0]}]\n[{order[1]}]\n")


async def test_one_that_was_put_aside_is_in_the_record_and_among_the_troubles(tmp_path: Path) -> None:
    behaviour(tmp_path, "bad", HEAD + RAISES)
    (tmp_path / "minds").mkdir()
    (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json())
    house = Household(
        tmp_path, Settings(), Findings(url="http://nowhere", dialect="fake", model="m"), FakeModel("x"), "token"
    )
    living = life(tmp_path / "life", FakeModel("x"))
    for _ in range(3):
        await house.behaviours.notes("before_turn", living.turns.view(), living.past, turn=MUSE)
    why = "before_turn: RuntimeError: no moon"
    assert house.state()["troubles"] == {"behaviour bad": f"put aside: {why}"}
    (event,) = [each for each in record.read(tmp_path / "record") if isinstance(each, Aside)]
    assert (event.behaviour, event.why) == ("bad", why)
