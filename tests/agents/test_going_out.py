"""An idle agent goes out with a reason; a homebody stays at home; a small mind is walked there; switched off nobody goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agents.memory.note import Draft
from agents.wayfinding import Hour, Neighbour
from gothmud import record
from gothmud.config import Minds
from gothmud.events import Nudge
from tests.agents import fakes
from tests.agents.fakes import FakeModel
from tests.agents.lives import Life, life
from tests.agents.small_town import TOWN, SmallTown, follows
from tests.agents.test_living_day import at

LIVELY = TOWN.model_copy(update={
    "meets": {"shop": {"coffee": "a coffee at the till"}},
    "people": {"Mira": Neighbour(role="a visitor", place="The Shop", hours=[Hour(at="00:00", place="shop")])},
})  # fmt: skip
RULES = Minds(answer_pause=0.6)
AT_HOME: dict[str, Any] = {
    "plan": [], "bed": "22:00", "wake": "06:30", "nudges": {"idle": 0},
    "needs": {"coffee": 4, "company": 0, "curiosity": 0, "news": 0, "air": 0, "mending": 0},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "TOWN", LIVELY)


def at_home(
    folder: Path, until: float, *, full: bool = True, rules: Minds = RULES, coffee: float = 4
) -> tuple[Life, SmallTown]:
    """Return somebody who is at home from seven on with nothing to do."""
    body = SmallTown(at(7))
    body.ends = at(until)
    model = FakeModel(follows if full else "I mend lamps.")
    persona = {**AT_HOME, "needs": {**AT_HOME["needs"], "coffee": coffee}}
    return life(folder, model, body, full=full, rules=rules, **persona), body


def sent(folder: Path) -> list[tuple[str, str]]:
    found = [each for each in record.read(folder / "record") if isinstance(each, Nudge)]
    return [(each.key, each.fate) for each in found if each.rule == "need"]


@pytest.mark.parametrize("full", [True, False])
async def test_who_wants_a_coffee_goes_where_there_is_one(tmp_path: Path, full: bool) -> None:
    living, body = at_home(tmp_path, 11.6, full=full)
    await living.live()
    assert body.here == "shop"
    key = "need coffee 2026-03-07 07:00 shop"
    assert sent(tmp_path) == [(key, "fired"), (key, "obeyed")]
    (thought,) = [each for each in living.session.entries if each.kind == "thought"]
    assert thought.city_time == at(11)
    assert "I have had no coffee for 4 hours." in thought.text
    assert (
        "At this hour Mira is mostly at The Shop. There is a coffee at the till, too. The way is to square."
        in thought.text
    )


async def test_an_open_promise_is_the_better_reason(tmp_path: Path) -> None:
    living, body = at_home(tmp_path, 11.6)
    living.vault.write(
        Draft("p2", "person", "Mira", sections={"What I promised": "To mend the lamp."}), at=at(6), why="x"
    )
    await living.live()
    assert body.here == "shop"
    texts = [each.text for each in living.session.entries if each.kind == "thought"]
    assert ["Between Mira and me something is open: To mend the lamp." in each for each in texts] == [True]


@pytest.mark.parametrize(
    ("coffee", "rules"), [(0, Minds()), (20, Minds()), (4, Minds(needs=False))], ids=["never", "homebody", "off"]
)
async def test_a_homebody_stays_at_home(tmp_path: Path, coffee: float, rules: Minds) -> None:
    living, body = at_home(tmp_path, 20, coffee=coffee, rules=rules)
    await living.live()
    assert (body.here, sent(tmp_path)) == ("inn", [])


async def test_after_a_restart_one_still_knows_when_the_last_coffee_was_and_where_one_was_going(tmp_path: Path) -> None:
    living, body = at_home(tmp_path, 11)
    await living.live()
    assert (body.here, [fate for _, fate in sent(tmp_path)]) == ("square", ["fired"])
    living.session.close()
    body.ends = at(16)
    again = life(tmp_path, FakeModel(follows), body, rules=RULES, **AT_HOME)
    await again.live()
    assert (body.here, sent(tmp_path)[1:]) == ("shop", [("need coffee 2026-03-07 07:00 shop", "obeyed")])
