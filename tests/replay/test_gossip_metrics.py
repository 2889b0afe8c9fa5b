"""The way of a fact: a view, a tree, and how far, through how many mouths and in whose words it went."""

from __future__ import annotations

from pathlib import Path

import pytest

from gothmud.errors import RecordError
from gothmud.events import RumorPlanted, Telling
from gothmud.replay.graphs import gossip_tree
from gothmud.replay.metrics import METRICS, measured
from gothmud.replay.opening import opened
from tests.replay.making import ADA, BRUNO, HUMAN, PEOPLE, Making

MOLL, NOBODY = 4, 5


def told(made: Making, who: int, learnt: str, new: list[int], like: float) -> str:
    words = made.said(who, "They say so.", heard=[who, *new], minutes=10)
    made.add(
        Telling, cause=words, fact="r1", who=who, name="X", mode="say", text="They say so.", manner="told", score=1, new=new,
        learnt=learnt, like_planted=like, like_learnt=1,
    )  # fmt: skip
    return words


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEOPLE, MOLL, ("Moll", "short"))


def a_rumour(home: Path) -> list[str]:
    made = Making(home)
    people = {ADA: "Ada", BRUNO: "Bruno", HUMAN: "Corvina", MOLL: "Moll", NOBODY: "Pym"}
    planted = made.add(RumorPlanted, fact="r1", text="The keys are gone.", knows=[ADA], people=people)
    first = told(made, ADA, planted, [BRUNO], 1.0)
    second = told(made, BRUNO, first, [HUMAN], 0.5)
    stray = told(made, MOLL, "", [], 0.3)
    return [planted, first, second, stray]


def test_a_fact_is_followed_from_mouth_to_mouth(tmp_path: Path) -> None:
    planted, first, second, stray = a_rumour(tmp_path)
    with opened([tmp_path]) as record:
        rows = record.rows("SELECT words, mouths FROM tellings ORDER BY seq")
        tree = gossip_tree(record, "r1")
        values = {name: measured(record, METRICS[name]).value for name in ("reach", "mouths", "likeness")}
    assert [tuple(each.values()) for each in rows] == [(first, 1), (second, 2), (stray, 1)]
    assert set(tree.edges(data="seen")) == {(planted, first, True), (first, second, True), (planted, stray, False)}
    assert tree.nodes[planted] == {"text": "The keys are gone.", "knows": [ADA]}
    assert values == {"reach": 2 / 4, "mouths": 3 / 2, "likeness": pytest.approx(1.8 / 3)}


def test_a_fact_that_isnt_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    a_rumour(tmp_path / "north")
    a_rumour(tmp_path / "south")
    with opened([tmp_path / "north"]) as record, pytest.raises(RecordError, match=r"did you mean 'r1'.*there are: r1"):
        gossip_tree(record, "r11")
    with opened([tmp_path / "north", tmp_path / "south"]) as record:
        assert len(gossip_tree(record, "r1", "south")) == 4
        with pytest.raises(RecordError, match="2 cities have it; give one of north, south"):
            gossip_tree(record, "r1")
