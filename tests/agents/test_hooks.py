"""Behaviours that fail, in every way that somebody else's code can; and each hook called, used, documented."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from agents import hookspecs, plugins
from agents.household import Household
from agents.own import OwnAct
from agents.plugins import BUILT_IN, Behaviours
from agents.probe import Findings
from agents.session import transcript_of
from agents.view import Occasion
from gothmud import record
from gothmud.clock import stopwatch
from gothmud.config import Settings
from gothmud.errors import ConfigError
from gothmud.events import Aside
from tests.agents.fakes import TOWN, FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import NONE_ON, SAY, Life, life

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "mind.md").read_text(encoding="utf-8")
HOOKS = [name for name, each in vars(hookspecs).items() if hasattr(each, f"{hookspecs.PROJECT}_spec")]
HEAD = "import asyncio, threading\nfrom agents.hookspecs import hookimpl\nfrom agents.own import OwnAction\nfrom agents.view import Note\n"
WATCHER = (
    HEAD
    + "CALLED = []\n"
    + "".join(
        f"""
@hookimpl
def {name}({", ".join(inspect.signature(getattr(hookspecs, name)).parameters)}):
    CALLED.append(("{name}", locals()))
    return []
"""
        for name in HOOKS
    )
)
GOOD = HEAD + "@hookimpl\ndef before_turn(mind): return Note('[{0}]', '{0}')\n"
MUSE = Occasion("muse")


def behaviour(home: Path, name: str, code: str) -> None:
    (home / "behaviours").mkdir(exist_ok=True)
    (home / "behaviours" / f"{name}.py").write_text(code)


def lived(home: Path, *on: str) -> Life:
    return life(home, FakeModel(SAY), on=[*NONE_ON, *on])


# ---- each hook


async def test_each_hook_is_called_in_a_day(tmp_path: Path) -> None:
    behaviour(tmp_path, "watcher", WATCHER)
    body = FakeBody(senses())
    body.coming, body.ends = [[percept("Good day, Ada.", seq=n)] for n in (1, 2, 3)], later(minutes=61)
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


# ---- failures

FAILING = {
    "raises": "@hookimpl\ndef before_turn(): raise RuntimeError('no moon')",
    "raises later": "@hookimpl\nasync def before_turn(): await asyncio.sleep(0); raise RuntimeError('no moon')",
    "never ends": "@hookimpl\nasync def before_turn(): await asyncio.Event().wait()",
    "blocks": "@hookimpl\ndef before_turn(): threading.Event().wait(3)",
    "a number": "@hookimpl\ndef before_turn(): return 7",
    "a text": "@hookimpl\ndef before_turn(): return 'Note'",
    "a list of texts": "@hookimpl\ndef before_turn(): return [Note('[x]'), 'y']",
    "no text": "@hookimpl\ndef before_turn(): return Note(5)",
    "no plain data": "@hookimpl\ndef before_turn(): return Note('[x]', data={'a': {1, 2}})",
    "no data": "@hookimpl\ndef before_turn(): return Note('[x]', data=3)",
}


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "LOOKING", 0.03)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("code", FAILING.values(), ids=FAILING)
async def test_one_that_fails_stops_nobody_and_is_put_aside_after_three_times(tmp_path: Path, code: str) -> None:
    behaviour(tmp_path, "bad", HEAD + code)
    behaviour(tmp_path, "good", GOOD.format("Good"))
    aside: list[tuple[str, str]] = []
    living = lived(tmp_path, "bad", "good")
    living.behaviours._on_aside = lambda name, why: aside.append((name, why))
    started = stopwatch()
    for turn in range(5):
        assert len(aside) == (turn >= 3)
        await living.turns.take(MUSE)
    assert stopwatch() - started < 1.5
    assert [each.text for each in living.session.entries if each.kind == "note"] == ["[Good]\n"] * 5
    assert len(living.body.acts) == 5
    ((name, why),) = aside
    assert name == "bad"
    assert "before_turn" in why


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(
    "work",
    ["raise RuntimeError('no')", "await asyncio.Event().wait()", "return None"],
    ids=["raises", "hangs", "nothing"],
)
async def test_an_action_that_fails_is_told_to_the_mind_and_felled_nobody(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(plugins.SECONDS, "do", 0.03)
    code = f"async def spin(mind, text):\n    {work}\n@hookimpl\ndef register_actions(): return [OwnAction('spin', 'spin', spin)]\n"
    behaviour(tmp_path, "bad", HEAD + code)
    answer = SAY.replace('"say"', '"spin"')
    living = life(tmp_path, FakeModel(answer), on=[*NONE_ON, "bad"])
    done = await living.turns.take(MUSE)
    assert (done.verb, done.ok, living.body.acts) == ("spin", False, [])
    assert living.session.pending() is None
    assert transcript_of(living.session.entries).endswith("[You couldn't spin: it came to nothing]\n")


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(
    "code",
    [
        "def register_actions(): raise RuntimeError('no')",
        "def register_actions(): threading.Event().wait(3)",
        "def register_actions(): return 7",
        "def register_actions(): return ['spin']",
        "def register_actions(): return [OwnAction('say', 'speak', None)]",
    ],
)
def test_actions_that_are_none_offer_nothing(tmp_path: Path, code: str) -> None:
    behaviour(tmp_path, "bad", f"{HEAD}@hookimpl\n{code}\n")
    made = Behaviours(tmp_path, [])
    assert list(made.actions()) == ["remember"]
    assert made._failures["bad"] == 1


async def test_data_of_a_note_is_its_own(tmp_path: Path) -> None:
    """It comes back to who gave it, and can't pass for the harness's."""
    data = "{'seq': 99, 'place': 'moon', 'percept': 1, 'by': 'nudges', 'act': {}}"
    behaviour(tmp_path, "sly", f"{HEAD}@hookimpl\ndef before_turn(mind): return Note('[x]', 'k', {data})\n")
    living = lived(tmp_path, "sly")
    await living.turns.take(MUSE)
    (standing,) = living.past.standing("sly")
    assert (standing.key, standing.data["seq"], living.session.last_seq) == ("k", 99, 0)
    await living.night.lie_down()
    assert living.past.asleep


# ---- files and settings


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
    behaviour(tmp_path, "bad", HEAD + FAILING["raises"])
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
