"""The benchmarks of the manners count what they say, and their model is as agreeable as they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.alone import hour
from bench.guest import open_share, seen
from bench.parlour import NAMES, write_parlour
from gothmud.events import Came
from gothmud.novelty import grams, novelty
from gothmud.record import read
from tests.replay.making import ADA, BRUNO, HUMAN, SQUARE, Making
from tests.scripted.agreeing import agreeable, agreement
from tests.scripted.asking import Asked
from world.load import load_city

OFFERED = {
    "act": {"enum": ["wait", "say"]}, "to": {"enum": ["", "Bram", "Quill"]}, "text": {}, "where": {}, "thing": {}, "thought": {},
}  # fmt: skip


def asked(newest: str, acts: list[str] | None = None) -> Asked:
    """Return a full mind's question."""
    offered = OFFERED | ({"act": {"enum": acts}} if acts else {})
    body = {"response_format": {"json_schema": {"schema": {"properties": offered}}}}
    return Asked(1, 0.0, "/v1/chat/completions", body, f"<user>\n{newest}<assistant>")


def test_the_floor_is_open_when_all_is_read() -> None:
    assert open_share([(0, 8), (2, 4), (10, 1)]) == pytest.approx(0.7)  # 2 s and 1 s to read, then 7 s of silence
    assert open_share([(0, 80), (1, 4), (10, 4)]) == 0.0
    assert open_share([]) == 1.0


def test_a_talk_ends_with_five_quiet_minutes(tmp_path: Path) -> None:
    made = Making(tmp_path)
    for pause in (0, 1, 1, 6, 1):
        made.said((ADA, BRUNO)[pause % 2], "Yes, exactly so, how true.", minutes=pause)
    found = hour(read(tmp_path / "record"))
    assert found.talks == [3, 2]
    assert found.figures.lines == 5


def test_a_visit_begins_when_the_human_comes_in(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "Before anybody came.")
    made.add(Came, who=HUMAN, name="Corvina", tier="human", room=SQUARE)
    made.said(HUMAN, "Ada, who lit the fire?", turn=ADA)
    made.said(ADA, "Nobody.")
    found = seen(read(tmp_path / "record"), said=1)
    assert (found.figures.waits, found.figures.unanswered, found.figures.lines) == (1, 0, 1)


def test_the_model_agrees_with_who_spoke_last_and_repeats_it() -> None:
    reply = json.loads(agreeable()(asked('Quill says to you: "Bram, who lit the fire?"\n')).text)
    assert (reply["act"], reply["to"]) == ("say", "Quill")
    assert "who lit the fire?" in reply["text"]
    said = [agreement("The fire is warm.", 3)]
    for lot in range(9):
        said.append(agreement(said[-1], lot))
    old = [grams(each) for each in said[:-1]]
    assert novelty(grams(said[-1]), old) < 0.5


def test_it_takes_up_a_thought_and_holds_its_tongue_where_it_must() -> None:
    newest = 'Bram says to you: "Indeed."\n[inner thought] Bram is wrong about one thing.\n'
    assert json.loads(agreeable()(asked(newest)).text)["text"] == "Bram is wrong about one thing."
    assert json.loads(agreeable()(asked(newest, ["wait", "look"])).text)["act"] == "wait"


def test_the_parlour_is_a_city(tmp_path: Path) -> None:
    write_parlour(tmp_path / "parlour", 3)
    assert [each.name for each in load_city(tmp_path / "parlour").cast] == sorted(NAMES)
