"""``gothmud replay summary``, ``timeline``, ``scene``: what happened, for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from gothmud.cli.options import Home, Json
from gothmud.cli.replay import Logs, reading
from gothmud.cli.table import as_json_text, printed
from gothmud.manifest import FILE_NAME, Start, read
from gothmud.replay.names import names_in
from gothmud.replay.scene import moment, scene_at
from gothmud.replay.summary import summary_of
from gothmud.replay.timeline import Moment, timeline_of


def summary(logs: Logs = None, home: Home = "", as_json: Json = False) -> None:
    """Show how long, who lived in it, what the model was asked, how often what happened."""
    with reading(logs, home) as record:
        found = summary_of(record)
        folders = list(dict.fromkeys(each.path.parent for each in record.files))
    if as_json:
        print(as_json_text(found))
        return
    for each in found["span"]:
        print(_span(each))
    for folder in folders:
        print("\n".join(_made(read(folder / FILE_NAME).starts)))
    for name in ("people", "model", "kinds"):
        print(f"\n{name}\n{printed(_bare(found[name]))}")


def timeline(
    name: Annotated[str, typer.Argument(help="A person: name, a word of it, a mind's id, or the number.")],
    logs: Logs = None,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Show a person's days: what they did, where, and (indented) what went on in their mind."""
    with reading(logs, home) as record:
        names = names_in(record)
        moments = timeline_of(record, names.find_person(name), names)
    print(as_json_text([asdict(each) for each in moments]) if as_json else "\n".join(_told(moments)))


def scene(
    room: Annotated[str, typer.Argument(help="A room: its number, or its name where the home is at hand.")],
    time: Annotated[str, typer.Argument(help="City time: 18:05 (of the last day), or 2026-11-24T18:05.")],
    logs: Logs = None,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Show what happened in a room around a moment, as a transcript with who heard what."""
    with reading(logs, home) as record:
        names = names_in(record)
        city, number = names.find_room(room)
        lines = scene_at(record, city, number, moment(record, city, time), names)
    if as_json:
        print(as_json_text([asdict(each) for each in lines]))
        return
    print(f"{names.room(city, number)}, {lines[0].at:%F %H:%M}")
    for each in lines:
        print(f"{each.at:%H:%M:%S}  {each.text}\n          {each.id}, heard by: {each.heard}")


COMMANDS = (summary, timeline, scene)


def _span(row: dict[str, Any]) -> str:
    city = f"{row['begins']:%F %H:%M} to {row['ends']:%F %H:%M}" if row["begins"] else "no city time"
    return (
        f"{row['city']}: {city} ({row['real_begins']:%F %T} to {row['real_ends']:%T} UTC), {row['events']:,} events in "
        f"{row['files']} files"
    )


def _made(starts: list[Start]) -> list[str]:
    """Return what a record was made with, a line a start that differed from the one before."""
    return [
        f"  since {each.at:%F %T} UTC: {each.city}, model {each.model or 'unknown'} at {each.endpoint or 'no address'}, "
        f"seed {each.seed}, gothmud {each.versions.get('gothmud', '?')}, {each.prices}{f'; {each.note}' if each.note else ''}"
        for each in starts
    ]


def _bare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without the city where there is only one."""
    if len({each["city"] for each in rows}) > 1:
        return rows
    return [{key: value for key, value in each.items() if key != "city"} for each in rows]


def _told(moments: list[Moment]) -> list[str]:
    lines: list[str] = []
    day = room = ""
    for each in moments:
        if each.at and f"{each.at:%F}" != day:
            day = f"{each.at:%F}"
            lines.append(f"{each.at:%A %F}")
        if each.room != room:
            room = each.room
            lines.append(f"  {room}")
        at = f"{each.at:%H:%M:%S}" if each.at else " " * 8
        lines.append(f"    {at}  {'    ' if each.inner else ''}{' '.join(each.text.split())}  [{each.id}]")
    return lines
