"""A fact's way as a tree, and all facts as a table."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from world.gossip import Tracker
from world.story import Retelling, Story

SAID = {"say": "", "whisper": "whispered", "emote": "shown", "channel": "over the city", "letter": "in a letter"}


def listed(tracker: Tracker) -> Table:
    """Return the table of all facts."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("id", "planted", "know it", "tellings", "mouths", "text"):
        table.add_column(column)
    for name, story in tracker.stories.items():
        know = f"{len(story.knowing())} of {len(tracker.people)}"
        table.add_row(
            name,
            _hour(story.planted.city_time),
            know,
            str(len(story.tellings)),
            str(story.deepest),
            escape(story.planted.text),
        )
    return table


def shown(tracker: Tracker, story: Story) -> RenderableType:
    """Return a fact's tree, those who only wrote it down, and those who never heard it."""
    planted = story.planted
    names = ", ".join(tracker.people.get(each, str(each)) for each in planted.knows)
    how = "seen by" if planted.seen else "planted with"
    tree = Tree(
        Text.assemble(
            (planted.fact, "bold"), f"  {planted.text}  ", (f"{_hour(planted.city_time)}, {how} {names}", "dim")
        )
    )
    _branch(tree, tracker, story, story.under(planted.id))
    if strays := story.under(""):
        _branch(tree.add(Text("told by somebody of whom nobody saw how they knew", "dim")), tracker, story, strays)
    parts: list[RenderableType] = [tree]
    parts += [
        Text(f"{tracker.people.get(each.who, each.who)} wrote it down, {_hour(each.at)}: {each.text}", "italic")
        for each in story.noted
    ]
    never = tracker.never_heard(planted.fact)
    return Group(*parts, Text(f"Never heard it: {', '.join(never) or 'nobody'}.", "yellow"))


def _branch(tree: Tree, tracker: Tracker, story: Story, tellings: list[Retelling]) -> None:
    """Hang tellings below what they were learnt by; each event is in the tree once, so it ends."""
    for each in tellings:
        _branch(tree.add(_line(tracker, each)), tracker, story, story.under(each.event))


def _line(tracker: Tracker, telling: Retelling) -> Text:
    new = ", ".join(tracker.people.get(each, str(each)) for each in telling.new)
    marks = [
        SAID[telling.mode],
        telling.manner if telling.manner != "told" else "",
        f"{telling.like_learnt:.0%} the same words",
    ]
    return Text.assemble(
        (f"{_hour(telling.at)}  ", "dim"), (telling.name, "bold"), " to ", (new or "nobody new", "bold" if new else "dim"),
        f": {telling.text}", (f"  ({', '.join(filter(None, marks))})", "dim"),
    )  # fmt: skip


def _hour(at: object) -> str:
    return f"{at:%a %H:%M}" if at else ""
