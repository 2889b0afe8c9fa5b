"""``gothmud replay why``, ``anomalies``, ``check``: why something happened, what looks wrong, what can't be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from gothmud.cli.options import Home, Json
from gothmud.cli.replay import Logs, reading
from gothmud.cli.table import as_json_text, printed
from gothmud.replay.anomalies import anomalies_in
from gothmud.replay.check import check_of
from gothmud.replay.names import Names, homes_of, names_in
from gothmud.replay.prompt import context_before
from gothmud.replay.telling import told
from gothmud.replay.why import Reason, city_of
from gothmud.replay.why import why as steps_of


def why(
    event: Annotated[str, typer.Argument(help="An event's id, such as world-120.")],
    logs: Logs = None,
    prompt: Annotated[bool, typer.Option("--prompt", help="Print the exact context of the first turn found.")] = False,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Go back from an event to its causes: the turn, what it perceived, notes, thoughts, model calls."""
    with reading(logs, home) as record:
        city = city_of(record, event)
        steps = steps_of(record, city, event)
        names, homes = names_in(record), homes_of(record)
    turn = next((each.turn for each in steps if each.turn), None)
    found = context_before(homes[city], turn["agent"], turn["reply_entry"] or "") if turn and city in homes else None
    if as_json:
        print(as_json_text({"steps": [asdict(each) for each in steps], "prompt": found}))
    elif prompt:
        print("\n".join(f"--- {each['role']}\n{each['content']}" for each in found or ()) or _no_prompt())
    else:
        print("\n".join(line for each in steps for line in _step(each, names)))
        if found:
            size = sum(len(each["content"]) for each in found)
            print(f"the prompt: {size:,} characters in {len(found)} messages; --prompt prints it")


def anomalies(logs: Logs = None, home: Home = "", as_json: Json = False) -> None:
    """List what looks wrong: stuck, silent, repeating, starved, slow, refused, claims, failed."""
    with reading(logs, home) as record:
        found = [asdict(each) for each in anomalies_in(record)]
    print(as_json_text(found) if as_json else printed(found))


def check(logs: Logs = None, home: Home = "", as_json: Json = False) -> None:
    """Check causality and completeness; a line a finding, exit status 1 where there is one."""
    with reading(logs, home, quiet=True) as record:
        found = check_of(record)
    if as_json:
        print(as_json_text([asdict(each) for each in found]))
    else:
        print("\n".join(str(each) for each in found) or "all is in order")
    raise typer.Exit(1 if found else 0)


COMMANDS = (why, anomalies, check)


def _step(step: Reason, names: Names) -> list[str]:
    event, turn = step.event, step.turn
    at = f"{event['city_time']:%F %T}" if event["city_time"] else "no city time"
    lines = [f"{event['id']}  {at}  {told(event, names)}"]
    if turn:
        lines.append(f"  by turn {turn['id']} of {turn['agent']}, {turn['seconds']:.2f} s, worded by {turn['by']}")
        lines += [f"  perceived {each['id']}: {told(each, names)}" for each in step.perceived]
        lines += [f"  {each['id']}: {' '.join(told(each, names).split())}" for each in step.inner]
    if event["cause"]:
        lines.append("because of")
    return lines


def _no_prompt() -> str:
    return (
        "the prompt isn't at hand: it stands in the mind's session file, in the city's home (agents of the full manner)"
    )
