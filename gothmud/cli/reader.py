"""``gothmud reader``: the mind that reads the city for whoever runs it: nudged, asked, or talked with."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from gothmud.cli.options import Home, Json, chosen
from gothmud.config import Settings
from gothmud.errors import StartError
from gothmud.reader.asking import Found, find, shown
from gothmud.reader.briefing import Written, write_briefing
from gothmud.reader.model import reach
from gothmud.reader.sitting import sit


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Read what the city writes: briefings, questions, talk.", invoke_without_command=True)
    group.callback()(reader)
    for command in (now, ask, chat):
        group.command()(command)
    app.add_typer(group, name="reader")


def reader(context: typer.Context, home: Home = "") -> None:
    """Sit at the desk and write a briefing whenever it is time (setting reader.at), until Ctrl-C."""
    if context.invoked_subcommand:
        return
    folder, settings = _city(home)
    print(f"The reader sits down; it writes at {', '.join(settings.reader.at)}. Ctrl-C ends it.")
    _run(sit(folder, settings, _said))


def now(home: Home = "", as_json: Json = False) -> None:
    """Write one briefing on what changed since the last one, and print it."""
    folder, settings = _city(home)
    written = _run(_briefed(folder, settings))
    for each in written.trouble:
        print(each, file=sys.stderr)
    print(
        json.dumps({"path": str(written.path), "text": written.text})
        if as_json
        else f"{written.path}\n\n{written.text}"
    )


def ask(
    question: Annotated[list[str], typer.Argument(help="What you want to know.")],
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Answer a question with quotes from the record and their places in it."""
    folder, settings = _city(home)
    found = _run(_found(folder, settings, " ".join(question)))
    if not as_json:
        print(shown(found, folder))
        return
    quotes = [
        {"id": each.id, "name": each.name, "text": each.text, "at": str(each.at or ""), "room": each.room}
        | ({"file": str(place.file), "line": place.line} if (place := found.places.get(each.id)) else {})
        for each in found.quotes
    ]
    print(
        json.dumps({"question": found.question, "answer": found.answer, "quotes": quotes}, ensure_ascii=False, indent=1)
    )


def chat(home: Home = "") -> None:
    """Talk with the reader, line by line; Ctrl-D ends it."""
    folder, settings = _city(home)
    _run(_talked(folder, settings))


async def _briefed(folder: Path, settings: Settings) -> Written:
    async with reach(folder, settings) as way:
        return await write_briefing(folder, settings, way)


async def _found(folder: Path, settings: Settings, question: str) -> Found:
    async with reach(folder, settings) as way:
        return await find(folder, question, way)


async def _talked(folder: Path, settings: Settings) -> None:
    await sit(folder, settings, _said, _typed())


async def _typed() -> AsyncIterator[str]:
    """Yield what is typed; a thread waits for it, so that nothing else does."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str]()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=read, daemon=True, name="prompt").start()
    while line := await lines.get():
        yield line


def _said(line: str) -> None:
    print(line, flush=True)


def _city(home: str) -> tuple[Path, Settings]:
    """Return home and settings. Raises StartError for a home that isn't there: the reader makes none."""
    folder, settings = chosen(home)
    if not folder.is_dir():
        raise StartError(f"{folder}: found no home of a city; expected one that 'gothmud up' made, or --home")
    return folder, settings


def _run[T](work: Coroutine[Any, Any, T]) -> T:
    """Run it; what the disk doesn't take is said in one line."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except OSError as error:
        raise StartError(
            f"reader: its files can't be written: {error}; what was begun is begun again next time"
        ) from None
