"""A turn in five steps, and how one that was cut off is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.mind import Decision
from agents.senses import Percept
from agents.session import Session, transcript_of
from agents.turn import Turns
from gothmud import record
from gothmud.events import Resumed, Turn
from gothmud.wire import Act, ActResult
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, mind, percept, senses, session

SAY = Act(id="ada-1", verb="say", text="Good day.", cause="world-1")


class Manner:
    """Renders a percept as its text."""

    def render(self, percept: Percept) -> str:
        return f"{percept.text}\n"


class Killed(BaseException):
    """What stands for kill -9 in the middle of a turn."""


def turns(folder: Path, body: FakeBody, made: Session, *, full: bool = False) -> Turns:
    return Turns(mind(folder, FakeModel("x"), body), made, Manner(), full=full)  # pyright: ignore[reportArgumentType]


async def saying(_cause: str) -> Decision:
    return Decision(SAY, "Ada: Good day.\n", "A stranger.", "model")


def killed(_act: Act) -> ActResult:
    raise Killed


async def test_a_turn_leaves_reply_and_outcome_and_is_recorded(tmp_path: Path) -> None:
    body, made = FakeBody(senses()), session(tmp_path)
    await turns(tmp_path, body, made).take("answer", percept(), saying)
    reply, outcome = made.entries[1:]
    assert (reply.kind, reply.text, reply.data["act"]["id"], reply.data["thought"]) == (
        "reply",
        "Ada: Good day.\n",
        "ada-1",
        "A stranger.",
    )
    assert (outcome.kind, outcome.text, outcome.data["ok"], outcome.data["event"]) == ("outcome", "", True, "world-1")
    assert body.acts == [SAY]
    (event,) = record.read(tmp_path / "record")
    assert isinstance(event, Turn)
    assert (event.act, event.verb, event.ok, event.by, event.reply_entry, event.cause) == (
        "ada-1",
        "say",
        True,
        "model",
        reply.id,
        "world-1",
    )


async def test_the_intent_is_on_disk_before_the_world_is_asked(tmp_path: Path) -> None:
    made = session(tmp_path)
    on_disk: list[str] = []

    def look(act: Act) -> ActResult:
        on_disk.append(made.path.read_text())
        return ActResult(id=act.id, ok=True)

    await turns(tmp_path, FakeBody(senses(), look), made).take("answer", percept(), saying)
    assert '"id":"ada-1"' in on_disk[0]


async def test_a_decision_for_nothing_does_nothing(tmp_path: Path) -> None:
    body, made = FakeBody(senses()), session(tmp_path)

    async def nothing(_cause: str) -> Decision:
        return Decision(None, by="nobody", why_not="no words")

    await turns(tmp_path, body, made).take("answer", percept(), nothing)
    assert (body.acts, len(made.entries)) == ([], 1)
    (event,) = record.read(tmp_path / "record")
    assert isinstance(event, Turn)
    assert (event.ok, event.reason, event.by) == (None, "no words", "nobody")


@pytest.mark.parametrize("before", ["intent", "outcome"])
async def test_a_turn_that_was_cut_off_is_asked_for_again_by_its_id(tmp_path: Path, before: str) -> None:
    first = session(tmp_path)
    body = FakeBody(senses(), killed if before == "outcome" else None)
    ask: Any = saying if before == "outcome" else lambda _cause: (_ for _ in ()).throw(Killed())
    with pytest.raises(Killed):
        await turns(tmp_path, body, first).take("answer", percept(), ask)
    first.close()
    again, world = Session(first.path), FakeBody(senses())
    await turns(tmp_path, world, again).resume()
    assert world.acts == ([SAY] if before == "outcome" else [])
    assert again.pending() is None
    resumed = [each for each in record.read(tmp_path / "record") if isinstance(each, Resumed)]
    assert [(each.act, each.ok) for each in resumed] == ([("ada-1", True)] if before == "outcome" else [])


async def test_a_finished_turn_is_not_asked_for_again(tmp_path: Path) -> None:
    first = session(tmp_path)
    await turns(tmp_path, FakeBody(senses()), first).take("answer", percept(), saying)
    first.close()
    again, world = Session(first.path), FakeBody(senses())
    context = transcript_of(again.entries)
    await turns(tmp_path, world, again).resume()
    assert (world.acts, transcript_of(again.entries)) == ([], context)


async def test_a_resumed_act_that_was_refused_is_closed_as_refused(tmp_path: Path) -> None:
    made = session(tmp_path)
    made.add("reply", "x\n", city_time=NOON, data={"act": SAY.model_dump(mode="json")})
    world = FakeBody(senses(), lambda act: ActResult(id=act.id, ok=False, reason="nobody heard"))
    await turns(tmp_path, world, made, full=True).resume()
    assert made.entries[-1].text == "[You couldn't say: nobody heard]\n"
    await turns(tmp_path, world, made).resume()
    assert len(world.acts) == 1


async def test_percepts_come_back_after_a_restart_until_they_are_thought_about(tmp_path: Path) -> None:
    first = session(tmp_path)
    lines = [percept("One.", seq=4), percept("Two.", seq=5, to=1, to_called="Ada")]
    turns(tmp_path, FakeBody(senses()), first).perceive(lines)
    first.close()
    again = Session(first.path)
    living = turns(tmp_path, FakeBody(senses()), again)
    assert living.unanswered() == lines
    assert again.last_seq == 5
    await living.take("answer", lines[1], saying)
    assert living.unanswered() == []


async def test_the_echo_of_worded_words_adds_no_text(tmp_path: Path) -> None:
    made = session(tmp_path)
    living = turns(tmp_path, FakeBody(senses()), made)
    await living.take("answer", percept(), saying)
    living.perceive(
        [percept("Good day.", event="world-1", mine=True, seq=2), percept("Rolled.", event="world-9", mine=True, seq=3)]
    )
    assert transcript_of(made.entries) == "You are Ada.\nAda: Good day.\nRolled.\n"


async def test_a_full_turn_opens_with_the_hour_and_once_with_the_place(tmp_path: Path) -> None:
    made = session(tmp_path)
    living = turns(tmp_path, FakeBody(senses()), made, full=True)
    for _ in range(2):
        await living.take("answer", percept(), saying)
    notes = [each.text for each in made.entries if each.kind == "note"]
    assert notes[0].startswith("[12:00 PM, Saturday, noon.]\nYou are at The Square.")
    assert notes[1] == "[12:00 PM, Saturday, noon. A moment later.]\n"
    assert Turns(mind(tmp_path, FakeModel("x")), made, Manner(), full=True)._told_room() == 7  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("minutes", "notes"), [(5, []), (25, ["(25 minutes later. It is half past twelve.)\n"])])
async def test_a_transcript_mentions_a_long_gap_only(tmp_path: Path, minutes: int, notes: list[str]) -> None:
    made, body = session(tmp_path), FakeBody(senses())
    living = turns(tmp_path, body, made)
    await living.take("answer", percept(), saying)
    body.senses.clock.jump(later(minutes=minutes))
    living.perceive([percept("One.", event="world-7", seq=7), percept("Two.", event="world-8", seq=8)])
    assert [each.text for each in made.entries if each.kind == "note"] == notes
    assert transcript_of(made.entries).endswith("".join(notes) + "One.\nTwo.\n")
