"""``gothmud run`` as a user types it: to its goal, and on to the same goal after it was cut off."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agents.looking import recalled_when_needed
from agents.memory.vault import Vault
from agents.session import read_all
from gothmud import goal, record
from gothmud.events import Night, Nudge, Snapshot
from gothmud.journal import read_lines
from gothmud.status import ask_world
from gothmud.supervisor import running
from tests.ledger.test_ledger import written
from tests.live.script import plan
from tests.live.town import ROOT, TINY, Town, environment, free_ports
from tests.live.waiting import until
from tests.scripted import Scripted

pytestmark = pytest.mark.live
FROM_A_TERMINAL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from gothmud.cli import main; main()"
)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A home with nothing in it yet."""
    shutil.copytree(TINY, tmp_path / "plan")
    with Scripted(plan) as model:
        made = Town(tmp_path / "home", free_ports(), model)
        yield made
        for each in made.processes():
            each.kill()


def options(town: Town) -> list[str]:
    plan_folder = town.home.with_name("plan")
    return ["--port", str(town.port), "--city", str(plan_folder), "--endpoint", town.model.url]


def begun(town: Town, *arguments: str) -> subprocess.Popen[str]:
    """Start ``gothmud run`` and leave it running, as from a terminal.

    Whoever starts the suite in the background of a script makes all its children deaf to Ctrl-C, this one too.
    """
    return subprocess.Popen(
        [sys.executable, "-c", FROM_A_TERMINAL, "run", *arguments, *options(town), "--home", str(town.home)],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def on_its_way(town: Town, share: float) -> bool:
    """Return whether the city's clock has come that share of the way."""
    if not running(town.home) or (aim := goal.unfinished(town.home)) is None:
        return False
    state = ask_world(town.home, town.ports)
    return bool(state and state["clock"]["city"] > f"{(aim.start + (aim.end - aim.start) * share).isoformat()}")


def test_a_run_that_is_cut_off_goes_on_to_the_same_goal(town: Town) -> None:
    first = begun(town, "--days", "3", "--speed", "x600")
    until(lambda: on_its_way(town, 0.005), "it is on its way", 90)
    first.send_signal(signal.SIGINT)
    said = first.communicate(timeout=60)[0]
    assert first.returncode == 130, said
    assert "3 days, until" in said
    assert "goes on with it" in said
    assert town.processes() == []
    aim = goal.unfinished(town.home)
    assert aim is not None
    assert 0 < aim.seconds < 90

    refused = town.command("run", "--days", "2", *options(town))
    assert refused.returncode == 2
    assert "a run of 3 days was cut off" in refused.stderr

    before = billed(town)
    town.model.forget()
    tape = town.home.with_name("three-days.cassette")
    done = town.command("run", "--speed", "fast", "--json", "--cassette", str(tape), *options(town), within=180)
    assert done.returncode == 0, done.stderr
    assert "of 3 days done" in done.stderr
    told = json.loads(done.stdout)
    assert (told["days"], told["city_time"]) == (3, aim.end.isoformat())
    assert told["turns"] > 5
    assert goal.unfinished(town.home) is None
    assert town.processes() == []
    in_order(town, aim.end)
    lived_well(town)
    went_out(town)
    assert [now - then for now, then in zip(billed(town), before, strict=True)] == counted(town.model)
    label, *calls = read_lines(tape)
    assert label["city"] == "Tiny"
    assert len(calls) > 5
    assert all(each["answer"]["as"] == "Completion" for each in calls)
    checked = town.command("replay", "check")
    assert checked.returncode == 0, checked.stdout
    hours = town.events(Snapshot)
    assert len(hours) > 3 * 24
    assert {each.occasion for each in hours} == {"start", "hour", "stop"}
    detached_at_a_speed(town)


def detached_at_a_speed(town: Town) -> None:
    """Start the city, which has a clock already, in the background: it runs as fast as it was told to."""
    done = town.command("up", "--detach", "--speed", "x60", *options(town), within=180)
    assert done.returncode == 0, done.stderr
    assert town.state()["world"]["clock"]["rate"] == 60
    assert town.down() == []


def billed(town: Town) -> list[int]:
    """Return what the ledger says: calls, tokens in, cached, out."""
    total = json.loads(town.command("ledger", "--json").stdout)["total"]
    return [total["calls"], *(total[each]["tokens"] or 0 for each in ("tokens_in", "cached", "out"))]


def counted(model: Scripted) -> list[int]:
    """Return the same by the endpoint's own counters."""
    asked = model.asked
    tokens = ((each.prompt_tokens, each.cached_tokens, written(each)) for each in asked)
    return [len(asked), *map(sum, zip(*tokens, strict=True))]


def in_order(town: Town, end: datetime) -> None:
    """Check that the world's hours only grow, and end where they should."""
    world = [each for each in record.read(town.home / "record") if each.source == "world"]
    times = [each.city_time for each in world if each.city_time]
    assert times == sorted(times)
    assert world[-1].city_time is not None
    assert world[-1].city_time - end < timedelta(minutes=1)


def lived_well(town: Town) -> None:
    """Check Ada's days: she slept every night, woke, and whoever stood in her notes came to mind when met."""
    nights = [each for each in record.read(town.home / "record") if isinstance(each, Night)]
    assert sum(each.step == "asleep" for each in nights) >= 3
    assert sum(each.step == "awake" for each in nights) >= 3
    folder = town.home / "minds" / "ada"
    vault, noted = Vault(folder / "vault"), {}
    for each in vault.history():
        noted.setdefault(each.note, each.at)
    needed, had = recalled_when_needed(read_all(folder / "session.jsonl"), noted)
    assert needed == had
    assert vault.problems == {}
    assert vault.broken_links() == []


def went_out(town: Town) -> None:
    """Check that needs sent Ada out, each time to a place of the town and with what there is."""
    nudges = [each for each in record.read(town.home / "record") if isinstance(each, Nudge) and each.rule == "need"]
    sent = [each for each in nudges if each.fate == "fired"]
    assert {each.key.split()[-1] for each in sent} <= {"square", "inn"}
    assert any("There is a cup out of the pot" in each.text or "Pip's paper" in each.text for each in sent)
    assert len({each.key for each in sent}) == len(sent)
