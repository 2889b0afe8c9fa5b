"""``gothmud rumor``: plant a fact, and see from mouth to mouth where it went."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from gothmud.cli.options import Home, Json, chosen, chosen_running
from gothmud.cli.rumor_tree import listed, shown
from gothmud.errors import ConfigError, StartError
from gothmud.events import Event, Said
from gothmud.rumors import event_called, followed, story_called
from gothmud.status import ask_world
from world.gossip import Tracker
from world.story import Story

Fact = Annotated[str, typer.Argument(metavar="ID", help="The rumor's id, such as r1.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Plant a fact and follow it from mouth to mouth.", no_args_is_help=True)
    group.command()(plant)
    group.command(name="list")(list_)
    group.command()(show)
    app.add_typer(group, name="rumor")


def plant(
    text: Annotated[str, typer.Argument(help="The fact, one sentence: who, what, where.")] = "",
    names: Annotated[list[str], typer.Option("--with", help="Who knows it (name or id); may be given again.")] = [],  # noqa: B006
    event: Annotated[str, typer.Option(help="Instead: all who saw this event know it. TEXT says what it was.")] = "",
    aliases: Annotated[list[str], typer.Option(help="Other words: 'ward keys=keys, bunch'; may be given again.")] = [],  # noqa: B006
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Let somebody know something, and follow it from now on. Names and nicknames of the cast are known already."""
    folder, ports = chosen_running(home)
    if bool(names) == bool(event):
        raise ConfigError("rumor plant: expected either --with NAME or --event EVENT_ID")
    asked: dict[str, Any] = {"text": text, "names": names, "aliases": dict(map(_alias, aliases))}
    if event:
        asked |= _seen(event_called(folder, event), text)
    if not asked["text"]:
        raise ConfigError("rumor plant: no text; expected a sentence that says who, what and where")
    try:
        told = ask_world(folder, ports, asked, "rumors.json")
    except ValueError as error:
        raise ConfigError(f"rumor plant: {error}") from None
    if told is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    oldest = f" {told['instead_of']}, the oldest, is no longer followed." if told["instead_of"] else ""
    print(
        json.dumps(told) if as_json else f"{told['fact']}: {told['text']} Known to {', '.join(told['knows'])}.{oldest}"
    )


def list_(home: Home = "", as_json: Json = False) -> None:
    """List the facts that are followed: how many know each, how often and how far it was told."""
    folder, _ = chosen(home)
    tracker = followed(folder)
    if as_json:
        print(json.dumps([_summary(each) for each in tracker.stories.values()], indent=1))
    elif tracker.stories:
        Console().print(listed(tracker))
    else:
        print(f"No rumor was planted in {folder}; 'gothmud rumor plant' does.")


def show(fact: Fact, home: Home = "", as_json: Json = False) -> None:
    """Show a fact's way as a tree: who told whom, when, in which words; then who never heard it."""
    folder, _ = chosen(home)
    tracker = followed(folder)
    story = story_called(tracker, fact, folder)
    if as_json:
        print(json.dumps(_whole(tracker, story), indent=1, default=str))
    else:
        Console().print(shown(tracker, story))


def _alias(told: str) -> tuple[str, list[str]]:
    word, sign, others = told.partition("=")
    found = [each.strip() for each in others.split(",") if each.strip()]
    if not (sign and word.strip() and found):
        raise ConfigError(f"rumor plant: --aliases: found '{told}'; expected WORD=OTHER, OTHER")
    return word.strip(), found


def _seen(event: Event, text: str) -> dict[str, Any]:
    """Return what to plant of an event: all who perceived it know it; what was said says itself."""
    knows = {*getattr(event, "heard", []), *filter(None, [getattr(event, "who", None)])}
    if not knows:
        raise ConfigError(f"rumor plant: --event {event.id}: nobody saw it; it is '{event.kind}'")
    words = f"{event.name} said: {event.text}" if isinstance(event, Said) else ""
    return {"text": text or words, "seen": event.id, "knows": sorted(knows)}


def _summary(story: Story) -> dict[str, Any]:
    planted = story.planted
    return {
        "fact": planted.fact, "text": planted.text, "at": planted.city_time and planted.city_time.isoformat(),
        "knowing": len(story.knowing()), "tellings": len(story.tellings), "deepest": story.deepest,
    }  # fmt: skip


def _whole(tracker: Tracker, story: Story) -> dict[str, Any]:
    tellings = [{**asdict(each), "depth": story.depth(each.event)} for each in story.tellings]
    return {
        **_summary(story), "people": tracker.people, "knows": sorted(story.learnt), "tellings": tellings,
        "noted": [asdict(each) for each in story.noted], "never_heard": tracker.never_heard(story.planted.fact),
    }  # fmt: skip
