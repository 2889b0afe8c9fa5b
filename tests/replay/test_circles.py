"""Who talks with whom: graphs by day, and what is measured of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gothmud.replay.graphs import circles_of, talk_graphs
from gothmud.replay.metrics import METRICS, measured
from gothmud.replay.opening import opened
from tests.replay.making import ADA, BRUNO, HUMAN, PEOPLE, Making

MOLL = 4
A_DAY = 24 * 60


def two_pairs(made: Making, *pairs: tuple[int, int]) -> None:
    """Let the two of each pair talk with each other, ten lines of each."""
    for one, other in pairs:
        for _ in range(10):
            made.said(one, "Hm.", heard=[one, other], to=other)
            made.said(other, "Hm.", heard=[one, other])


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEOPLE, MOLL, ("Moll", "short"))


@pytest.mark.usefixtures("people")
def test_two_pairs_are_two_circles_that_stay_or_part(tmp_path: Path) -> None:
    made = Making(tmp_path)
    two_pairs(made, (ADA, BRUNO), (HUMAN, MOLL))
    made.city = made.city.replace(day=2)
    two_pairs(made, (ADA, BRUNO), (HUMAN, MOLL))
    made.city = made.city.replace(day=3)
    two_pairs(made, (ADA, HUMAN), (BRUNO, MOLL))
    with opened([tmp_path]) as record:
        graphs = list(talk_graphs(record).values())
        values = {
            name: measured(record, METRICS[name]).value for name in ("modularity", "loyalty", "density", "reciprocity")
        }
    assert [sorted(map(sorted, circles_of(each))) for each in graphs[::2]] == [
        [[ADA, BRUNO], [HUMAN, MOLL]], [[ADA, HUMAN], [BRUNO, MOLL]],
    ]  # fmt: skip
    assert values == {"modularity": 0.5, "loyalty": 4 / 8, "density": 12 / 36, "reciprocity": 0.0}


def test_a_graph_knows_its_people_and_lines(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "One.", heard=[ADA, BRUNO, 77])
    made.said(BRUNO, "Two.", heard=[ADA, BRUNO])
    made.said(ADA, "To all.", mode="channel", heard=[ADA, BRUNO])
    with opened([tmp_path]) as record:
        (graph,) = talk_graphs(record).values()
    assert graph.nodes[ADA] == {"name": "Ada", "tier": "agent", "agent": ""}
    assert graph.nodes[77]["name"] == "#77"
    assert sorted(graph.edges(data="lines")) == [(ADA, BRUNO, 1), (ADA, 77, 1), (BRUNO, ADA, 1)]


def test_a_tie_is_returned_where_both_speak_to_each_other(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "You?", to=BRUNO)
    made.said(BRUNO, "Me.", to=ADA)
    made.said(ADA, "And you?", to=HUMAN)
    with opened([tmp_path]) as record:
        assert measured(record, METRICS["reciprocity"]).value == 2 / 3


def test_agreement_counts_where_it_adds_nothing(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "The harbour fog is thick tonight.")
    made.said(BRUNO, "Yes, the fog is thick in the harbour.")
    made.said(ADA, "Indeed! And Lorenz rowed into it with forty lanterns.")
    made.said(BRUNO, "Of course.")
    made.said(BRUNO, "Of course.")
    made.said(HUMAN, "Yes, forty lanterns.")
    with opened([tmp_path]) as record:
        found = measured(record, METRICS["yes_anding"])
    assert (found.value, found.whole) == (2 / 3, 3)
