"""What the world knows of rumors when it starts again: sealed days count as open ones, and no id is given twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from gothmud.events import Telling
from gothmud.journal import Journal, last_line, read_lines
from gothmud.replay.sealing import finished_days, seal
from gothmud.rumors import event_called
from tests.plays.test_plays import run

KETTLE = "Otto hid the copper kettle behind the baker's oven."
BELL = "The brass bell of the inn was cast from stolen spoons."


def started(home: Path, *texts: str) -> dict[str, Any]:
    """Start the world, plant texts; return what it follows then."""
    done = run(home, "tests.plays.planting", *texts)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def grown_old(home: Path) -> None:
    """Let the record's lines be of long ago, with a telling as the last, and sealed; today has a line of another fact."""
    (path,) = (home / "record").glob("world-*.jsonl")
    lines = [*read_lines(path)]
    planted = next(each for each in lines if each["kind"] == "rumor.planted")
    number = lines[-1]["seq"] + 1
    telling = Telling(
        **{key: planted[key] for key in ("city_time", "real_time", "source", "fact")}, id=f"world-{number}", seq=number,
        cause=planted["id"], who=planted["knows"][0], name="Ada", mode="say", text="That kettle!", manner="told", score=0.9,
        learnt=planted["id"], new=[98, 99], like_planted=0.8, like_learnt=0.8, heard=[98, 99],
    )  # fmt: skip
    old = path.rename(path.with_name("world-2020-01-01.jsonl"))
    journals = Journal(old), Journal(path)
    journals[0].append(json.loads(telling.model_dump_json()))
    journals[1].append({**json.loads(telling.model_dump_json()), "id": "world-0", "seq": number + 1, "fact": "r0"})
    assert [seal(each).trouble for each in finished_days(path.parent)] == [""]


def test_a_start_knows_the_rumors_of_sealed_days(inside_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(inside_home, tmp_path / "home")
    assert started(home, KETTLE)["stories"] == {"r1": 1}
    grown_old(home)
    again = started(home, BELL)
    assert (again["planted"], again["stories"], again["tellings"]) == (["r2"], {"r1": 3, "r2": 1}, ["That kettle!"])
    assert event_called(home, "world-1").seq == 1
    assert (last_line(*(home / "record").glob("world-20*.jsonl")) or {})["fact"] == "r2"


def test_the_fifty_first_lets_the_oldest_go(inside_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(inside_home, tmp_path / "home")
    animals = "lion tiger bear wolf fox otter badger heron raven magpie".split()
    tools = "saw adze rasp chisel ladle".split()
    texts = [f"Otto sold the {one} to a {other} of brass." for one in animals for other in tools]
    told = started(home, *texts, KETTLE)
    assert (told["planted"][-1], len(told["stories"])) == ("r51", 51)
    assert (told["followed"][0], len(told["followed"])) == ("r2", 50)
    assert [last_line(each)["instead_of"] for each in (home / "record").glob("world-*.jsonl")] == ["r1"]  # pyright: ignore
    assert started(home)["followed"] == told["followed"]
