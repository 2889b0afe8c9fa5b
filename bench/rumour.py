"""A fact planted with one of twelve: how many know it after a day and after two, how deep its tree is, and how far the
tracker can be believed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.city import Home, a_city
from bench.results import Result, bar, spread
from bench.twelve import twelve
from gothmud.clock import block, stopwatch
from gothmud.errors import StartError
from gothmud.rumors import followed
from gothmud.status import ask_world
from world.story import Story

TEXT = "The mayor sold the bronze bell of the tower for scrap."
ALIASES = {"mayor": ["his honour", "the man from the town hall"]}
OTHER_WORDS = {
    "The mayor": ("His honour", "The man from the town hall", "Somebody"), "sold": ("has sold", "gave away"),
    "bronze bell": ("old bronze bell", "bell", "great bell"), " of the tower": ("", " from the tower"),
    "for scrap": ("as scrap", "for a bag of coins", "for nothing"), "scrap": ("old metal",),
}  # fmt: skip
PLANTED_WITH = "hester"
DAYS = 2
WITHIN = 780.0  # real seconds
LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Days:
    """Two days of twelve people. ``said`` are the words in which the model told on, in order."""

    story: Story
    people: int
    planted: datetime
    said: list[str]
    real_seconds: float


def run(days: float = DAYS) -> Result:
    """Live two days with the wish to tell, and two without; hold the tracker against the labelled lines."""
    on, off = lived(days), lived(days, wish=False)
    rows = [_row("with the wish to tell", on), _row("without (-gossip)", off)]
    matcher = _matcher()
    rows += [[f"labelled lines, {name}", *_shares(each)] for name, each in matcher.items()]
    found = {each.text for each in on.story.tellings}
    missed = sum(each not in found for each in on.said)
    held = matcher["held out"]
    return Result(
        name="rumour", command="uv run python -m bench rumour",
        measures="A fact planted with one of twelve agents: who knows it after one and two days, how far it went, and whether "
        "the tracker's tellings are tellings.",
        how=[
            "A whole city (world, portal, agents), the shipped one with all twelve of its cast as agents with plans, on the fast clock "
            f"for {days:g} city days, full manner, `gossip` as in the cast's default; the fact is planted with `gothmud rumor`'s request: "
            f"'{TEXT}'.",
            "The model is a script: it follows its plan, chats in ready phrases, and follows four wishes to tell out of five, each time in "
            "other words (tests/scripted/gossiping.py). So the figures are the harness's, not a model's.",
            "Know it: heard it from somebody while awake, by the tracker. Mouths: steps of the longest way from the planting.",
            "Labelled lines: tests/data/tellings.yaml, labelled by hand before the matcher was tuned; its numbers were chosen on three of the "
            "six facts, the other three are held out.",
        ],
        caveats=[
            "For comparison: in Generative Agents' paper (arXiv 2304.03442) two facts planted with one of 25 were known to 32 % and 52 % after two "
            "days. There a large model told by itself; here a script obeys a wish, so the two aren't one measurement.",
            "The lines were written and labelled by who wrote the matcher. Sentences of a script are easier than a model's.",
        ],
        columns=["what", "after 1 day", "after 2 days", "mouths", "tellings", "the same words as planted"], rows=rows,
        bars=[
            bar("share of twelve who know it after two days", _known(on, 2) / on.people, 0.32, most=False),
            bar("tellings of the run that the tracker missed", missed, 0, most=True),
            bar("share of its tellings that held-out labels confirm", held["precision"], 0.9, most=False),
        ],
        data={"with": _data(on), "without": _data(off), "matcher": matcher, "missed": missed},
    )  # fmt: skip


def lived(days: float, *, wish: bool = True) -> Days:
    """Let the city live; return what became of the fact."""
    from tests.scripted import Scripted
    from tests.scripted.gossiping import gossiping

    said: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="gothmud-bench-") as folder,
        Scripted(gossiping(OTHER_WORDS, said)) as model,
    ):
        city = twelve(Path(folder) / "twelve")
        minds = {"always": True} if wish else {"always": True, "behaviours": ["-gossip"]}
        with a_city(
            city={"name": str(city)}, model={"endpoint": model.url, "freedom": "full"}, minds=minds
        ) as home:  # fmt: skip
            began = stopwatch()
            minds_in(home)  # a newborn mind starts with its first moment: what was before it never reaches it
            planted = _plant(home)
            let_live(home, planted + timedelta(days=days))
            tracker = followed(home.folder)
            return Days(tracker.stories["r1"], len(tracker.people), planted, said, stopwatch() - began)


def minds_in(home: Home) -> None:
    """Wait until all minds are in their bodies. Raises StartError where they don't come."""
    ends = stopwatch() + 60
    while stopwatch() < ends:
        people = (ask_world(home.folder, home.ports) or {}).get("people", [])
        if people and all(each["awake"] for each in people):
            return
        block(LOOK)
    raise StartError("not all minds were in their bodies within 60 s")


def _plant(home: Home) -> datetime:
    asked = {"text": TEXT, "names": [PLANTED_WITH], "aliases": ALIASES}
    if ask_world(home.folder, home.ports, asked, "rumors.json") is None:
        raise StartError("the world took no rumor")
    state = ask_world(home.folder, home.ports)
    return datetime.fromisoformat(state["clock"]["city"]) if state else datetime.min


def let_live(home: Home, until: datetime) -> None:
    """Let the clock jump to ``until``. Raises StartError where it doesn't come there."""
    ask_world(home.folder, home.ports, {"fast": True, "until": until.isoformat()})
    ends = stopwatch() + WITHIN
    while stopwatch() < ends:
        state = ask_world(home.folder, home.ports)
        if state and datetime.fromisoformat(state["clock"]["city"]) >= until:
            return
        block(LOOK)
    raise StartError(f"the city didn't come to {until:%F %H:%M} within {WITHIN:g} s")


def _known(days: Days, day: int) -> int:
    return len(days.story.knowing(days.planted + timedelta(days=day)))


def _row(name: str, days: Days) -> list[str]:
    known = [f"{_known(days, day)} of {days.people} ({_known(days, day) / days.people:.0%})" for day in (1, 2)]
    like = spread([each.like_planted for each in days.story.tellings], digits=2)
    words = f"p50 {like['p50']}, least {like['least']}" if like["n"] else "-"
    return [name, *known, str(days.story.deepest), str(len(days.story.tellings)), words]


def _data(days: Days) -> dict[str, Any]:
    return {
        "people": days.people, "known": {day: _known(days, day) for day in (1, 2)}, "deepest": days.story.deepest,
        "tellings": len(days.story.tellings), "said": len(days.said), "real_seconds": round(days.real_seconds, 1),
        "like_planted": spread([each.like_planted for each in days.story.tellings], digits=2),
        "like_learnt": spread([each.like_learnt for each in days.story.tellings], digits=2),
    }  # fmt: skip


def _matcher() -> dict[str, dict[str, float]]:
    from tests.world.labelled import figures, labelled

    parts = {
        "tuned": [each for each in labelled() if each.tuned],
        "held out": [each for each in labelled() if not each.tuned],
    }
    found = {name: figures(lines) for name, lines in parts.items()}
    return {
        name: {"lines": each.lines, "precision": round(each.precision, 3), "recall": round(each.recall, 3)}
        for name, each in found.items()
    }


def _shares(part: dict[str, float]) -> list[str]:
    return [f"precision {part['precision']:.0%}", f"recall {part['recall']:.0%}", "", f"{part['lines']:g} lines", ""]
