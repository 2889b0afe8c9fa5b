"""A fact on its way from mouth to mouth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.events import Event, LetterRead, RumorPlanted, Said, Slept, Telling
from tests.base.strategies import QUICK
from world.gossip import Tracker
from world.retelling import Line
from world.story import Retelling

NOON = datetime(2026, 3, 7, 12)
PEOPLE = {1: "Ada", 2: "Bruno", 3: "Hester", 4: "Marlow"}
TEXT = "Marlow hid the ward keys under the third bridge."
REAL = datetime(2026, 1, 1, tzinfo=UTC)


def envelope(seq: int) -> dict:
    at = NOON + timedelta(minutes=seq)
    return {"id": f"world-{seq}", "city_time": at, "real_time": REAL, "source": "world", "seq": seq}


def planted(seq: int = 1, knows: tuple[int, ...] = (1,), fact: str = "r1") -> RumorPlanted:
    return RumorPlanted(
        **envelope(seq), fact=fact, text=TEXT, aliases={"Marlow": ["the detective"]}, knows=list(knows), people=PEOPLE
    )


def said(seq: int, who: int, heard: list[int], text: str = TEXT, *, mode: str = "say", room: int = 7) -> Said:
    return Said(
        **envelope(seq), who=who, name=PEOPLE[who], tier="agent", room=room, mode=mode, text=text, heard=heard  # pyright: ignore[reportArgumentType]
    )  # fmt: skip


def followed(*events: Event) -> tuple[Tracker, list[Retelling]]:
    tracker = Tracker()
    return tracker, [telling for each in events for telling in tracker.take(each)]


def as_recorded(telling: Retelling, seq: int) -> Telling:
    return Telling(
        **(envelope(seq) | {"city_time": telling.at}), cause=telling.event, fact=telling.fact, who=telling.who, name=telling.name,  # pyright: ignore[reportArgumentType]
        mode=telling.mode, text=telling.text, manner=telling.manner, score=telling.score, learnt=telling.learnt,
        new=list(telling.new), like_planted=telling.like_planted, like_learnt=telling.like_learnt, heard=list(telling.heard),
    )  # fmt: skip


def test_from_mouth_to_mouth() -> None:
    tracker, tellings = followed(
        planted(),
        said(2, 1, [1, 2]),
        said(3, 2, [2, 3], "The detective hid the ward keys under a bridge!", mode="whisper"),
    )
    story = tracker.stories["r1"]
    first, second = tellings
    assert (first.learnt, first.new, first.like_planted) == ("world-1", (2,), 1.0)
    assert (second.learnt, second.new, second.mode) == ("world-2", (3,), "whisper")
    assert second.like_learnt < 1
    assert [story.depth(each) for each in ("world-1", "world-2", "world-3")] == [0, 1, 2]
    assert [each.event for each in story.under("world-1")] == ["world-2"]
    assert tracker.never_heard("r1") == ["Marlow"]


def test_who_has_heard_it_already_is_not_new_and_keeps_the_first_source() -> None:
    tracker, tellings = followed(
        planted(), said(2, 1, [1, 2]), said(3, 1, [1, 2, 3]), said(4, 3, [2, 3]), said(5, 2, [2])
    )
    assert [each.new for each in tellings] == [(2,), (3,), (), ()]
    assert [each.learnt for each in tellings] == ["world-1", "world-1", "world-3", "world-2"]
    assert tracker.stories["r1"].knowing() == {1, 2, 3}


def test_what_was_said_before_the_planting_is_no_telling() -> None:
    _, tellings = followed(said(1, 1, [1, 2]), planted(2))
    assert tellings == []


def test_who_sleeps_hears_nothing() -> None:
    asleep = Slept(**envelope(2), who=2, name="Bruno", tier="agent", room=7, state="asleep")
    awake = Slept(**envelope(4), who=2, name="Bruno", tier="agent", room=7, state="awake")
    _, tellings = followed(planted(), asleep, said(3, 1, [1, 2, 3]), awake, said(5, 1, [1, 2]))
    assert [each.new for each in tellings] == [(3,), (2,)]


def test_a_telling_from_nowhere_has_no_source() -> None:
    tracker, (telling,) = followed(planted(), said(2, 4, [4, 3]))
    assert telling.learnt == ""
    assert tracker.stories["r1"].under("") == [telling]
    assert tracker.stories["r1"].depth("world-2") == 1


def test_what_many_saw_has_many_roots() -> None:
    tracker, _ = followed(planted(knows=(1, 2, 3)), said(2, 2, [2, 4]))
    assert tracker.never_heard("r1") == []


def test_he_means_the_one_named_before_in_this_room_only() -> None:
    about, he = said(2, 2, [2, 3], "Have you seen Marlow?"), "He hid the ward keys."
    _, here = followed(planted(), about, said(3, 3, [2, 3], he))
    _, elsewhere = followed(planted(), about, said(3, 3, [2, 3], he, room=8))
    assert (len(here), len(elsewhere)) == (1, 0)


def test_a_story_that_changes_from_mouth_to_mouth_is_followed() -> None:
    second = "Marlow lost the hospital keys below a bridge."
    third = "Marlow lost the hospital keys, below that bridge."
    tracker, tellings = followed(
        planted(), said(2, 1, [1, 2]), said(3, 2, [2, 3], "Marlow hid the hospital keys below the third bridge."),
        said(4, 3, [3, 4], "Marlow hid the hospital keys in the water below a bridge."), said(5, 4, [4], second),
    )  # fmt: skip
    assert [each.event for each in tellings] == ["world-2", "world-3", "world-4", "world-5"]
    assert tellings[-1].like_planted < tellings[-1].like_learnt
    assert not tracker.stories["r1"].matcher.judge(Line(third)).tells
    _, by_a_stranger_to_it = followed(planted(), said(2, 4, [4, 3], second))
    assert by_a_stranger_to_it == []


def test_a_note_is_known_and_told_to_nobody() -> None:
    tracker, _ = followed(planted())
    (noted,) = tracker.take_note(2, NOON, "p4", f"## What was said\n- {TEXT}")
    assert (noted.who, noted.text) == (2, TEXT)
    assert tracker.take_note(2, NOON, "p4", f"## What was said\n- {TEXT}") == []
    assert tracker.stories["r1"].knowing() == {1}


WORDS = (TEXT, "He hid the keys.", "The detective hid the ward keys.", "Good day.", "Have you seen Marlow?")
LINES = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4]), st.sets(st.sampled_from([1, 2, 3, 4])), st.sampled_from(WORDS)),
    max_size=15,
)


@QUICK
@given(LINES)
def test_replay_of_the_record_is_the_live_one(lines: list[tuple[int, set[int], str]]) -> None:
    """Live, tellings are recorded behind the words; a replay finds them by itself, a restart takes them as recorded."""
    live, record = Tracker(), []
    for event in [
        planted(),
        *(said(2 * n + 2, who, sorted({who, *heard}), text) for n, (who, heard, text) in enumerate(lines)),
    ]:
        record += [event, *(as_recorded(each, event.seq + 1) for each in live.take(event))]
    replay, restarted = Tracker(), Tracker()
    for event in record:
        replay.take(event)
        if not isinstance(event, Said):
            restarted.take(event)
    for each in (replay, restarted):
        assert each.stories["r1"].tellings == live.stories["r1"].tellings
        assert each.stories["r1"].learnt == live.stories["r1"].learnt


@QUICK
@given(LINES)
def test_everybody_who_knows_it_heard_it_or_told_it(lines: list[tuple[int, set[int], str]]) -> None:
    events = [said(n + 2, who, sorted({who, *heard}), text) for n, (who, heard, text) in enumerate(lines)]
    tracker, tellings = followed(planted(), *events)
    new = [who for each in tellings for who in each.new]
    assert len(new) == len(set(new))
    assert tracker.stories["r1"].knowing() == {1, *new, *(each.who for each in tellings)}
    assert all(tracker.stories["r1"].depth(each.event) >= 1 for each in tellings)


@pytest.mark.parametrize("at", [0, 2, 3])
def test_who_knew_it_when(at: int) -> None:
    tracker, _ = followed(planted(), said(2, 1, [1, 2]), said(3, 2, [2, 3]))
    assert len(tracker.stories["r1"].knowing(NOON + timedelta(minutes=at))) == max(1, at)


def letter(seq: int, by: int, to: int, *, again: bool = False) -> LetterRead:
    return LetterRead(
        **envelope(seq), who=to, name=PEOPLE[to], tier="agent", room=7, letter="world-0", sender=by, sender_name=PEOPLE[by],
        written=NOON, text=TEXT, again=again, heard=[to],
    )  # fmt: skip


def test_a_letter_tells_its_one_reader_when_it_is_read_first() -> None:
    tracker, tellings = followed(planted(), letter(2, 1, 3), letter(3, 1, 3, again=True), said(4, 3, [3, 4]))
    first, second = tellings
    assert (first.who, first.mode, first.heard, first.new, first.learnt) == (1, "letter", (3,), (3,), "world-1")
    assert (second.who, second.learnt) == (3, "world-2")
    assert tracker.never_heard("r1") == ["Bruno"]


def test_a_fact_that_was_let_go_keeps_its_tree_and_is_told_no_more() -> None:
    instead = planted(3, fact="r2").model_copy(update={"text": "Ada lost a red boat.", "instead_of": "r1"})
    tracker, tellings = followed(planted(), said(2, 1, [1, 2]), instead, said(4, 2, [2, 3]))
    assert [each.event for each in tellings] == ["world-2"]
    assert (list(tracker.followed), list(tracker.stories)) == (["r2"], ["r1", "r2"])
    assert tracker.stories["r1"].knowing() == {1, 2}
