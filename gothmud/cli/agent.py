"""``gothmud agent``: a mind's context exactly as the model gets it, what a turn added and why, its notes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from agents.looking import Taken, turn_called, turns_of
from agents.session import Entry, read_all, read_context
from gothmud.cli.notes import notes, session_file
from gothmud.cli.options import Home, Json, chosen
from gothmud.events import Call, Event, Turn
from gothmud.replay.days import events_of

COLOURS = {
    "header": "cyan", "compaction": "magenta", "percept": "", "note": "yellow", "thought": "italic", "reply": "green",
    "outcome": "dim", "cue": "dim",
}  # fmt: skip
Name = Annotated[str, typer.Argument(help="The person's id, such as ada.")]
Which = Annotated[str, typer.Argument(help="A turn: its number, -1 for the last, or an entry's or act's id.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Look into a mind.", no_args_is_help=True)
    for command in (show, diff, why, notes):
        group.command(context_settings={"ignore_unknown_options": True})(command)
    app.add_typer(group, name="agent")


def show(name: Name, home: Home = "", as_json: Json = False) -> None:
    """Print a mind's context from top to bottom, coloured by kind of entry."""
    folder, _ = chosen(home)
    entries = read_context(session_file(folder, name))
    if as_json:
        print(json.dumps([json.loads(each.line()) for each in entries], indent=1))
        return
    Console(soft_wrap=True).print(painted(entries), end="")


def diff(name: Name, turn: Which = "-1", home: Home = "", as_json: Json = False) -> None:
    """Show what a turn added to the context, and what that cost: tokens asked, cached, new."""
    folder, _ = chosen(home)
    taken = turn_called(turns_of(read_all(session_file(folder, name))), turn, name)
    calls = _calls(folder, name, taken)
    if as_json:
        print(json.dumps({
            "turn": taken.number, "entries": [json.loads(each.line()) for each in taken.entries],
            "calls": [each.model_dump(mode="json") for each in calls],
        }, indent=1))  # fmt: skip
        return
    console = Console(soft_wrap=True)
    console.print(f"[b]turn {taken.number}[/b] at {taken.reply.city_time:%F %H:%M}")
    console.print(painted(taken.entries, mark="+ "), end="")
    for each in calls:
        console.print(_cost(each), style="dim")


def why(name: Name, turn: Which = "-1", home: Home = "", as_json: Json = False) -> None:
    """Say why a mind did what it did: what it perceived, which notes came to mind by which rule, which thought."""
    folder, _ = chosen(home)
    taken = turn_called(turns_of(read_all(session_file(folder, name))), turn, name)
    reasons = [reason for each in taken.before if (reason := _reason(each))]
    act = taken.reply.data.get("act") or taken.reply.data.get("own") or {}
    outcome = {key: each.data[key] for each in taken.after for key in ("ok", "reason") if key in each.data}
    told = {
        "turn": taken.number, "by": taken.reply.data.get("by", ""), "thought": taken.reply.data.get("thought", ""),
        "act": act, "outcome": outcome, "because": reasons, "cause": act.get("cause", ""),
    }  # fmt: skip
    if as_json:
        print(json.dumps(told, indent=1))
        return
    print(f"turn {taken.number} of {name}, {taken.reply.city_time:%F %H:%M}")
    for each in reasons:
        print(f"  {each}")
    print(f"  it thought: {told['thought'] or 'nothing'} (worded by: {told['by']})")
    print(
        f"  it did: {act.get('verb') or act.get('name')} {act.get('text', '')}".rstrip()
        + f" -> {outcome or 'no outcome yet'}"
    )


def painted(entries: tuple[Entry, ...] | list[Entry], mark: str = "") -> Text:
    """Return the entries' texts, to the byte, each in its kind's colour, each after ``mark``."""
    return Text.assemble(*((mark + each.text, COLOURS.get(each.kind, "")) for each in entries if each.text))


def _reason(entry: Entry) -> str:
    """Return one line on why an entry stands in the turn; the words are the entry's own."""
    words, data, own = " ".join(entry.text.split())[:100], entry.data, entry.data.get("data", {})
    match entry.kind:
        case "percept":
            return f"perceived {data['percept']['event']}: {words or data['percept']['kind']}"
        case "note" if "rule" in own:
            return f"note '{data['key']}' came to mind by rule '{own['rule']}': {own.get('why', '')}"
        case "note":
            return f"told by {data.get('by') or 'nobody'}: {words}"
        case "thought":
            return f"inner thought '{data.get('key', '')}': {words}"
    return ""


def _calls(folder: Path, name: str, taken: Taken) -> list[Call]:
    """Return the model calls between a turn's first entry and its record."""
    found: list[Call] = []
    since = (taken.reply.real_time - timedelta(days=1)).date().isoformat()  # what is older isn't looked through
    for each in events_of(folder / "record", "agents", ("call", "turn"), since):
        if isinstance(each, Call) and each.agent == name:
            found.append(each)
        elif _ends(each, name, taken):
            return found
        elif isinstance(each, Turn) and each.agent == name:
            found = []
    return []


def _ends(event: Event, name: str, taken: Taken) -> bool:
    return isinstance(event, Turn) and event.agent == name and event.reply_entry == taken.reply.id


def _cost(call: Call) -> str:
    told = [
        f"{each:,}" if each is not None else "not reported"
        for each in (call.prompt_tokens, call.cached_tokens, call.novel_tokens)
    ]
    return (
        f"  {call.purpose}: {told[0]} tokens asked, {told[1]} of them cached, {told[2]} new; {call.model_seconds:.2f} s"
    )
