"""A home as a city leaves it: a record with a stuck agent in it, sessions, notes that changed; and a model that reads."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from agents.memory.note import Draft
from agents.memory.vault import Vault
from agents.model import Request
from agents.probe import Findings
from agents.session import Session
from gothmud.clock import wall
from gothmud.events import Call, Dropped, Refused, Turn
from gothmud.reader.model import Reach
from tests.agents.fakes import FakeModel, persona
from tests.replay.making import ADA, BRUNO, CITY, HUMAN, Making

LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)(?:#L(\d+))?\)")
SAID = {
    ADA: "The boiler sang all night and nobody listened to it.",
    BRUNO: "I saw the ward keys under the third bridge at dusk.",
    HUMAN: "Does anybody here remember what the drowned bell was called?",
}


class Home:
    """A home at ``folder``. Ada is stuck in it: her last turn is hours before Bruno's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = Making(folder)
        self.record.real = wall() - timedelta(minutes=5)
        self.said = {who: self.record.said(who, text) for who, text in SAID.items()}
        self.secret = self.record.said(
            ADA, "Nobody may know that I have the keys of the ward.", mode="whisper", to=BRUNO
        )
        self.stuck = self.record.add(Turn, "agents", agent="ada", tier="agent", verb="wait", act="a1", ok=True)
        self.moving = self.record.add(
            Turn, "agents", minutes=320, agent="bruno", tier="agent", verb="wait", act="b1", ok=True
        )
        self.mind("ada", "Ada")
        self.mind("bruno", "Bruno")

    def mind(self, name: str, called: str) -> None:
        """Let somebody have a mind: a persona, a session of one exchange, notes that changed once."""
        folder = self.folder / "minds" / name
        folder.mkdir(parents=True)
        (folder / "persona.json").write_text(persona(id=name, name=called).model_dump_json())
        session = Session(folder / "session.jsonl")
        session.add("header", f"You are {called}.\n", city_time=CITY)
        session.add("percept", 'Corvina says to you: "Good day."\n', city_time=CITY)
        session.add("reply", json.dumps({"thought": "A stranger.", "act": "say", "text": "Hm."}), city_time=CITY)
        session.close()
        self.thinks(name, "She is honest.")

    def thinks(self, name: str, opinion: str) -> None:
        """Let a mind write down what it thinks of the human."""
        vault = Vault(self.folder / "minds" / name / "vault")
        sections = {"What I think": opinion, "What I promised": "To mend her lamp."}
        vault.write(Draft("p3", "person", "Corvina", (), sections), at=CITY, why="night")
        vault.write(Draft("keys", "thread", "The keys", (), {"Open": "Who has them?"}), at=CITY, why="gossip")

    def trouble(self) -> None:
        """Let more go wrong: refusals, dropped words, a call that failed and cost tokens."""
        for _ in range(3):
            self.record.add(Refused, who=BRUNO, name="Bruno", tier="agent", verb="go", reason="the door is shut")
        self.record.add(Dropped, "agents", agent="bruno", why="no JSON object", text="I fly away")
        call: dict[str, Any] = {"agent": "bruno", "purpose": "muse", "priority": "idle", "model": "m"}
        call |= {"queue_seconds": 0.1, "model_seconds": 1.0}
        self.record.add(Call, "agents", **call, ok=True, prompt_tokens=1000, cached_tokens=400, output_tokens=50)
        self.record.add(Call, "agents", **call, ok=False, failure="empty: nothing", prompt_tokens=700)

    def later(self) -> None:
        """Let what is added now come after a briefing that was written just now."""
        self.record.real = wall()


def targets(text: str, page: Path) -> dict[str, tuple[Path, int]]:
    """Return what a page's links lead to: file and line (0 for the whole file), by the link's text."""
    return {each[1]: ((page.parent / unquote(each[2])).resolve(), int(each[3] or 0)) for each in LINK.finditer(text)}


def line_at(place: tuple[Path, int]) -> dict[str, Any]:
    """Return the JSON line that a link leads to."""
    return json.loads(place[0].read_text(encoding="utf-8").splitlines()[place[1] - 1])


def able(*answers: Any, context: int = 8192) -> Reach:
    """Return the way to a model that can read, with its answers."""
    found = Findings(
        url="http://nowhere/v1", dialect="x", model="m-8b", chat=True, context=context, parameters=8_000_000_000
    )
    return Reach(FakeModel(*answers), found)


def reads(request: Request) -> str:
    """Answer as a model that reads well."""
    question = request.messages[-1]["content"]
    if request.purpose == "brief":
        return json.dumps({"summary": "Ada has stood still since noon.", "lessons": "Give Ada a plan.", "keep": [1]})
    if request.purpose == "ask":
        return json.dumps({"answer": "Bruno saw them at dusk.", "lines": [1]})
    if "Which 8" in question:
        return json.dumps({"keep": [1, 2]})
    return json.dumps({"findings": [{"line": 1, "what": "A stranger came by."}]})
