"""The gauges count by hand what one counts by hand, and what SQL counts over a record is what they count line by line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gothmud.events import Came, Refused, Said, SceneEnded
from gothmud.gauges import FloorShare, Freshness, Gauges
from gothmud.gauges.humans import Humans
from gothmud.record import read
from gothmud.replay.gauging import gauged
from gothmud.replay.metrics import METRICS, measured
from gothmud.replay.opening import opened
from gothmud.words import words_of
from tests.base.strategies import QUICK
from tests.replay.making import ADA, BRUNO, CAFE, EVENING, HUMAN, PEOPLE, REAL, SQUARE, Making

FEW = settings(QUICK, max_examples=20)  # each opens a record
WORDS = st.lists(
    st.sampled_from("fog Fog the bell's BELL café 7 lamp42 don't 'tis II ² -- and naïve".split()), min_size=1
)
LINES = st.lists(
    st.tuples(st.sampled_from([*PEOPLE]), WORDS, st.sampled_from([SQUARE, CAFE]), st.sets(st.sampled_from([*PEOPLE])),
              st.sampled_from(["say", "say", "whisper", "emote", "channel"]), st.sampled_from([None, *PEOPLE])),
    max_size=60,
)  # fmt: skip
Spoken = list[tuple[int, list[str], int, set[int], str, int | None]]


def made(home: Path, lines: Spoken) -> None:
    """Write a record of these lines, after the human came in."""
    making = Making(home)
    making.add(Came, who=HUMAN, name=PEOPLE[HUMAN][0], tier="human", room=SQUARE)
    for who, words, room, heard, mode, turn in lines:
        making.said(who, " ".join(words), room=room, heard=sorted(heard | {who}), mode=mode, turn=turn)


@FEW
@given(LINES)
def test_sql_and_the_gauges_count_the_same(lines: Spoken) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), lines)
        humans, fresh, share = Humans(), Freshness(), FloorShare(Humans([HUMAN]))
        found, ears = [], []
        for event in read(Path(folder) / "record"):
            humans.take(event)
            if isinstance(event, Said):
                found.append((fresh.take(event), len(words_of(event.text))))
                ears += share.take(event)
        with opened([Path(folder)]) as record:
            novelty, floor = (measured(record, METRICS[name]) for name in ("cast_novelty", "floor_share"))
    long = [each for each, words in found if each and words >= 3]  # of shorter ones SQL counts none
    assert novelty.whole == sum(each.grams for each in long)
    assert (novelty.value or 0) * novelty.whole == pytest.approx(sum(each.new for each in long))
    assert floor.whole == sum(each.words for each in ears)
    assert (floor.value or 0) * floor.whole == pytest.approx(sum(each.words for each in ears if each.own))


@FEW
@given(LINES)
def test_live_and_replay_come_to_the_same_figures(lines: Spoken) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), lines)
        live = Gauges()
        for event in read(Path(folder) / "record"):
            live.take(event)
        with opened([Path(folder)]) as record:
            (replayed,) = gauged(record).values()
            waits, answered = (measured(record, METRICS[name]) for name in ("human_wait", "answered"))
    figures = live.figures()
    assert replayed == figures
    assert (answered.whole, waits.whole) == (figures.waits, figures.waits - figures.unanswered)


def gauges_after(*said: tuple[int, str, int | None], tmp_path: Path) -> Gauges:
    """Return gauges that heard these lines, a second after each other, all on the square."""
    made(tmp_path, [(who, text.split(), SQUARE, {*PEOPLE}, "say", turn) for who, text, turn in said])
    gauges = Gauges()
    for event in read(tmp_path / "record"):
        gauges.take(event)
    return gauges


def test_a_wait_ends_with_the_words_of_the_one_asked(tmp_path: Path) -> None:
    figures = gauges_after(
        (HUMAN, "Ada, is it far?", ADA), (BRUNO, "I know!", None), (HUMAN, "Ada?", ADA), (BRUNO, "Ask me.", None),
        (ADA, "Not very.", HUMAN), (HUMAN, "Bruno?", BRUNO), (HUMAN, "Ada, then?", ADA), (ADA, "Yes.", HUMAN), tmp_path=tmp_path,
    ).figures()  # fmt: skip
    assert (figures.waits, figures.unanswered, figures.between, figures.longest_run) == (3, 1, 2, 2)
    assert (figures.wait_p50, figures.wait_p95) == (1.0, 4.0)


def test_nobody_waits_for_a_human_or_for_ever(tmp_path: Path) -> None:
    assert gauges_after((HUMAN, "Well, Corvina?", HUMAN), tmp_path=tmp_path).figures().waits == 0
    gauges = gauges_after(
        (HUMAN, "Ada?", ADA), *[(BRUNO, "So.", None)] * 121, (ADA, "Yes?", None), tmp_path=tmp_path / "late"
    )
    assert (gauges.figures().waits, gauges.figures().unanswered) == (1, 1)


def test_lines_that_say_the_same_again_bring_nothing_new(tmp_path: Path) -> None:
    figures = gauges_after(
        (ADA, "Yes, how very true that is.", None), (BRUNO, "Yes, how very true that is.", None),
        (ADA, "Yes, how very wrong it is, though.", None), (HUMAN, "Yes.", None), tmp_path=tmp_path,
    ).figures()  # fmt: skip
    assert (figures.lines, figures.new) == (3, round(2 / 3, 4))


def test_scenes_and_refusals_are_counted() -> None:
    gauges, told = Gauges(), {"id": "world-1", "city_time": None, "real_time": REAL, "source": "world", "seq": 1}
    for end, lines in (("farewell", 5), ("time", 12), ("farewell", 2)):
        gauges.take(SceneEnded(**told, room=SQUARE, speakers=[1, 2], lines=lines, novelty=1, minutes=1, end=end))
    for who, verb in ((ADA, "say"), (ADA, "go"), (HUMAN, "say")):
        name, tier = PEOPLE[who]
        gauges.take(Refused(**told, who=who, name=name, tier=tier, verb=verb, reason="No."))
    figures = gauges.figures()
    assert (figures.scenes, figures.longest_scene, figures.ends, figures.refused) == (
        3,
        12,
        {"farewell": 2, "time": 1},
        1,
    )


def test_a_record_is_gauged_from_an_event_on(tmp_path: Path) -> None:
    gauges_after((ADA, "Fog again.", None), (ADA, "And rain.", None), tmp_path=tmp_path)
    with opened([tmp_path]) as record:
        assert [each.lines for each in gauged(record, "world-3").values()] == [1]
        assert gauged(record, "world-99") == {}


def test_a_real_evening_is_gauged_as_it_was_heard() -> None:
    gauges = Gauges()
    for event in read(EVENING / "record", "world"):
        gauges.take(event)
    with opened([EVENING]) as record:
        assert gauged(record)["evening"].model_dump(exclude={"since"}) == gauges.figures().model_dump(exclude={"since"})
