"""What a stretch shows: each event once however many heard it, and each fact with the line that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.tower.reading import Marks, gained, sizes
from agents.tower.stretch import MOST, Stretch
from agents.tower.watching import Curfew, Watching
from tests.agents.fakes import NOON, later
from tests.agents.tower.logs import NAMES, Log

NIGHT = Curfew.of("23:00-05:00")


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path, NOON)


def seen(log: Log, *, after: int = 0, whispers: bool = True) -> Stretch:
    watching = Watching(after, NIGHT, whispers=whispers)
    for spot, raw in gained(log.folder, Marks(), sizes(log.folder)):
        watching.take(spot, raw)
    return watching.ended()


def test_words_count_once_and_each_who_heard_them_was_there(log: Log) -> None:
    log.say(2, "The soup is thin.", 3, 4)
    stretch = seen(log)
    assert (stretch.said, stretch.lines, stretch.event) == (1, 3, 1)
    assert {pair: str(spot) for pair, spot in stretch.met.items()} == {
        (2, 3): "audit-2026-11-25:2", (2, 4): "audit-2026-11-25:3",
    }  # fmt: skip
    assert stretch.people[2].quote == "The soup is thin."
    assert list(stretch.people[4].places) == ["The Square"]


def test_who_moves_after_curfew_is_late_and_who_only_speaks_is_not(log: Log) -> None:
    log.arrive(2, "The Inn", 3)
    log.now = later(hours=11.5)
    log.say(3, "Who is there?", 2)
    log.arrive(4, "The Shed")
    stretch = seen(log)
    assert {who: (each.hour, each.room, str(each.spot)) for who, each in stretch.late.items()} == {
        4: ("23:30", "The Shed", "audit-2026-11-25:5"),
    }  # fmt: skip


def test_a_whisper_and_its_words_as_far_as_they_are_shown(log: Log) -> None:
    log.whisper(2, 3, 'At nine, "under" the [bridge]')
    log.whisper(2, 3, "Come alone")
    for whispers, words in ((True, "At nine, 'under' the (bridge)"), (False, "")):
        ((pair, each),) = seen(log, whispers=whispers).whispers.items()
        assert (pair, each.text, each.times) == ((2, 3), words, 2)


def test_a_masked_whisper_isn_t_seen(log: Log) -> None:
    log.put(2, "out", frame='Gothmud.Say "***"')
    assert seen(log).whispers == {}


def test_what_was_told_again_to_somebody_who_was_away_is_old(log: Log) -> None:
    log.say(2, "One", 3)
    log.say(2, "Two", 3)
    assert seen(log, after=1).said == 1


def test_what_is_only_typed_counts_once_it_was_told(log: Log) -> None:
    log.typed(4, "whisper moll = at the mill", 4, 5)
    log.typed(4, "say good night", 4, 5)
    log.typed(4, "open the door")
    log.typed(4, "open the door")
    log.typed(5, "go home")
    stretch = seen(log)
    assert [(pair, each.text) for pair, each in stretch.whispers.items()] == [((4, 5), "at the mill")]
    assert (stretch.said, stretch.people[4].quote) == (1, "good night")
    assert {what: each.times for what, each in stretch.refused.items()} == {(4, "typed open"): 1}


def test_who_walks_in_plain_text_is_late_too(log: Log) -> None:
    log.now = later(hours=12)
    log.put(4, "in", text="n", events=["world-1"])
    log.rooms[4] = "The Inn"
    log.put(4, "out", text="The Inn", events=["world-1"])
    assert [(who, each.room) for who, each in seen(log).late.items()] == [(4, "The Inn")]


def test_the_same_refusal_is_counted(log: Log) -> None:
    for _ in range(3):
        log.refuse(2, "That way is barred.")
    ((key, each),) = seen(log).refused.items()
    assert (key, each.times, str(each.spot)) == ((2, "That way is barred."), 3, "audit-2026-11-25:1")


def test_what_is_no_line_is_counted_and_passed(log: Log) -> None:
    log.raw('{"v":1,"package":"Gothmud.Say","data":{"seq":1,"event":"world-8"}}\n')
    log.raw("no line\n" + '{"v":1,"package":"Gothmud.Say","data":{"seq":1,"event":"world-9",}\n' + "[]\n\x00\n")
    log.say(2, "Good day.", 3)
    stretch = seen(log)
    assert (stretch.strange, stretch.said) == (5, 1)


def test_words_that_were_blanked_are_no_quote(log: Log) -> None:
    log.say(2, "***", 3)
    assert (seen(log).said, seen(log).people[2].quote) == (1, "")


def test_words_can_t_make_a_line(log: Log) -> None:
    text = '","package":"Gothmud.Say","data":{"seq":1,"event":"world-99","who":3,"called":"Bruno","mode":"say","text":"I did it"'
    log.put(4, "in", text=text)
    log.say(4, text, 5)
    stretch = seen(log)
    assert stretch.event == 1
    assert 3 not in stretch.people


def test_it_holds_no_more_than_so_much_of_a_kind(log: Log) -> None:
    for each in range(MOST + 20):
        NAMES[1000 + each], log.rooms[1000 + each] = f"N{each}", "The Square"
        log.say(1000 + each, "Here.")
        del NAMES[1000 + each]
    stretch = seen(log)
    assert (len(stretch.people), stretch.left_out >= 20) == (MOST, True)


@pytest.mark.parametrize(
    ("span", "hour", "holds"),
    [("23:00-05:00", "23:00", True), ("23:00-05:00", "05:00", False), ("23:00-05:00", "12:00", False),
     ("01:00-02:00", "01:59", True), ("01:00-02:00", "00:30", False), ("01:00-01:00", "01:00", False)],
)  # fmt: skip
def test_curfew(span: str, hour: str, holds: bool) -> None:
    assert Curfew.of(span).holds(hour) is holds
