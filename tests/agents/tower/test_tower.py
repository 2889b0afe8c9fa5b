"""A watcher's life on a log: reports on time, once each whatever is killed, dossiers that come to mind, a call over the city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.builtin import tower
from agents.model import Answer, Failure, Request
from agents.tower.desk import FILE, desk
from agents.tower.lines import LONGEST, quoted
from gothmud import record
from gothmud.errors import RecordError
from gothmud.events import TowerReport
from gothmud.wire import Item
from tests.agents.fakes import NOON, FakeBody, FakeModel, later, percept, senses
from tests.agents.lives import NONE_ON, SAY, Life, life
from tests.agents.tower.logs import NAMES, Log

ON = [*(each for each in NONE_ON if each not in ("-tower", "-memory")), "memory", "tower"]
WRITTEN = json.dumps(
    {
        "report": "Wim and Moll put their heads together. I don't like it.",
        "people": [{"name": "Wim", "note": "He owes me a lamp."}],
    }
)


def watcher(
    folder: Path, model: FakeModel | None = None, *, full: bool = False, until: float = 1, **fields: Any
) -> Life:  # fmt: skip
    """Return a watcher who lives in ``folder`` up to some hours from noon."""
    desk.cache_clear()
    body = FakeBody(senses())
    body.ends = later(hours=until)
    home = folder / "minds" / "lorenz"
    return life(
        home,
        model or FakeModel(SAY),
        body,
        full=full,
        on=ON,
        home=folder,
        trade="watcher",
        name="Lorenz",
        id="lorenz",
        **fields,
    )


def log(folder: Path) -> Log:
    return Log(folder / "audit", NOON)


def reports(folder: Path) -> dict[str, str]:
    found = sorted((folder / "minds" / "lorenz" / "vault" / "reports").glob("*.md"))
    return {each.stem: each.read_text(encoding="utf-8") for each in found}


def events(folder: Path) -> list[TowerReport]:
    return [each for each in record.read(folder / "minds" / "lorenz" / "record") if isinstance(each, TowerReport)]


def night(one: Log) -> None:
    """Something for the watcher's book: Moll whispers to Wim, and Wim is out after curfew."""
    one.whisper(5, 4, "The cog is under the ninth step")
    one.now = NOON.replace(hour=23, minute=40)
    one.arrive(4, "The Shed", 2)


async def test_reports_are_filed_on_time_and_nothing_is_read_twice(tmp_path: Path) -> None:
    log(tmp_path).say(2, "Good day.", 3)
    one = watcher(tmp_path)
    await one.live()
    assert list(reports(tmp_path)) == ["2026-03-07-1200", "2026-03-07-1220", "2026-03-07-1240", "2026-03-07-1300"]
    assert [each.lines for each in events(tmp_path)] == [2, 0, 0, 0]
    one = watcher(tmp_path)
    one.body.senses.clock.jump(later(minutes=65))
    one.body.ends = later(minutes=81)
    await one.live()
    assert list(reports(tmp_path))[4:] == ["2026-03-07-1320"]


async def test_what_somebody_else_lives_by_files_nothing(tmp_path: Path) -> None:
    one = life(tmp_path / "minds" / "ada", FakeModel(SAY), FakeBody(senses()), full=False, on=ON, home=tmp_path)
    assert await one.turns.due_at() is None
    assert await one.turns.when_due([]) == []


async def test_without_a_model_the_facts_stand_in_phrases_and_in_dossiers(tmp_path: Path) -> None:
    night(log(tmp_path))
    one = watcher(tmp_path, until=0)
    await one.live()
    (page,) = reports(tmp_path).values()
    assert "Wim was out after curfew: The Shed, 23:40 (audit-2026-11-25:3)" in page
    assert 'Moll whispered to Wim at The Square, 12:00: "The cog is under the ninth step" (audit-2026-11-25:1)' in page
    assert "[[wim-p4|Wim]]" in page
    assert "- Sat 07 Mar 12:00: Wim was out after curfew" in one.vault.notes["p4"].sections["Dossier"]
    assert one.mind.model.asked == []  # pyright: ignore[reportAttributeAccessIssue]


async def test_a_model_looks_closer_and_writes_in_its_own_voice(tmp_path: Path) -> None:
    night(log(tmp_path))
    asked: list[Request] = []

    def answer(request: Request) -> str:
        asked.append(request)
        return json.dumps({"look": ["inspect Wim", "quote 2026-11-25:1", "rm -rf /"]}) if len(asked) == 1 else WRITTEN

    one = watcher(tmp_path, FakeModel(answer), full=True, until=0)
    head = one.session.head
    await one.turns.when_due([])
    assert [each.purpose for each in asked] == ["tower", "tower"]
    question = asked[1].messages[-1]["content"]
    assert "Wim comes to The Shed (audit-2026-11-25:3)" in question
    assert 'Moll whispers to Wim: "The cog is under the ninth step" (audit-2026-11-25:1)' in question
    (page,) = reports(tmp_path).values()
    assert "I don't like it." in page
    assert "He owes me a lamp." in one.vault.notes["p4"].sections["Dossier"]
    assert one.session.head is head  # the session has no trace of it


@pytest.mark.parametrize("bad", [Failure("busy", "429"), "Error 500: Internal Server Error", "[" * 4000, '{"report": 7}',
    json.dumps({"report": "HTTP 503 Service Unavailable", "people": "all of them"})])  # fmt: skip
async def test_an_error_is_no_report(tmp_path: Path, bad: Answer | str) -> None:
    night(log(tmp_path))
    one = watcher(tmp_path, FakeModel(bad), full=True)
    await one.turns.when_due([])
    assert events(tmp_path)[0].worded == "phrases"
    assert "Wim was out after curfew" in next(iter(reports(tmp_path).values()))
    assert not any(each in text for text in reports(tmp_path).values() for each in ("Error", "503", "[[" * 9))


@pytest.mark.parametrize("step", ["intent", "dossier", "page", "event"])
async def test_a_kill_loses_nothing_and_doubles_nothing(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, one = log(tmp_path), watcher(tmp_path)
    night(lines)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if step == "intent":
        monkeypatch.setattr(tower, "report", killed)
    elif step == "event":
        monkeypatch.setattr("agents.tower.desk.Desk.file", killed)
    else:
        monkeypatch.setattr(tower, {"dossier": "replace", "page": "TowerReport"}[step], killed)
    with pytest.raises(KeyboardInterrupt):
        await tower.when_due(one.turns.view())
    monkeypatch.undo()
    lines.say(2, "And this came later.", 3)
    again = watcher(tmp_path)
    again.body.senses.clock.jump(later(minutes=7))
    await again.turns.when_due([])
    assert list(reports(tmp_path)) == ["2026-03-07-1200"]
    assert "came later" not in reports(tmp_path)["2026-03-07-1200"]
    assert len(events(tmp_path)) == (0 if step == "page" else 1)
    assert len(again.vault.notes["p4"].sections["Dossier"].splitlines()) == 1
    again.body.senses.clock.jump(later(minutes=21))
    await again.turns.when_due([])
    assert "And this came later." in reports(tmp_path)["2026-03-07-1221"]


async def test_what_matters_is_called_over_the_city_by_weight_and_once_an_hour(tmp_path: Path) -> None:
    one, told = log(tmp_path), watcher(tmp_path, until=2)
    night(one)
    await told.live()
    calls = [each for each in told.body.acts if each.verb == "channel"]
    assert [(each.id, each.text) for each in calls] == [
        ("lorenz-tower-2026-03-07-1200", "Wim! It is 23:40, and you are out. I have you in the book.")
    ]
    assert not any("cog" in each.text for each in told.body.acts)
    assert [each.shouted for each in events(tmp_path)][:2] == [True, False]


async def test_a_line_goes_into_the_book_where_it_lies_now_and_then(tmp_path: Path) -> None:
    lines, one = log(tmp_path), watcher(tmp_path, full=True, until=1)
    one.body.senses.here = [Item(id=70, name="log book", verbs=["use", "pin"])]
    one.turns._behaviours.home.joinpath("gothmud.toml").write_text("[tower]\nalarm = 0\n")
    tower._settings.cache_clear()
    night(lines)
    await one.turns.when_due([])
    for minutes in (20, 40):
        lines.whisper(5, 4, "Still under the step")
        one.body.senses.clock.jump(later(minutes=minutes))
        assert await one.turns.when_due([]) == []
    again = watcher(tmp_path, full=True)
    again.body.senses.here = one.body.senses.here
    lines.whisper(5, 4, "Still under the step")
    again.body.senses.clock.jump(later(hours=8))
    (deed,) = await again.turns.when_due([])
    assert (deed.verb, deed.thing, deed.text) == ("pin", 70, "20:00. Moll whispered to Wim at The Square, 23:40.")


async def test_who_climbs_the_tower_and_asks_brings_the_dossier_to_mind(tmp_path: Path) -> None:
    night(log(tmp_path))
    one = watcher(tmp_path, full=True)
    await one.turns.when_due([])
    asking = percept("What do you know of Wim?", who=9, called="Tilda")
    await one.turns.perceive([asking])
    await one.turns.take(tower.Occasion("answer", asking))
    brought = [each for each in one.session.entries if each.kind == "note" and each.data["by"] == "memory"]
    assert "Wim was out after curfew" in brought[0].text


async def test_a_stretch_of_the_night_is_read_in_the_morning(tmp_path: Path) -> None:
    lines, one = log(tmp_path), watcher(tmp_path, until=4, bed="12:50", wake="15:10", late=0)
    lines.say(2, "Good night.", 3)
    one.body.later = [percept("Wake up?", seq=2, event="world-2", at=later(hours=1.5), turn=None, to=9)]
    lines.say(2, "It is dark.", 3)
    await one.live()
    found = list(reports(tmp_path))
    assert found[:4] == ["2026-03-07-1200", "2026-03-07-1220", "2026-03-07-1240", "2026-03-07-1510"]
    assert "12:40 to 15:10" in reports(tmp_path)["2026-03-07-1510"]
    assert sum(each.lines for each in events(tmp_path)) == 4


async def test_a_dossier_on_somebody_who_is_called_otherwise_now_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, one = log(tmp_path), watcher(tmp_path)
    night(lines)
    await one.turns.when_due([])
    monkeypatch.setitem(NAMES, 4, "Wilhelm")
    lines.now = NOON.replace(hour=23, minute=50)
    lines.arrive(4, "The Inn", 2)
    one.body.senses.clock.jump(later(minutes=20))
    await one.turns.when_due([])
    note = one.vault.notes["p4"]
    assert (note.name, note.aliases, len(note.sections["Dossier"].splitlines())) == ("Wilhelm", ("Wim",), 2)


def test_a_state_that_can_t_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"v": 1, "read": 7}')
    desk.cache_clear()
    with pytest.raises(RecordError, match=r"tower\.json: read"):
        desk(tmp_path, tmp_path)


@given(st.text(max_size=400))
def test_nothing_of_a_quote_looks_like_a_frame(text: str) -> None:
    shown = quoted(text)
    assert not set(shown) & set('"[]{}<>|\n\r\u2028')
    assert len(shown) <= LONGEST


async def test_who_is_forgotten_stands_in_no_report_and_is_in_no_later_one(tmp_path: Path) -> None:
    lines, one = log(tmp_path), watcher(tmp_path)
    night(lines)
    await one.turns.when_due([])
    lines.say(4, "This is before.", 3)
    lines.forget(4, 1, 2)
    lines.say(2, "Where is he?", 3)
    gone = percept("", kind="forgotten", who=4, called="Wim", turn=None)
    await one.turns.perceive([gone])
    one.body.senses.clock.jump(later(minutes=20))
    await one.turns.when_due([])
    assert len(reports(tmp_path)) == 2
    assert not any("Wim" in each or "ninth step" in each for each in reports(tmp_path).values())
    assert "Where is he?" in reports(tmp_path)["2026-03-07-1220"]
    assert "p4" not in one.vault.notes
