"""The reader's mind at its desk: the same agent as in the city, nudged by the wall, asked by its keeper."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.session import read_all
from gothmud import record
from gothmud.clock import real_sleep
from gothmud.config import Minds, Model, Reader, Settings
from gothmud.errors import StartError
from gothmud.events import Call
from gothmud.reader.briefing import write_briefing
from gothmud.reader.marks import briefings
from gothmud.reader.sitting import persona, sit
from tests.reader.home import SAID, Home
from tests.replay.making import BRUNO
from tests.scripted import Answer, Asked, Scripted

NUDGED = datetime(2026, 11, 25, 15, 0, 5)
BETWEEN = datetime(2026, 11, 25, 12)
REPLY = {"thought": "", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}


def plan(asked: Asked) -> Answer:
    """Answer as a mind that briefs when a thought asks it to, quotes what stands in its newest turn, and reads well."""
    question = asked.body["messages"][-1]["content"]
    properties = (asked.schema or {}).get("properties", {})
    if "findings" in properties:
        return Answer(json.dumps({"findings": []}))
    if "summary" in properties:
        return Answer(json.dumps({"summary": "Ada stands still.", "lessons": "", "keep": []}))
    if "act" not in properties:
        return Answer(json.dumps(dict.fromkeys(properties, "")))
    newest = question.rpartition("says to you")[2] or question
    if "[inner thought] Put together a report" in question and "brief" in properties["act"]["enum"]:
        return Answer(json.dumps({**REPLY, "act": "brief", "text": "It was quiet, mostly."}))
    if 'The keeper says to you: "' in question:
        found = re.findall(r"In the record, (world-\d+)", newest)
        return Answer(json.dumps({**REPLY, "act": "say", "text": f"It is {found[-1]}." if found else "Good day."}))
    return Answer(json.dumps(REPLY))


def settings(model: Scripted | None = None, at: list[str] | None = None, **minds: Any) -> Settings:
    return Settings(
        model=Model(endpoint=model.url if model else "http://127.0.0.1:9/v1"), minds=Minds(answer_pause=0, **minds),
        reader=Reader(at=["08:00", "15:00", "19:00"] if at is None else at),
    )  # fmt: skip


class Sitting:
    """A reader that sits. ``says`` lets its keeper say something; ``told`` is what the terminal shows."""

    def __init__(self, home: Path, made: Settings, hour: datetime) -> None:
        self.told: list[str] = []
        self._lines = asyncio.Queue[str]()
        self._task = asyncio.create_task(sit(home, made, self.told.append, self._typed(), lambda: hour))

    async def __aenter__(self) -> Sitting:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._lines.put_nowait("")
        await asyncio.wait_for(self._task, 20)

    def says(self, line: str) -> None:
        self._lines.put_nowait(line)

    async def until(self, pattern: str) -> str:
        """Return the line of the terminal that has this in it, once it is there."""
        async with asyncio.timeout(20):
            while not (found := next((each for each in self.told if re.search(pattern, each)), "")):
                assert not self._task.done(), self._task
                await real_sleep(0.02)
        return found

    async def _typed(self) -> AsyncIterator[str]:
        while line := await self._lines.get():
            yield line


def entries(home: Path) -> str:
    return "".join(each.text for each in read_all(home / "reader" / "session.jsonl"))


async def test_it_is_nudged_writes_a_briefing_and_answers_its_keeper(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with Scripted(plan) as model:
        async with Sitting(tmp_path, settings(model), NUDGED) as sitting:
            await sitting.until("The report is written: ")
            sitting.says("Good day to you.")
            sitting.says("Who saw the keys under the bridge?")
            await sitting.until(f"reader: It is {home.said[BRUNO]}.")
    (written,) = briefings(tmp_path / "reader" / "vault")
    assert "\nIt was quiet, mostly.\n\nAda stands still.\n" in written.read_text()
    text = entries(tmp_path)
    assert text.startswith("You are the reader.")
    assert "[inner thought] Put together a report of what has changed since the last one\n" in text
    assert re.search(r"\[It is 3:00 PM, Wednesday\..*\]\n", text)
    assert f'[In the record, {home.said[BRUNO]}: Bruno (Sat 12:00, room 10): "{SAID[BRUNO]}"]\n' in text
    calls = [each for each in record.read(tmp_path / "record", "reader") if isinstance(each, Call)]
    counted = [each for each in model.asked if each.answer]
    assert sum(each.prompt_tokens or 0 for each in calls) == sum(each.prompt_tokens for each in counted)
    assert {each.purpose for each in calls if each.agent} == {"read", "brief", "nudge", "answer"}
    own = {each.kind for each in record.read(tmp_path / "reader" / "record")}
    assert {"nudge", "turn"} <= own
    assert "call" not in own


async def test_busy_with_its_keeper_it_does_so_later(tmp_path: Path) -> None:
    Home(tmp_path)
    with Scripted(plan) as model:
        before = NUDGED - timedelta(seconds=6)
        async with Sitting(tmp_path, settings(model), before) as sitting:
            sitting.says("Good day to you.")
            await sitting.until("reader: Good day.")
            async with asyncio.timeout(20):
                while "delayed" not in _fates(tmp_path):
                    await real_sleep(0.1)
    assert "fired" not in _fates(tmp_path)
    assert briefings(tmp_path / "reader" / "vault") == []


def _fates(home: Path) -> list[str]:
    return [getattr(each, "fate", "") for each in record.read(home / "reader" / "record") if each.kind == "nudge"]


async def test_without_a_model_it_quotes_and_writes_the_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    async with Sitting(tmp_path, settings(), NUDGED) as sitting:
        await sitting.until("The report is written: ")
        sitting.says("Who saw the keys under the bridge?")
        assert SAID[BRUNO] in await sitting.until(f"reader: {home.said[BRUNO]}: ")
        sitting.says("xyzzy")
        await sitting.until("reader: The record has nothing on that.")
    (written,) = briefings(tmp_path / "reader" / "vault")
    assert "ada, stuck" in written.read_text()


async def test_it_remembers_after_it_got_up_and_only_one_sits(tmp_path: Path) -> None:
    home = Home(tmp_path)
    await write_briefing(tmp_path, settings(), None)
    with Scripted(plan) as model:
        made = settings(model, [])
        async with Sitting(tmp_path, made, BETWEEN) as sitting:
            sitting.says("Good day to you.")
            await sitting.until("reader: Good day.")
            with pytest.raises(StartError, match="sits at its desk"):
                await sit(tmp_path, made, print)
        header = read_all(tmp_path / "reader" / "session.jsonl")[0].text
        async with Sitting(tmp_path, made, BETWEEN + timedelta(hours=2)) as sitting:
            sitting.says("And what of Bruno?")
            await sitting.until(f"reader: It is {home.said[BRUNO]}.")
        asked = model.questions[-1].body["messages"]
    assert asked[0]["content"] == header
    assert "Good day to you." in str(asked)
    assert "[You last spoke with The keeper 2 hours ago.]" in str(asked)
    assert "What you remember of Bruno:" in str(asked)


async def test_it_has_nights_and_notes_on_its_keeper(tmp_path: Path) -> None:
    Home(tmp_path)
    with Scripted(plan) as model:
        made = settings(model, [])
        async with Sitting(tmp_path, made, BETWEEN) as sitting:
            for line in ("Good day to you.", "It rains."):
                sitting.says(line)
            async with asyncio.timeout(20):
                while len(sitting.told) < 2:
                    await real_sleep(0.02)
        night = (BETWEEN + timedelta(days=1)).replace(hour=3, minute=10)
        async with Sitting(tmp_path, made, night) as sitting:
            await sitting.until("puts its head on the desk")
            sitting.says("Wake up!")
            sitting.says("Wake up, I said!")
            await sitting.until("reader: Good day.")
    (note,) = (tmp_path / "reader" / "vault" / "people").glob("the-keeper-*.md")
    assert "It rains." in note.read_text()
    assert [each.kind for each in read_all(tmp_path / "reader" / "session.jsonl")].count("compaction") == 1


async def test_an_endpoint_that_dies_is_no_answer(tmp_path: Path) -> None:
    Home(tmp_path)
    with Scripted(plan) as model:
        async with Sitting(tmp_path, settings(model, []), BETWEEN) as sitting:
            sitting.says("Good day to you.")
            await sitting.until("reader: Good day.")
            model.fault_next("error-text", 2)
            sitting.says("Are you well?")
            await sitting.until("No answer")
    assert "CUDA" not in entries(tmp_path)


def test_its_day_is_the_settings() -> None:
    assert [each.at for each in persona(settings()).plan] == ["08:00", "15:00", "19:00"]
    assert persona(settings(at=[])).plan == []
