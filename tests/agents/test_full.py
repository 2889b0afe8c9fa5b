"""The full manner: one chance more for a reply that is no act, and no failed try in the context."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.actions import NOTHING_ELSE, Scope
from agents.builtin.memo import register_actions
from agents.full import Full
from agents.model import Completion, Failure, Priority
from agents.own import OwnAct
from agents.session import messages_of
from agents.view import Occasion
from gothmud import record
from gothmud.events import Dropped
from tests.agents.fakes import TOWN, FakeBody, FakeModel, mind, percept, senses, session

WAIT = '{"thought":"Hm.","act":"wait","to":"","where":"","thing":"","text":""}'
ANSWER = Occasion("answer", percept())


def full(folder: Path, *answers: Completion | Failure | str, own: bool = False) -> tuple[Full, FakeModel]:
    model = FakeModel(*answers)
    scope = Scope(TOWN, {each.name: each for each in register_actions()}) if own else NOTHING_ELSE
    return Full(mind(folder, model, FakeBody(senses())), session(folder), 0.5, scope), model


async def test_a_good_reply_is_the_decision(tmp_path: Path) -> None:
    manner, model = full(tmp_path, f"\n {WAIT} ")
    decision = await manner.decide(ANSWER)
    assert decision.act is not None
    assert (decision.act.verb, decision.act.cause, decision.text, decision.thought, decision.by) == (
        "wait",
        "world-1",
        WAIT + "\n",
        "Hm.",
        "model",
    )
    (request,) = model.asked
    assert (request.priority, request.temperature, request.cause) == (Priority.HUMAN, 0.5, "world-1")
    assert request.schema is not None and request.schema["properties"]["act"]["enum"][0] == "wait"


async def test_a_reply_that_is_no_act_is_asked_for_once_more(tmp_path: Path) -> None:
    manner, model = full(tmp_path, "Hello!", WAIT)
    decision = await manner.decide(ANSWER)
    assert (decision.by, decision.text) == ("retry", WAIT + "\n")
    retry = model.asked[1].messages
    assert retry[:-2] == model.asked[0].messages == messages_of(manner._session.entries)
    assert retry[-2] == {"role": "assistant", "content": "Hello!"}
    assert "no JSON object" in retry[-1]["content"]
    (event,) = record.read(tmp_path / "record")
    assert isinstance(event, Dropped)
    assert (event.why, event.text) == ("no JSON object", "Hello!")


async def test_twice_no_act_is_nothing_and_leaves_no_text(tmp_path: Path) -> None:
    manner, model = full(tmp_path, "Hello!")
    decision = await manner.decide(Occasion("greet", percept()))
    assert (decision.act, decision.text, decision.by, decision.why_not, len(model.asked)) == (
        None,
        "",
        "nobody",
        "no JSON object",
        2,
    )
    assert len(manner._session.entries) == 1


@pytest.mark.parametrize("answers", [[Failure("timeout", "too late")], ["Hello!", Failure("timeout", "too late")]])
async def test_a_failure_is_not_asked_again(tmp_path: Path, answers: list[str | Failure]) -> None:
    manner, model = full(tmp_path, *answers)
    decision = await manner.decide(ANSWER)
    assert (decision.act, decision.why_not, len(model.asked)) == (None, "too late", len(answers))


@pytest.mark.parametrize(
    ("turn", "priority"),
    [
        (ANSWER, Priority.HUMAN),
        (Occasion("answer", percept(human=False)), Priority.ADDRESSED),
        (Occasion("nudge", nudge="It is time."), Priority.SCHEDULED),
        (Occasion("wake"), Priority.SCHEDULED),
        (Occasion("muse"), Priority.IDLE),
    ],
)
async def test_who_waits_goes_first(tmp_path: Path, turn: Occasion, priority: Priority) -> None:
    manner, model = full(tmp_path, WAIT)
    await manner.decide(turn)
    assert [(each.priority, each.purpose, each.cause) for each in model.asked] == [(priority, turn.purpose, turn.cause)]


async def test_a_place_further_off_is_a_goal_and_an_own_act_asks_no_world(tmp_path: Path) -> None:
    walk, note = WAIT.replace("wait", "go").replace('"where":""', '"where":"The Inn"'), WAIT.replace("wait", "remember")
    manner, _ = full(tmp_path, walk, note.replace('"text":""', '"text":"Cog."'), own=True)
    going, noting = await manner.decide(Occasion("muse")), await manner.decide(Occasion("muse"))
    assert going.act is not None
    assert (going.act.verb, going.act.exit, going.goal) == ("go", 71, "inn")
    assert (noting.act, noting.own) == (None, OwnAct("remember", "Cog."))


async def test_known_tokens_only_grow(tmp_path: Path) -> None:
    manner, _ = full(tmp_path, Completion(WAIT, 90), Completion(WAIT, 40), Completion(WAIT))
    seen = []
    for _ in range(3):
        await manner.decide(ANSWER)
        seen.append(manner._session.known_tokens)
    assert seen == [90, 90, 90]


def test_an_own_act_adds_no_line(tmp_path: Path) -> None:
    manner, _ = full(tmp_path, WAIT)
    assert manner.render(percept("Hm.", mine=True)) == ""
    assert manner.render(percept("Hm.")) == 'Mira says: "Hm."\n'


def test_what_two_people_do_is_seen_twice_and_what_one_goes_on_doing_once(tmp_path: Path) -> None:
    nods = [
        percept("nods.", kind="posed", seq=n, who=who, called=name)
        for n, who, name in ((1, 2, "Mira"), (2, 3, "Tom"), (3, 2, "Mira"))
    ]
    manner, _ = full(tmp_path, WAIT)
    manner._mind.body.senses.recent.extend(nods)
    assert [bool(manner.render(each)) for each in nods] == [True, True, False]
