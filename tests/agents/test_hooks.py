"""Each hook is called in a day, used by a built-in, and documented; the example of the page runs."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from agents import hookspecs
from agents.own import OwnAct
from agents.plugins import BUILT_IN
from tests.agents.behaving import HEAD, MUSE, behaviour, lived
from tests.agents.fakes import FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import NONE_ON, SAY, life

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "mind.md").read_text(encoding="utf-8")
HOOKS = [name for name, each in vars(hookspecs).items() if hasattr(each, f"{hookspecs.PROJECT}_spec")]
RETURNS = {"due_at": "mind.now"}
WATCHER = (
    HEAD
    + "CALLED = []\n"
    + "".join(
        f"""
@hookimpl
def {name}({", ".join(inspect.signature(getattr(hookspecs, name)).parameters)}):
    CALLED.append(("{name}", locals()))
    return {RETURNS.get(name, "[]")}
"""
        for name in HOOKS
    )
)


async def test_each_hook_is_called_in_a_day(tmp_path: Path) -> None:
    behaviour(tmp_path, "watcher", WATCHER)
    body = FakeBody(senses())
    body.coming, body.ends = [[percept("Good day, Ada.", seq=n)] for n in (1, 2, 3)], later(minutes=61)
    body.coming.append([percept("", kind="forgotten", who=9, seq=4)])
    living = life(
        tmp_path, FakeModel(SAY), body, on=[*NONE_ON, "watcher"], home=tmp_path, bed="12:20", wake="13:00", late=0
    )
    await living.live()
    called = living.behaviours._manager.get_plugin("watcher").CALLED  # pyright: ignore[reportOptionalMemberAccess]
    assert {name for name, _ in called} == set(HOOKS)
    by_name = dict(called)
    assert by_name["on_event"]["percept"].text == "Good day, Ada."
    assert by_name["after_turn"]["outcome"].verb == "say"
    assert "[What you remember]" in by_name["after_compaction"]["summary"]
    assert [name for name, _ in called].count("register_actions") == 1


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_used_by_a_built_in_and_the_page_says_by_which(hook: str) -> None:
    users = {
        each for each in BUILT_IN
        if hasattr(getattr(importlib.import_module(f"agents.builtin.{each}"), hook, None), f"{hookspecs.PROJECT}_impl")
    }  # fmt: skip
    assert users
    (row,) = [line for line in PAGE.splitlines() if re.match(rf"\| `(async )?def {hook}\(", line)]
    assert set(re.findall(r"`(\w+)`", row.rsplit("|", 2)[1])) == users


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_documented_with_its_signature(hook: str) -> None:
    function = getattr(hookspecs, hook)
    signature = str(inspect.signature(function)).replace("'", "").replace("|", "\\|")
    assert f"| `{'async ' * inspect.iscoroutinefunction(function)}def {hook}{signature}` |" in PAGE


async def test_the_example_of_the_page_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE[PAGE.index("### Write your own") :], re.DOTALL | re.MULTILINE)
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    behaviour(tmp_path, "weather_sense", code)
    living = lived(tmp_path, "weather_sense")
    for sky in ("Fog.", "Fog.", "Rain."):
        living.body.senses.weather = sky
        await living.turns.take(MUSE)
    notes = [each.text for each in living.session.entries if each.kind == "note"]
    assert notes == ["[The weather has turned. Fog.]\n", "[The weather has turned. Rain.]\n"]
    said = await living.behaviours.do(OwnAct("shiver", ""), living.turns.view(), living.past)
    assert said == "It is 12:00, and you are cold to the bone."
