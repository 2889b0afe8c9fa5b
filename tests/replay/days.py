"""Days of a small city, made by dice: talk, walks, sleep, a rumour, scenes, turns and calls, in a home with its notes."""

from __future__ import annotations

import random
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agents.memory.history import FILE, Change
from gothmud import events
from gothmud.persona import Persona, PlanLine
from tests.replay.making import Making

CAST = {
    1: ("Ada", "agent"), 2: ("Bruno", "agent"), 3: ("Hester", "agent"), 4: ("Moll", "short"),
    5: ("Jory", "dice"), 6: ("Corvina", "human"),
}  # fmt: skip
ROOMS = {
    10: ("square", "Town Square"),
    11: ("cafe", "Rusty Spoon"),
    12: ("ward", "Ward Three"),
    13: ("shop", "Workshop"),
}
WORDS = (
    "the lamp is out again and nobody will mend the bridge before the tide comes for the boats said the clerk".split()
)
PURPOSES = ("answer", "muse", "nudge", "notes")


class Days(Making):
    """A record of ``days`` city days from six in the morning, the same for the same seed."""

    def __init__(self, home: Path, days: int = 2, seed: int = 1) -> None:
        super().__init__(home)
        self.dice = random.Random(seed)
        self.where = dict.fromkeys(CAST, 10)
        self.city = datetime(1890, 3, 1, 6)
        for _ in range(days):
            self.day()

    def day(self) -> None:
        """Let everybody wake, have a day of talks and walks, and sleep."""
        for who in CAST:
            self.body(events.Slept, who, state="awake", minutes=2)
        planted = self.add(
            events.RumorPlanted, fact=f"r{self.city.day}", text="Marlow hid the ward keys under the third bridge.",
            knows=[3], people={number: name for number, (name, _) in CAST.items()},
        )  # fmt: skip
        began = self.city
        for hour in range(16):
            self.city = began + timedelta(hours=hour, minutes=20)
            for who in CAST:
                self.walk(who)
            self.talk()
            if hour == 4:
                told = self.gossip(planted, 3, [1, 2])
            if hour == 8:
                self.gossip(told, 1, [4])
        for who in CAST:
            self.body(events.Slept, who, state="asleep", minutes=5)
        self.city = datetime(1890, 3, self.city.day + 1, 6)
        self.real += timedelta(days=1)

    def body(self, kind: type[events.Event], who: int, **fields: Any) -> str:
        name, tier = CAST[who]
        return self.add(kind, **{"who": who, "name": name, "tier": tier, "room": self.where[who]} | fields)

    def walk(self, who: int) -> None:
        room = self.dice.choice(list(ROOMS))
        if room != self.where[who]:
            origin, self.where[who] = self.where[who], room
            self.body(events.Moved, who, origin=origin, way="east", minutes=1)

    def talk(self) -> None:
        """Let the people of the fullest room speak in turn."""
        room = max(ROOMS, key=lambda each: sum(where == each for where in self.where.values()))
        here = [who for who, where in self.where.items() if where == room]
        said = ""
        for number in range(6):
            who = here[number % len(here)]
            said = self.line_of(who, here, said)
        self.add(
            events.SceneEnded, room=room, speakers=here[:2], lines=6, novelty=self.dice.random(), minutes=6,
            end=self.dice.choice(["lull", "farewell", "time", "nothing new"]),
        )  # fmt: skip

    def line_of(self, who: int, here: list[int], cause: str) -> str:
        text = " ".join(self.dice.choices(WORDS, k=self.dice.randint(3, 12))).capitalize() + "."
        to = next((each for each in here if each != who), None)
        said = self.body(events.Said, who, mode="say", text=text, to=to, heard=here, cause=cause, minutes=1)
        if CAST[who][1] in ("agent", "short"):
            self.turn(CAST[who][0].lower(), said, cause)
        return said

    def turn(self, agent: str, said: str, cause: str) -> None:
        asked = self.dice.randint(900, 3000)
        self.add(
            events.Call, "agents", agent=agent, tier="agent", purpose=self.dice.choice(PURPOSES), priority="answer", model="m",
            ok=True, prompt_tokens=asked, cached_tokens=asked - 120, output_tokens=25, queue_seconds=0.1,
            model_seconds=self.dice.random() * 2,
        )  # fmt: skip
        self.add(
            events.Turn, "agents", agent=agent, tier="agent", act=f"{agent}-{said}", verb="say", ok=True, event=said,
            cause=cause, seconds=1.5,
        )  # fmt: skip

    def gossip(self, learnt: str, who: int, new: list[int]) -> str:
        """Let somebody tell the day's fact; return what they said."""
        text = "They say the ward keys lie under the third bridge."
        heard = [who, *new]
        words = self.body(events.Said, who, mode="say", text=text, heard=heard, minutes=3)
        name = CAST[who][0]
        self.add(
            events.Telling, fact=f"r{self.city.day}", who=who, name=name, mode="say", text=text, manner="told", score=0.9,
            learnt=learnt, new=new, like_planted=0.8, like_learnt=0.8, heard=heard, cause=words,
        )  # fmt: skip
        return words


def with_home(home: Path) -> None:
    """Give a home its database's rooms, Ada's persona, and a note in which she promised something."""
    with sqlite3.connect(home / "city.db3") as base:
        base.executescript(
            "CREATE TABLE objects_objectdb (id, db_key, db_location_id, db_destination_id);"
            "CREATE TABLE objects_objectdb_db_tags (objectdb_id, tag_id);"
            "CREATE TABLE typeclasses_tag (id, db_key, db_category);"
        )
        for number, (key, name) in ROOMS.items():
            base.execute("INSERT INTO objects_objectdb VALUES (?, ?, NULL, NULL)", (number, name))
            base.execute("INSERT INTO objects_objectdb_db_tags VALUES (?, ?)", (number, number))
            base.execute("INSERT INTO typeclasses_tag VALUES (?, ?, 'city_id')", (number, key))
    folder = home / "minds" / "ada"
    (folder / "vault").mkdir(parents=True)
    ada = Persona(
        id="ada", name="Ada", tier="agent", home="shop", role="the mender", looks="Oil.", sample=["It ticks. It lies."],
        plan=[PlanLine(at="08:00", place="shop", doing="mending"), PlanLine(at="18:00", place="cafe", doing="supper")],
    )  # fmt: skip
    (folder / "persona.json").write_text(ada.model_dump_json(), encoding="utf-8")
    promise = Change(
        number=1, at=datetime(1890, 3, 1, 12), why="night", note="p2", path="people/bruno-p2.md", before=None,
        after="---\nid: p2\n---\n# Bruno\n\n## What I promised\nTo mend the lamp. To sing for the admiral.\n",
    )  # fmt: skip
    (folder / "vault" / FILE).write_text(promise.model_dump_json() + "\n", encoding="utf-8")
