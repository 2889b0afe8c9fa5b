"""Short-memory people: what they won't be talked out of, whether they join in, and what they ask of the model."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from agents.joining import CONCERNED, DEEPLY, SURE, YES_NO_TOKENS, draw, said_yes, verdict
from agents.model import Failure
from agents.shortmind import ShortMind
from gothmud.config import Minds
from gothmud.persona import Persona, Stubborn
from gothmud.tables import Dice, Reply
from tests.agents.fakes import FakeBody, FakeModel, mind, percept, persona, senses, someone

MIRA, OTTO = someone(2, "Mira", human=True), someone(3, "Otto")
RULE = "Everybody is a patient."
STUBBORN = Stubborn(
    rule=RULE, shows=["dear", "number"], never=["you are well"], lines=["There, dear.", "Number nine.", "Sit, dear."]
)
ADA = persona(tier="short", concerns=["cog", "left arm"])
MANY = [f"event-{number}" for number in range(400)]


async def answered(
    folder: Path, model: FakeModel, *heard: Any, people: Any = (MIRA,), narrow: bool = False, **fields: Any
) -> FakeBody:
    """Let one short-memory person hear lines, one after the other; return the body when all is quiet."""
    body = FakeBody(senses(people))
    body.coming = [[each] for each in heard]
    made = mind(folder, model, body, **{"tier": "short", "hears": 5, **fields})
    living = asyncio.create_task(ShortMind(made, Minds(), narrow=narrow).live())
    await asyncio.wait_for(body.over.wait(), 5)
    living.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await living
    return body


async def test_an_answer_that_holds_on_is_said(tmp_path: Path) -> None:
    model = FakeModel("Where does it hurt, dear?")
    body = await answered(tmp_path, model, percept("I am well."), stubborn=STUBBORN)
    assert [each.text for each in body.acts] == ["Where does it hurt, dear?"]
    assert len(model.asked) == 1
    assert RULE in model.asked[0].messages[0]["content"]


async def test_who_gives_in_is_asked_once_more_with_the_rule_last(tmp_path: Path) -> None:
    model = FakeModel("Oh, sorry. My mistake.", "Take a number.")
    body = await answered(tmp_path, model, percept("I am well."), stubborn=STUBBORN)
    assert [each.text for each in body.acts] == ["Take a number."]
    first, second = (each.messages for each in model.asked)
    assert first[0] == second[0]
    assert second[1]["content"].startswith("Mira: I am well.\n")
    assert RULE in second[1]["content"] and RULE not in first[1]["content"]


async def test_who_gives_in_twice_says_a_line_of_the_casts(tmp_path: Path) -> None:
    model = FakeModel("Oh, sorry.", "Yes, dear, you are well.")
    body = await answered(tmp_path, model, percept("I am well."), percept("I am!", seq=2), stubborn=STUBBORN)
    said = [each.text for each in body.acts]
    assert len(said) == 2 and set(said) <= set(STUBBORN.lines)
    assert len(model.asked) == 4
    record = "".join(each.read_text() for each in (tmp_path / "record").glob("*.jsonl"))
    assert record.count('"gives in"') == 4


async def test_a_failing_endpoint_is_no_giving_in(tmp_path: Path) -> None:
    model = FakeModel(Failure("unreachable", "no"))
    body = await answered(tmp_path, model, percept("I am well."), stubborn=STUBBORN)
    assert [each.verb for each in body.acts] == ["habit"]
    assert len(model.asked) == 1


async def test_no_line_of_ones_own_is_said_twice_in_a_long_talk(tmp_path: Path) -> None:
    replies = [Reply(say=f"Lamp {each}, I should say.", words=["lamp"]) for each in "abcdefgh"]
    heard = [percept(f"And the lamp number {number}?", seq=number, event=f"world-{number}") for number in range(1, 13)]
    body = await answered(tmp_path, FakeModel(""), *heard, narrow=True, dice=Dice(replies=replies))
    said = [each.text for each in body.acts if each.verb == "say"]
    assert sorted(said) == sorted(each.say for each in replies) and len(body.acts) == 12


async def test_a_whisper_is_answered_in_a_whisper(tmp_path: Path) -> None:
    heard = percept("Who has the lamp?", kind="whispered", turn=None)
    dice = Dice(replies=[Reply(say="Not so loud.", words=["lamp"])])
    body = await answered(tmp_path, FakeModel(""), heard, narrow=True, dice=dice, people=(MIRA, OTTO))
    assert [(each.verb, each.text, each.person) for each in body.acts] == [("whisper", "Not so loud.", 2)]


async def test_nobody_else_is_checked(tmp_path: Path) -> None:
    body = await answered(tmp_path, FakeModel("You are well."), percept("Good day."))
    assert [each.text for each in body.acts] == ["You are well."]


async def test_no_model_is_asked_where_a_rule_is_enough(tmp_path: Path) -> None:
    line = percept("Nice weather.", human=False, turn=None)
    model = FakeModel("Hm.")
    body = await answered(tmp_path, model, line, people=(MIRA, OTTO), concerns=["cog"])
    assert (body.acts, model.asked) == ([], [])


async def test_undecided_it_asks_one_word_and_keeps_to_it(tmp_path: Path) -> None:
    event = drawn(SURE, 1 - SURE)
    for word, acts in (('"yes', 1), ("no", 0)):
        model = FakeModel(word, "I had that cog.")
        line = percept("The cog is gone.", human=False, event=event, turn=None)
        body = await answered(tmp_path / word.strip('"'), model, line, people=(MIRA, OTTO), concerns=["cog"])
        asked = model.asked[0]
        assert (asked.purpose, asked.max_tokens, asked.schema) == (
            "whether",
            YES_NO_TOKENS,
            {"type": "string", "enum": ["yes", "no"]},
        )
        assert len(body.acts) == acts
        assert len(model.asked) == 1 + acts
    answer = FakeModel("yes", "I had that cog.")
    line = percept("The cog is gone.", human=False, event=event, turn=None)
    await answered(tmp_path / "third", answer, line, people=(MIRA, OTTO), concerns=["cog"])
    whether, words = (each.messages for each in answer.asked)
    assert whether[0] == words[0]
    shared = len("Mira: The cog is gone.\n\nW")
    assert whether[1]["content"][:shared] == words[1]["content"][:shared]


async def test_an_endpoint_that_says_neither_leaves_it_to_the_draw(tmp_path: Path) -> None:
    for least, most, acts in ((SURE, CONCERNED, 1), (CONCERNED, 1 - SURE, 0)):
        event = drawn(least, most)
        model = FakeModel(Failure("busy", "later"), "Ah.")
        line = percept("The cog!", human=False, event=event, turn=None)
        body = await answered(tmp_path / event, model, line, people=(MIRA, OTTO), concerns=["cog"])
        assert len(body.acts) == acts


def drawn(least: float, most: float, who: Persona = ADA) -> str:
    """Return an event whose draw lies between."""
    return next(each for each in MANY if least <= draw(percept(event=each), who) < most)


def test_the_rule_decides_wherever_it_can() -> None:
    others = senses([MIRA, OTTO])
    low, middle, high = drawn(0, SURE), drawn(SURE, CONCERNED), drawn(DEEPLY, 1)

    def judged(text: str, here: Any = others, **fields: Any) -> str:
        return verdict(percept(text, **{"human": False, "seq": 1, "turn": None, **fields}), ADA, here)

    assert judged("Ada, the cog!", event=high, turn=1) == "yes"
    assert judged("Otto, the cog!", event=low, turn=3) == "no"
    assert judged("The cog!", event=low) == "yes"
    assert judged("The cog!", event=middle) == "ask"
    assert judged("The cog!", event=high) == "no"
    assert judged("The cog of the left arm!", event=middle) == "yes"
    assert judged("The cog!", to=3, event=low) == "no"
    assert judged("Rain.", event=low) == "no"
    humans = senses([MIRA, someone(9, "Kit", human=True)])
    assert [judged("The cog!", humans, event=each) for each in (low, middle, high)] == ["yes", "yes", "no"]


def test_the_draw_is_of_event_and_person() -> None:
    assert draw(percept(event="a"), ADA) == draw(percept(event="a"), ADA)
    assert len({draw(percept(event=each), ADA) for each in MANY}) == len(MANY)
    assert draw(percept(event="a"), ADA) != draw(percept(event="a"), persona(id="otto"))


def test_a_word_is_read_as_it_comes() -> None:
    assert [said_yes(each) for each in ('"yes"', '"yes', "Yes.", " no", '"no', "Nothing", "perhaps", "")] == [
        True, True, True, False, False, False, None, None,
    ]  # fmt: skip


async def test_a_mind_that_is_back_answers_nothing_twice(tmp_path: Path) -> None:
    body = FakeBody(senses((MIRA,)))
    own = percept("Left, dear.", seq=2, who=1, called="Ada", mine=True, human=False, turn=None)
    body.coming = [[percept("Where is the tower?"), own, percept("And the tram?", seq=3)]]
    made = mind(tmp_path, FakeModel("Right, dear."), body, tier="short", hears=5)
    living = asyncio.create_task(ShortMind(made, Minds(), narrow=False).live())
    await asyncio.wait_for(body.over.wait(), 5)
    living.cancel()
    assert [each.cause for each in body.acts] == ["world-1"]
    assert [each.text for each in body.acts] == ["Right, dear."]


async def test_a_mind_that_is_back_leaves_what_it_has_answered(tmp_path: Path) -> None:
    body = FakeBody(senses((MIRA,)))
    body.coming = [
        [
            percept("Where is the tower?"),
            percept("Left, dear.", seq=2, who=1, called="Ada", mine=True, human=False, turn=None),
        ]
    ]
    made = mind(tmp_path, FakeModel("Right, dear."), body, tier="short", hears=5)
    living = asyncio.create_task(ShortMind(made, Minds(), narrow=False).live())
    await asyncio.wait_for(body.over.wait(), 5)
    living.cancel()
    assert body.acts == []
