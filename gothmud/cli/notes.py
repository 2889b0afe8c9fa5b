"""``gothmud agent notes``: an agent's notes, what each night changed, and taking a change back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from agents.memory.vault import Vault
from gothmud.cli.options import Home, Json, chosen
from gothmud.clock import local_wall
from gothmud.errors import ConfigError, nearest


def notes(
    name: Annotated[str, typer.Argument(help="The person's id, such as ada.")],
    note: Annotated[str, typer.Argument(help="A note: its id, or a name or nickname.")] = "",
    history: Annotated[bool, typer.Option("--history", help="Show each change as a diff.")] = False,
    revert: Annotated[int, typer.Option("--revert", help="Take back the change with this number.")] = 0,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """List an agent's notes, print one, show what changed, or take a change back."""
    folder, _ = chosen(home)
    vault = _vault(folder, name)
    wanted = _wanted(vault, note, name) if note else None
    if revert:
        print(vault.revert(revert, local_wall().replace(tzinfo=None)).diff(), end="")
    elif history:
        changes = vault.history(wanted)
        print(
            json.dumps([each.model_dump(mode="json") for each in changes])
            if as_json
            else "\n".join(each.diff() for each in changes)
        )
    elif wanted:
        print((vault.folder / vault.notes[wanted].path).read_text(encoding="utf-8"), end="")
    else:
        _list(vault, as_json)


def _list(vault: Vault, as_json: bool) -> None:
    found = sorted(vault.notes.values(), key=lambda each: each.path)
    if as_json:
        print(json.dumps({"notes": {each.id: each.path for each in found}, "problems": vault.problems}))
        return
    print(vault.folder)
    for each in found:
        print(f"  {each.path:50} {each.name}")
    for problem in vault.problems.values():
        print(f"  ! {problem}")
    for path, target in vault.broken_links():
        print(f"  ! {path}: the link [[{target}]] leads nowhere")


def session_file(folder: Path, name: str) -> Path:
    """Return the session file of a mind. Raises ConfigError for somebody who has none."""
    known, name = [each.parent.name for each in (folder / "minds").glob("*/session.jsonl")], name.casefold()
    if name not in known:
        raise ConfigError(f"agent '{name}': no such mind in {folder}{nearest(name, known)}")
    return folder / "minds" / name / "session.jsonl"


def _vault(folder: Path, name: str) -> Vault:
    return Vault(session_file(folder, name).parent / "vault")


def _wanted(vault: Vault, note: str, name: str) -> str:
    found = [note] if note in vault.notes else vault.resolve(note)
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(f"note '{note}' of '{name}': {len(found)} are called so; expected one of {', '.join(found)}")
    raise ConfigError(
        f"note '{note}' of '{name}': found none{nearest(note, [*vault.notes, *(' '.join(each) for each in vault.names.whole)])}"
    )
