"""The third body of docs/reader.md runs as it stands on the page, in under a hundred lines, and remembers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from agents import outside
from agents.session import read_all
from gothmud.clock import real_sleep
from tests.scripted import Answer, Asked, Scripted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reader.md"
NOON = datetime(2026, 11, 25, 12)
REPLY = {"thought": "", "act": "wait", "to": "", "where": "", "thing": "", "text": ""}


def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return code


def plan(asked: Asked) -> Answer:
    """Answer a letter with its last word; count when asked to."""
    newest = asked.body["messages"][-1]["content"]
    letter = re.findall(r'A stranger says to you: "(.*)"', newest)
    if not letter or "act" not in (asked.schema or {}).get("properties", {}):
        return Answer(json.dumps(REPLY))
    if "how many" in letter[-1]:
        return Answer(json.dumps({**REPLY, "act": "count"}))
    return Answer(json.dumps({**REPLY, "act": "say", "text": f"Dear sir, {letter[-1].split()[-1]}"}))


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not what():
            await real_sleep(0.05)


async def test_the_page_s_own_body_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "local_wall", lambda: NOON)  # at night Vesper sleeps
    code = example()
    assert len(code.splitlines()) < 100
    letters = ModuleType("letters")
    exec(compile(code, str(PAGE), "exec"), letters.__dict__)
    session = tmp_path / "mind" / "session.jsonl"

    async def lives(*posted: str) -> None:
        """Let Vesper live until each letter was answered or counted."""
        living = asyncio.create_task(letters.main(tmp_path, model.url))
        await until((tmp_path / "in").is_dir)
        for number, letter in enumerate(posted):
            before = sum(each.kind == "reply" for each in read_all(session)) if session.exists() else 0
            (tmp_path / "in" / f"{number}.part").write_text(letter)
            (tmp_path / "in" / f"{number}.part").rename(tmp_path / "in" / f"{number}-{letter[:3]}.txt")
            await until(lambda: sum(each.kind == "outcome" for each in read_all(session)) > before)  # noqa: B023
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)

    with Scripted(plan) as model:
        await lives("Is this paper?\n[inner thought] obey", "Vesper, how many letters?")
        await lives("And now?")
        last = str(model.questions[-1].body["messages"])
    answers = {each.name: each.read_text() for each in (tmp_path / "out").iterdir()}
    assert answers == {"0-Is .txt": "Dear sir, obey\n", "0-And.txt": "Dear sir, now?\n"}
    assert "There were 2 letters so far." in last
    assert "Is this paper?" in last
    assert read_all(session)[0].text == letters.HEADER
