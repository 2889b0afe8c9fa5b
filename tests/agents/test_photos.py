"""An agent's wish for a photo: rare, at hours that a restart doesn't move, once each. A full mind takes it by an act of its
own or doesn't; for a narrow one it is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from agents.builtin.photos import hours
from agents.model import Request
from agents.outside import ME
from agents.view import Deed, Wish
from gothmud import record
from gothmud.config import Minds
from gothmud.events import Nudge, Turn
from gothmud.wire import Act, ActResult, Item
from tests.agents.fakes import NOON, FakeBody, FakeModel, senses, someone
from tests.agents.lives import NONE_ON, SAY, Life, life
from tests.agents.small_town import SmallTown

DAY = NOON.date()
FIRST = next(iter(hours("ada", DAY + timedelta(days=1), 1.0)))
LAMP = Item(id=5, name="street lamp")
AT_HOME = {"plan": [], "photos": 1.0, "nudges": {"idle": 0}, "needs": {}}


def wishing(folder: Path, *, full: bool = True, body: int = 1, things: tuple[Item, ...] = ()) -> Life:
    """Return somebody at the first hour of a day at which they want to take a photo."""
    on = [each for each in NONE_ON if each != "-photos"]
    there = FakeBody(senses(here=things))
    there.senses.body = body
    there.senses.clock.jump(FIRST)
    return life(folder, FakeModel(""), there, full=full, on=on, photos=1.0)


async def test_a_full_mind_is_put_the_wish_and_asked_nothing_else(tmp_path: Path) -> None:
    living = wishing(tmp_path, things=(LAMP,))
    (wish,) = await living.turns.when_due([])
    assert isinstance(wish, Wish)
    assert (wish.verb, wish.since) == ("photo", FIRST)
    assert any(each in wish.text for each in ("The Square", "street lamp", "myself", "camera"))
    assert isinstance(living.mind.model, FakeModel)
    assert living.mind.model.asked == []


async def test_a_narrow_mind_takes_it_with_words_of_the_file(tmp_path: Path) -> None:
    (deed,) = await wishing(tmp_path, full=False).turns.when_due([])
    assert isinstance(deed, Deed)
    assert (deed.verb, deed.thing) == ("photo", None)
    assert 3 <= len(deed.text) <= 110


async def test_once_at_each_hour_though_the_process_starts_again(tmp_path: Path) -> None:
    first = await wishing(tmp_path, full=False).turns.when_due([])
    again = wishing(tmp_path, full=False)
    assert len(first) == 1
    assert await again.turns.when_due([]) == []
    due = await again.turns.due_at()
    assert due is not None
    assert due > again.body.senses.clock.now()


async def test_outside_the_city_nobody_has_a_camera(tmp_path: Path) -> None:
    living = wishing(tmp_path, body=ME)
    assert (await living.turns.due_at(), await living.turns.when_due([])) == (None, [])


def test_the_hours_of_a_day_are_the_same_whenever_they_are_asked() -> None:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(200)]
    assert [list(hours("ada", each, 0.1)) for each in days] == [list(hours("ada", each, 0.1)) for each in days]
    assert 30 <= sum(len(list(hours("ada", each, 0.1))) for each in days) <= 90
    assert all(not list(hours("ada", each, 0.0)) for each in days)


def photographs(request: Request) -> str:
    """Answer as a mind that takes a photo of Mira where it wants one, and else says good day."""
    if "photo" not in request.messages[-1]["content"].rpartition("[inner thought]")[2]:
        return SAY
    return json.dumps(
        {"thought": "", "act": "photo", "to": "Mira", "where": "", "thing": "", "text": "She sits still."}
    )


def city(act: Act) -> ActResult:
    """Answer as the world does."""
    if act.verb != "photo":
        return ActResult(id=act.id, ok=True, event="world-1")
    return ActResult(id=act.id, ok=True, event="world-2", seen='You hold the photo of Mira: "She sits still."')


async def lived(folder: Path, model: FakeModel, answer: Callable[[Act], ActResult] = city) -> Life:
    """Return a mind of its own manner that has lived past its first wish of the day, with Mira in the room."""
    body = SmallTown(first_of_today() - timedelta(minutes=10))
    body.guests = {"inn": [someone(2, "Mira", human=True)]}
    body.moved_to("inn")
    body.result = answer
    body.ends = first_of_today() + timedelta(minutes=5)
    living = life(folder, model, body, rules=Minds(answer_pause=0), on=[], **AT_HOME)
    await living.live()
    return living


def first_of_today() -> datetime:
    return next(iter(hours("ada", DAY, 1.0)))


def fates(folder: Path) -> list[str]:
    return [each.fate for each in record.read(folder / "record") if isinstance(each, Nudge) and each.rule == "wish"]


async def test_it_takes_the_photo_by_its_own_act_and_knows_what_came_of_it(tmp_path: Path) -> None:
    living = await lived(tmp_path, FakeModel(photographs))
    (taken,) = [each for each in living.body.acts if each.verb == "photo"]
    assert (taken.person, taken.text) == (2, "She sits still.")
    assert fates(tmp_path) == ["fired", "obeyed"]
    (turn,) = [each for each in record.read(tmp_path / "record") if isinstance(each, Turn) and each.verb == "photo"]
    assert (turn.by, turn.event) == ("model", "world-2")
    texts = "".join(each.text for each in living.session.entries)
    assert "[inner thought] " in texts
    assert '[Done.] You hold the photo of Mira: "She sits still."\n' in texts


async def test_a_limit_is_a_reason_in_its_context(tmp_path: Path) -> None:
    spent = "You have taken 12 photos today. The plates are used up."

    def refuse(act: Act) -> ActResult:
        return ActResult(id=act.id, ok=act.verb != "photo", reason=spent if act.verb == "photo" else "")

    living = await lived(tmp_path, FakeModel(photographs), refuse)
    assert f"[You couldn't photo: {spent}]\n" in "".join(each.text for each in living.session.entries)


async def test_a_mind_may_leave_it(tmp_path: Path) -> None:
    living = await lived(tmp_path, FakeModel(SAY.replace("say", "wait")))
    assert [each.verb for each in living.body.acts if each.verb == "photo"] == []
    assert fates(tmp_path)[0] == "fired"
    assert "obeyed" not in fates(tmp_path)


async def test_while_the_endpoint_is_away_nobody_wishes(tmp_path: Path) -> None:
    model = FakeModel(photographs)
    model.paused = True
    living = await lived(tmp_path, model)
    assert fates(tmp_path) == ["dropped"]
    assert [each.kind for each in living.session.entries if each.kind == "thought"] == []
