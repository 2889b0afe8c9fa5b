"""A session file that has grown is read from its bookmark on: the same context, the same past, nothing before it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.bookmark import Bookmark
from agents.recollection import STORIES, Recollection, stored
from agents.session import Session
from gothmud.errors import RecordError
from tests.agents.fakes import later, percept
from tests.agents.lives import Life, life
from tests.base.strategies import QUICK

PERCEPTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["said", "whispered", "arrived", "left", "channel", "learnt", "forgotten"]),
        "who": st.integers(1, 4), "mine": st.booleans(), "story": st.sampled_from(["", "r1", "r2"]),
        "to": st.sampled_from([None, 1, 3]), "heard": st.lists(st.integers(2, 4), max_size=2).map(tuple),
    }
)  # fmt: skip
REPLIES = st.fixed_dictionaries(
    {
        "act": st.fixed_dictionaries({"verb": st.sampled_from(["say", "go", "emote"]), "cause": st.just("world-3"), "text": st.text(max_size=3)}),
        "goal": st.sampled_from(["", "inn"]), "by": st.sampled_from(["dice", "model"]), "room": st.integers(0, 3),
    }
)  # fmt: skip
NOTES = st.fixed_dictionaries(
    {
        "key": st.sampled_from(["a", "need soup"]), "by": st.sampled_from(["memory", "gossip"]), "n": st.integers(0, 9),
        "data": st.fixed_dictionaries({"story": st.just("r1"), "person": st.integers(2, 4)}),
    }
)  # fmt: skip
STATES = st.sampled_from(
    [
        {"night": {"of": "2026-03-07", "step": "done"}}, {"asleep": True}, {"asleep": False, "how": "woken"},
        {"dropped": "a"}, {"dropped": "plan 2026-01-01 08:00"}, {"settled": "need soup"}, {"morning": "2026-03-07"},
    ]
)  # fmt: skip
ADDS = st.lists(
    st.one_of(
        st.tuples(st.just("percept"), PERCEPTS), st.tuples(st.just("reply"), REPLIES),
        st.tuples(st.sampled_from(["note", "thought"]), NOTES), st.tuples(st.just("state"), STATES),
        st.tuples(st.just("outcome"), st.fixed_dictionaries({"ok": st.booleans(), "event": st.just("world-3")})),
        st.tuples(st.just("compaction"), st.sampled_from([{"why": "full"}, {"why": "night", "night": {"step": "done"}}])),
    ),
    max_size=25,
)  # fmt: skip


def opened(path: Path, *, every: int = 0, marked: bool = True) -> tuple[Session, Recollection]:
    past = Recollection()
    return Session(path, past.take, Bookmark(path, past, every) if marked else None), past


def add(made: Session, number: int, kind: Any, data: dict[str, Any]) -> None:
    at = later(hours=number)
    if kind == "percept":
        spoken = percept(f"line {number}", seq=number, event=f"world-{number}", at=at, called=f"P{data['who']}", **data)
        data = {"seq": number, "place": f"place {number % 3}", "percept": stored(spoken)}
    if kind == "compaction":
        data = {**data, "last": [each.id for each in made.entries[-2:]]}
    made.add(kind, f"{kind} {number}\n", city_time=at, data=data, sync=kind == "compaction")


@QUICK
@given(ADDS)
def test_from_the_bookmark_on_all_is_as_from_the_beginning(adds: list[tuple[str, dict[str, Any]]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.jsonl"
        made, _ = opened(path)
        made.add("header", "H\n", city_time=later(), data={"seq": 0})
        for number, (kind, data) in enumerate(adds, 1):
            add(made, number, kind, data)
        made.close()
        (whole, all_of_it), (marked, from_there) = opened(path, marked=False), opened(path)
        assert from_there == all_of_it
        assert marked.entries == whole.entries
        assert (marked.messages, marked.size) == (whole.messages, whole.size)
        assert (marked.count, marked.last_seq) == (whole.count, whole.last_seq)
        for each in (whole, marked):
            each.close()


def grown(path: Path) -> bytes:
    """Write a session with two compactions; return the bytes of what stands between its header and the last of them."""
    made, _ = opened(path)
    for number, kind in enumerate(("header", "note", "compaction", "note", "compaction", "note")):
        add(made, number, kind, {})
    made.close()
    return b"".join(path.read_bytes().splitlines(keepends=True)[1:4])


def test_nothing_before_it_is_read_and_a_bad_line_after_it_has_its_number(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    before = grown(path)
    raw = path.read_bytes().replace(before, b"x" * (len(before) - 1) + b"\n")
    path.write_bytes(raw)
    with pytest.raises(RecordError, match=r"s\.jsonl:2: "):
        opened(path, marked=False)
    made, past = opened(path)
    assert [each.text for each in made.entries] == ["header 0\n", "compaction 4\n", "note 5\n"]
    assert (made.count, past.count, [each.text for each in past.day]) == (6, 7, ["note 1\n", "note 3\n", "note 5\n"])
    made.close()
    path.write_bytes(raw + b"bad\n")
    with pytest.raises(RecordError, match=r"s\.jsonl:7: "):
        opened(path)


@pytest.mark.parametrize("text", ["", "{}", None, "version", "another"])
def test_one_that_does_not_fit_is_passed_over(tmp_path: Path, text: str | None) -> None:
    path, kept = tmp_path / "s.jsonl", tmp_path / "s.bookmark.json"
    grown(path)
    told = kept.read_text()
    match text:
        case None:
            kept.unlink()
        case "version":
            kept.write_text(told.replace('{"v":1', '{"v":0'))
        case "another":
            path.unlink()
            grown(path)
            kept.write_text(told)
        case _:
            kept.write_text(text)
    made, past = opened(path)
    assert (made.count, len(made.entries), [each.text[:4] for each in past.day]) == (6, 3, ["note"] * 3)


def test_one_is_put_where_the_file_has_grown_and_where_somebody_is_forgotten(tmp_path: Path) -> None:
    path, kept = tmp_path / "s.jsonl", tmp_path / "s.bookmark.json"
    made, _ = opened(path, every=100_000)
    for number, kind in enumerate(("header", "note", "compaction")):
        add(made, number, kind, {})
    assert not kept.exists()
    made.add("note", "x" * 100_000, city_time=later())
    add(made, 4, "compaction", {})
    first = kept.read_text()
    add(made, 5, "compaction", {})
    assert kept.read_text() == first
    add(made, 6, "compaction", {"why": "forgotten"})
    assert kept.read_text() != first


async def test_a_whole_mind_goes_on_from_it_and_it_has_nothing_of_the_forgotten(tmp_path: Path) -> None:
    def one() -> Life:
        return life(tmp_path, None)

    mind, words = one(), "the brass cog is mine"
    await mind.turns.perceive([percept(words), percept("Soup.", who=3, called="Bruno", seq=2)])
    await mind.compaction.by_day()
    again = one()
    assert again.past == mind.past
    assert words in (tmp_path / "session.bookmark.json").read_text()
    await again.turns.perceive([percept("", kind="forgotten", seq=3)])
    await again.night.compact_if_full()
    kept = (tmp_path / "session.bookmark.json").read_text()
    assert words not in kept
    assert "Soup." in kept


def test_names_of_thoughts_that_are_long_past_and_the_oldest_stories_are_let_go(tmp_path: Path) -> None:
    made, past = opened(tmp_path / "session.jsonl")
    keys = past.nudged
    for key in ("plan 2026-01-01 08:00", "plan 2026-03-06 08:00", "a"):
        made.add("state", "", city_time=later(), data={"dropped": key})
    for number in range(STORIES + 3):
        heard = percept("It is said.", kind="learnt", story=f"r{number}", seq=number + 1)
        made.add("percept", "", city_time=later(), data={"percept": stored(heard)})
    made.add("state", "", city_time=later(), data={"night": {"of": "2026-03-07", "step": "done"}})
    made.close()
    assert past.nudged is keys and keys == {"plan 2026-03-06 08:00", "a"}
    assert next(iter(past.stories)) == "r3" and len(past.stories) == STORIES
    assert opened(tmp_path / "session.jsonl")[1].nudged == keys
