"""Each metric of a small record is what one counts by hand; intervals are drawn over clusters, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.events import KINDS, Call, Nudge, Slept, Turn
from gothmud.replay.metrics import METRICS, Sample, figure_of, measured
from gothmud.replay.opening import Opened, opened
from tests.base.strategies import QUICK
from tests.replay.making import ADA, BRUNO, CAFE, EVENING, HUMAN, SQUARE, Making


def value(record: Opened, name: str) -> float | None:
    return measured(record, METRICS[name]).value


def a_day(home: Path) -> None:
    """Ada says a line twice on the square, answers a human once, walks to the cafe, goes home to the square, sleeps."""
    made = Making(home)
    made.said(ADA, "The boiler sings at night.", heard=[ADA, BRUNO])
    made.said(ADA, "The boiler sings by day.", heard=[ADA, BRUNO])
    asked = made.said(HUMAN, "Who are you, then?", heard=[HUMAN, ADA], turn=ADA)
    made.said(HUMAN, "Well?", heard=[HUMAN, ADA], turn=BRUNO)
    made.said(HUMAN, "Well?", heard=[HUMAN, ADA], turn=ADA)
    made.said(ADA, "Nobody at all.", cause=asked, heard=[HUMAN, ADA])
    made.moved(ADA, SQUARE, CAFE, minutes=60)
    made.moved(ADA, CAFE, SQUARE, minutes=30)
    made.add(Slept, who=ADA, name="Ada", tier="agent", room=SQUARE, state="asleep", minutes=30)
    made.add(Slept, who=ADA, name="Ada", tier="agent", room=SQUARE, state="awake", minutes=60)
    made.moved(ADA, SQUARE, CAFE, minutes=60)
    for fate in ("fired", "obeyed", "ignored", "ignored", "dropped"):
        made.add(Nudge, "agents", agent="ada", rule="plan", key=fate, fate=fate)
    call = {
        "agent": "ada",
        "purpose": "muse",
        "priority": "idle",
        "model": "m",
        "ok": True,
        "queue_seconds": 0,
        "model_seconds": 1,
    }
    made.add(Call, "agents", **call, prompt_tokens=100, cached_tokens=75, output_tokens=10)
    made.add(Call, "agents", **call, prompt_tokens=200, output_tokens=10)
    for _ in range(2):
        made.add(Turn, "agents", agent="ada", tier="agent")


EXPECTED = {
    "nesting": (60 + 30 + 60) / (60 + 30 + 30 + 60),
    "places": (2 + 1) / 2,
    "partners": (1 + 0 + 1) / 3,
    "novelty": (3 + 2 + 1) / (3 + 3 + 1),
    "cast_novelty": (3 + 2 + 1) / (3 + 3 + 1),
    "floor_share": 6 / 9,
    "human_wait": 1.0,
    "answered": 1 / 3,
    "nudges_obeyed": 1 / 3,
    "tokens": 320 / 2,
    "prefix_reuse": 75 / 100,
    "density": (1 + 0 + 1) / (2 + 2 + 2),
    "modularity": 0.0,
    "yes_anding": 0 / 1,
}
ELSEWHERE = {  # of what this day has nothing: test_circles.py, test_gossip_metrics.py, test_memory_metrics.py
    "reciprocity", "loyalty", "drift", "voice", "schedule", "promises", "recall", "reach", "mouths", "likeness",
}  # fmt: skip


def test_every_metric_is_counted_by_hand() -> None:
    assert set(EXPECTED) | ELSEWHERE == set(METRICS)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_metric_is_what_one_counts_by_hand(name: str, tmp_path: Path) -> None:
    a_day(tmp_path)
    with opened([tmp_path]) as record:
        assert value(record, name) == pytest.approx(EXPECTED[name])


@pytest.mark.parametrize("name", METRICS)
def test_a_real_evening_has_a_value_and_the_same_interval_twice(name: str) -> None:
    with opened([EVENING]) as record:
        record.gather()
        first = measured(record, METRICS[name], "persons")
        assert measured(record, METRICS[name], "persons") == first
    if first.low is not None and first.high is not None:
        assert first.value is not None
        assert first.low <= first.value <= first.high


SAMPLES = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0, 100), st.floats(0.5, 100)).map(
        lambda each: Sample("city", None, str(each[0]), each[1], each[2])
    ),
    min_size=1,
    max_size=30,
)


@QUICK
@given(SAMPLES)
def test_an_interval_lies_within_its_clusters(samples: list[Sample]) -> None:
    figure = figure_of(METRICS["places"], samples, "persons")
    assert figure.clusters == len({each.who for each in samples})
    whole: dict[str, list[float]] = {}
    for each in samples:
        sums = whole.setdefault(each.who, [0.0, 0.0])
        sums[0], sums[1] = sums[0] + each.part, sums[1] + each.whole
    ratios = [part / total for part, total in whole.values()]
    if figure.clusters < 2:
        assert (figure.low, figure.high) == (None, None)
        return
    assert figure.low is not None
    assert figure.high is not None
    assert min(ratios) - 1e-9 <= figure.low <= figure.high <= max(ratios) + 1e-9


def test_nothing_has_no_value(tmp_path: Path) -> None:
    Making(tmp_path).said(HUMAN, "Hm.", heard=[HUMAN])
    with opened([tmp_path]) as record:
        for name in ("nesting", "human_wait", "tokens", "prefix_reuse", *ELSEWHERE):
            assert value(record, name) is None


@pytest.mark.parametrize("name", METRICS)
def test_events_that_lack_fields_break_no_metric(name: str, tmp_path: Path) -> None:
    made = Making(tmp_path)
    for number, kind in enumerate(KINDS, 1):
        real = "2026-01-01T12:00:00Z"
        made.line(
            f'{{"v":1,"id":"world-{number}","kind":"{kind}","real_time":"{real}","source":"world","seq":{number}}}\n'
        )
    with opened([tmp_path]) as record:
        measured(record, METRICS[name])
