"""The fast clock over real sockets: a day of three minds passes in seconds, and none of them is ever passed."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from gothmud import record, wire
from gothmud.clock import block, stopwatch
from gothmud.events import Said
from gothmud.status import ask_world
from gothmud.supervisor import Supervisor
from tests.live.bare import MINDS, ScriptedMind, bare_world
from tests.live.page import Page
from tests.live.town import ROOT, environment
from tests.live.waiting import until
from tests.live.watcher import watching

pytestmark = pytest.mark.live
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervisor]:
    with bare_world(tmp_path_factory.mktemp("fast")) as made:
        yield made


@pytest.fixture(scope="module")
def minds(world: Supervisor) -> Iterator[list[ScriptedMind]]:
    made = [ScriptedMind.of(world, person, HALF_HOUR + timedelta(minutes=each)) for each, person in enumerate(MINDS)]
    yield made
    for each in made:
        each.page.close()


def asked(world: Supervisor, **post: Any) -> dict[str, Any]:
    """Set the clock; return the world's state."""
    state = ask_world(world.home, world.ports, post or None)
    assert state is not None
    return state


def now(world: Supervisor) -> datetime:
    return datetime.fromisoformat(asked(world)["clock"]["city"])


def living(minds: list[ScriptedMind], check: Callable[[], Any]) -> Callable[[], Any]:
    """Return ``check`` with all minds living before each look."""

    def look() -> Any:
        for each in minds:
            each.live()
        return check()

    return look


def test_a_day_passes_in_seconds_and_nobody_is_passed(world: Supervisor, minds: list[ScriptedMind]) -> None:
    state = asked(world, fast=True)
    assert state["clock"]["fast"]
    assert state["clock"]["paused"]
    start, began = now(world), stopwatch()
    until(living(minds, lambda: all(each.now and each.now >= start + timedelta(days=1) for each in minds)), "a day", 90)
    print(f"a day in {stopwatch() - began:.1f} s, {sum(each.said for each in minds)} acts")
    assert [each.passed for each in minds] == [[], [], []]
    assert all(44 <= each.said <= 48 for each in minds)
    times = [each.city_time for each in record.read(world.home / "record") if isinstance(each, Said)]
    assert times == sorted(times)


def test_it_stands_still_while_one_thinks(world: Supervisor, minds: list[ScriptedMind]) -> None:
    slow = minds[1]
    slow.thinks = True
    until(
        living(minds, lambda: asked(world)["waiting_for"] == [slow.page.all_of(wire.Welcome)[0].body]), "it stands", 30
    )
    before = now(world)
    for _ in range(10):
        living(minds, bool)()
        block(0.15)
    assert now(world) == before
    slow.thinks = False
    until(living(minds, lambda: now(world) > before), "it goes on")


def test_a_human_is_served_and_can_not_hold_the_clock(world: Supervisor, minds: list[ScriptedMind]) -> None:
    page = Page(world.ports.websocket)
    page.welcomed()
    page.send_raw(b"create Wim lamp-oil-and-wicks")
    until(living(minds, lambda: page.all_of(wire.Welcome)), "Wim is in")
    page.send(wire.Due(until=datetime(2000, 1, 1), seq=0))
    until(living(minds, lambda: page.all_of(wire.Notice)), "a notice")
    assert page.all_of(wire.Notice)[0].reason == "Gothmud.Due: the clock waits for minds only"
    before = now(world)
    page.send_raw(b"time")
    until(
        living(minds, lambda: any("It jumps from deed to deed." in each for each in page.texts if not page.poll())),
        "the time",
    )
    until(living(minds, lambda: now(world) > before + HALF_HOUR), "time goes on")
    page.close()


def test_the_mode_outlives_a_killed_server(world: Supervisor, minds: list[ScriptedMind]) -> None:
    server = next(each for each in world.children if each.name == "server")
    assert server.process is not None
    before = now(world)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    until(living(minds, lambda: world.look() or ask_world(world.home, world.ports)), "it is back", 60)
    assert asked(world)["clock"]["fast"]
    assert now(world) >= before
    until(living(minds, lambda: now(world) > before + HALF_HOUR), "time goes on", 40)
    assert [each.passed for each in minds] == [[], [], []]


def test_a_rate_ends_the_mode(world: Supervisor, minds: list[ScriptedMind]) -> None:
    clock = asked(world, rate=60.0)["clock"]
    assert (clock["fast"], clock["paused"], clock["rate"]) == (False, False, 60.0)
    before = now(world)
    until(lambda: now(world) > before, "time runs by itself")
    assert not asked(world)["waiting_for"]


def test_the_command_line_sets_it(world: Supervisor, minds: list[ScriptedMind]) -> None:
    world.look()
    assert clock_command(world, "fast").stdout.strip().endswith(", fast")
    assert clock_command(world, "real").stdout.strip().endswith(", x1")
    refused = clock_command(world, "warp")
    assert refused.returncode == 2
    assert refused.stderr.strip() == "clock: found 'warp'; expected real, fast, or a number up to x3600 such as x60"


def clock_command(world: Supervisor, pace: str) -> subprocess.CompletedProcess[str]:
    """Run ``gothmud clock PACE`` on this home."""
    return subprocess.run(
        [sys.executable, "-m", "gothmud", "clock", pace, "--home", str(world.home)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_watcher_files_on_time_what_happens_and_forgets_who_asks(
    world: Supervisor, minds: list[ScriptedMind]
) -> None:
    evening = (now(world) + timedelta(days=1)).replace(hour=21, minute=0, second=0)
    asked(world, jump=evening.isoformat())
    minds[0].page.close()
    others = minds[1:]
    rolf, tilda = (visitor(world, name, f"127.0.8.{each}") for each, name in enumerate(("Rolf", "Tilda"), 2))
    with watching(world, "ada", name="Ada", bed="04:00", wake="10:30") as folder:
        reports = lambda: {each.stem: each.read_text() for each in (folder / "vault" / "reports").glob("*.md")}  # noqa: E731
        until(living(others, reports), "a report")
        rolf.act("w", "whisper", person=tilda.all_of(wire.Welcome)[0].body, text="The cog is under the post.")
        for each in range(5):
            tilda.act(f"d{each}", "drop", thing=1)
        asked(world, fast=True)
        until(living(others, lambda: now(world).hour == 23), "curfew", 60)
        rolf.act("g", "go", exit=next(each.id for each in rolf.all_of(wire.RoomInfo)[-1].ways if each.name == "north"))
        until(
            living(others, lambda: any("Rolf was out after curfew" in each for each in reports().values())), "late", 60
        )
        until(
            living(others, lambda: any(each.text.startswith("Rolf! ") for each in rolf.all_of(wire.ChannelText))),
            "a call",
        )
        told = "\n".join(reports().values())
        for planted in (
            "Tilda, never seen together before these minutes, whispered",
            '"The cog is under the post."',
            "Tilda tried 5 times what can't be done",
        ):
            assert planted in told
        hours = sorted(datetime.strptime(each, "%Y-%m-%d-%H%M") for each in reports())
        assert {later - sooner for sooner, later in itertools.pairwise(hours)} == {timedelta(minutes=20)}
        asked(world, paused=True)  # else he stands in the next report, for he is still there
        rolf.send_raw(b"forget me yes")
        until(living(others, lambda: not any("Rolf" in each for each in reports().values())), "forgotten")
        assert not any("under the post" in each.read_text() for each in (folder / "vault").rglob("*.md"))
    done = subprocess.run(
        [sys.executable, "-m", "gothmud", "forget", "rolf", "--yes", "--home", str(world.home)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "lines had words of rolf" in done.stdout
    assert not any("under the post" in each.read_text() for each in (world.home / "audit").glob("*.jsonl"))


def visitor(world: Supervisor, name: str, address: str) -> Page:
    """Return somebody new on the page."""
    page = Page(world.ports.websocket, address=address)
    page.welcomed()
    page.send_raw(f"create {name} lamp-oil-and-wicks".encode())
    page.next(wire.Welcome)
    return page
