"""A turn in five steps, and how one that was cut off is settled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from agents.mind import Decision
from agents.own import OwnAct
from agents.senses import Percept
from agents.session import transcript_of
from agents.view import Occasion, Outcome
from gothmud import record
from gothmud.events import Resumed, Turn
from gothmud.wire import Act, ActResult
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import NONE_ON, Life, life

SAY = Act(id="ada-1", verb="say", text="Good day.", cause="world-1")
ANSWER = Occasion("answer", percept())


class Manner:
    """Renders a percept as its text; says good day."""

    def __init__(self, full: bool) -> None:
        self.full = full

    def render(self, percept: Percept) -> str:
        return f"{percept.text}\n"

    async def decide(self, turn: Occasion) -> Decision:
        return await saying(turn)


class Killed(BaseException):
    """What stands for kill -9 in the middle of a turn."""


def lived(folder: Path, body: FakeBody, *, full: bool = False, on: Sequence[str] = NONE_ON) -> Life:
    return life(folder, FakeModel("x"), body, manner=Manner(full), on=on)


async def saying(_turn: Occasion) -> Decision:
    return Decision(SAY, "Ada: Good day.\n", "A stranger.", "model")


def killed(_act: Act) -> ActResult:
    raise Killed


async def test_a_turn_leaves_reply_and_outcome_and_is_recorded(tmp_path: Path) -> None:
    made = lived(tmp_path, body := FakeBody(senses()))
    assert await made.turns.take(ANSWER) == Outcome("say", "Good day.", True)
    reply, outcome = made.session.entries[1:]
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
    on_disk: list[str] = []

    def look(act: Act) -> ActResult:
        on_disk.append(made.session.path.read_text())
        return ActResult(id=act.id, ok=True)

    made = lived(tmp_path, FakeBody(senses(), look))
    await made.turns.take(ANSWER)
    assert '"id":"ada-1"' in on_disk[0]


async def test_a_decision_for_nothing_does_nothing(tmp_path: Path) -> None:
    made = lived(tmp_path, body := FakeBody(senses()))

    async def nothing(_turn: Occasion) -> Decision:
        return Decision(None, by="nobody", why_not="no words")

    assert await made.turns.take(ANSWER, nothing) == Outcome(reason="no words")
    assert (body.acts, len(made.session.entries)) == ([], 1)
    (event,) = record.read(tmp_path / "record")
    assert isinstance(event, Turn)
    assert (event.ok, event.reason, event.by) == (None, "no words", "nobody")


@pytest.mark.parametrize("before", ["intent", "outcome"])
async def test_a_turn_that_was_cut_off_is_asked_for_again_by_its_id(tmp_path: Path, before: str) -> None:
    body = FakeBody(senses(), killed if before == "outcome" else None)
    ask: Any = saying if before == "outcome" else lambda _turn: (_ for _ in ()).throw(Killed())
    first = lived(tmp_path, body)
    with pytest.raises(Killed):
        await first.turns.take(ANSWER, ask)
    first.session.close()
    again = lived(tmp_path, world := FakeBody(senses()))
    await again.turns.resume()
    assert world.acts == ([SAY] if before == "outcome" else [])
    assert again.session.pending() is None
    resumed = [each for each in record.read(tmp_path / "record") if isinstance(each, Resumed)]
    assert [(each.act, each.ok) for each in resumed] == ([("ada-1", True)] if before == "outcome" else [])


async def test_a_finished_turn_is_not_asked_for_again(tmp_path: Path) -> None:
    first = lived(tmp_path, FakeBody(senses()))
    await first.turns.take(ANSWER)
    first.session.close()
    again = lived(tmp_path, world := FakeBody(senses()))
    context = transcript_of(again.session.entries)
    await again.turns.resume()
    assert (world.acts, transcript_of(again.session.entries)) == ([], context)


async def test_a_resumed_act_that_was_refused_is_closed_as_refused(tmp_path: Path) -> None:
    made = lived(
        tmp_path,
        world := FakeBody(senses(), lambda act: ActResult(id=act.id, ok=False, reason="nobody heard")),
        full=True,
    )
    made.session.add("reply", "x\n", city_time=NOON, data={"act": SAY.model_dump(mode="json")})
    await made.turns.resume()
    assert made.session.entries[-1].text == "[You couldn't say: nobody heard]\n"
    await made.turns.resume()
    assert len(world.acts) == 1


@pytest.mark.parametrize(("hours", "last_act", "sent"), [(0, "", 1), (2, "", 0), (2, "ada-1", 1)])
async def test_words_of_long_ago_are_asked_for_only_where_the_world_has_them(
    tmp_path: Path, hours: int, last_act: str, sent: int
) -> None:
    made = lived(tmp_path, body := FakeBody(senses()), full=True)
    made.session.add("reply", "x\n", city_time=NOON, data={"act": SAY.model_dump(mode="json")})
    body.senses.clock.jump(later(hours=hours))
    body.senses.last_act = last_act
    await made.turns.resume()
    assert (len(body.acts), made.session.pending()) == (sent, None)
    assert ("the moment has passed" in made.session.entries[-1].text) is not sent


async def test_an_own_act_that_was_cut_off_is_done_again_and_stands_once(tmp_path: Path) -> None:
    made = lived(tmp_path, body := FakeBody(senses()), full=True, on=["memo"])

    async def remembering(_turn: Occasion) -> Decision:
        return Decision(None, "x\n", own=OwnAct("remember", "The cog is gone."))

    assert await made.turns.take(Occasion("muse"), remembering) == Outcome("remember", "The cog is gone.", True)
    assert made.session.entries[-1].text == "[Done.] It is noted.\n"
    made.session.add("reply", "x\n", city_time=NOON, data={"own": {"name": "remember", "text": "The cog is gone."}})
    await made.turns.resume()
    assert (made.session.pending(), body.acts) == (None, [])
    assert made.vault.notes["memo-2026-03-07"].sections["Open"] == "- The cog is gone."


async def test_percepts_come_back_after_a_restart_until_they_are_thought_about(tmp_path: Path) -> None:
    first = lived(tmp_path, FakeBody(senses()))
    lines = [percept("One.", seq=4), percept("Two.", seq=5, to=1, to_called="Ada")]
    await first.turns.perceive(lines)
    first.session.close()
    again = lived(tmp_path, FakeBody(senses()))
    assert again.turns.unanswered() == lines
    assert again.session.last_seq == 5
    await again.turns.take(Occasion("answer", lines[1]))
    assert again.turns.unanswered() == []


async def test_the_echo_of_worded_words_adds_no_text(tmp_path: Path) -> None:
    made = lived(tmp_path, FakeBody(senses()))
    await made.turns.take(ANSWER)
    await made.turns.perceive(
        [percept("Good day.", event="world-1", mine=True, seq=2), percept("Rolled.", event="world-9", mine=True, seq=3)]
    )
    assert transcript_of(made.session.entries) == "You are Ada.\nAda: Good day.\nRolled.\n"


async def test_a_full_turn_opens_with_the_hour_and_once_with_the_place(tmp_path: Path) -> None:
    made = lived(tmp_path, FakeBody(senses()), full=True, on=())
    for _ in range(2):
        await made.turns.take(ANSWER)
    first, place, second = [each.text for each in made.session.entries if each.kind == "note"]
    assert first == "[It is 12:00 PM, Saturday, noon.]\n"
    assert place.startswith("You are at The Square.")
    assert second == "[It is 12:00 PM, Saturday, noon. A moment since your last turn.]\n"
    made.session.close()
    assert lived(tmp_path, FakeBody(senses()), full=True).past.told_room == 7


@pytest.mark.parametrize(("minutes", "opening"), [(1, ""), (25, "(25 minutes later. It is half past twelve.)\n")])
async def test_a_transcript_mentions_a_long_gap_only_and_once_a_turn(
    tmp_path: Path, minutes: int, opening: str
) -> None:
    made = lived(tmp_path, body := FakeBody(senses()), on=())
    await made.turns.take(ANSWER)
    body.senses.clock.jump(later(minutes=minutes))
    await made.turns.perceive([percept("One.", event="world-7", seq=7), percept("Two.", event="world-8", seq=8)])
    assert transcript_of(made.session.entries).endswith(f"Ada: Good day.\n{opening}One.\nTwo.\n")


async def test_a_turn_begins_with_its_notes_in_the_record(tmp_path: Path) -> None:
    made = lived(tmp_path, FakeBody(senses()), full=True, on=())
    await made.turns.take(ANSWER)
    (event,) = record.read(tmp_path / "record")
    assert isinstance(event, Turn)
    assert event.first_entry == made.session.entries[1].id
