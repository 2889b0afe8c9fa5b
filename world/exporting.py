"""A stored city back to files: the files' own comments and order stay, only what differs is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gothmud.errors import CityError
from world.building import Piece, Step, compare, pieces_of
from world.clean import cleaned
from world.documents import Documents
from world.load import load_city

PARTS = ("rooms", "cast")


def export_city(source: Path, target: Path, stored: Iterable[Piece]) -> list[str]:
    """Write the files of ``source``, changed to what is stored, to ``target``; return the names of those that changed.

    Raises CityError, and writes nothing, where what is stored can't be said in files.
    """
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "city"
        _copy(source, draft)
        changed = _edit(draft, list(stored))
        try:
            load_city(draft)
        except CityError as error:
            raise CityError(
                f"as it is in the game, it is no sound city:\n{str(error).replace(f'{draft}/', '')}"
            ) from None
        _copy(draft, target)
    return changed


def _edit(folder: Path, stored: list[Piece]) -> list[str]:
    steps = compare(_told_one_way(map(_clean, stored)), pieces_of(load_city(folder)), prune=True)
    documents = Documents(folder)
    for step in steps.steps:
        if not _stays(step):
            documents.do(step)
    return documents.write()


def _stays(step: Step) -> bool:
    """Return whether a file says it better: nobody changes the city's own file in the game, or lets somebody move out."""
    return step.piece.kind == "city" or (step.piece.kind == "person" and step.do in ("create", "remove"))


def _clean(piece: Piece) -> Piece:
    return piece if piece.kind == "city" else replace(piece, fields=cleaned(dict(piece.fields)))


def _told_one_way(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces; an exit without a way back says so, as files have to."""
    found = list(pieces)
    ways = {(each.place, each.fields["to"]) for each in found if each.kind == "exit"}
    return [
        replace(each, fields={**each.fields, "one_way": True})
        if each.kind == "exit" and (each.fields["to"], each.place) not in ways else each
        for each in found
    ]  # fmt: skip


def _copy(source: Path, target: Path) -> None:
    """Copy a city's files, and nothing else that lies there."""
    for name in ("", *PARTS):
        (target / name).mkdir(parents=True, exist_ok=True)
    for path in (
        source / "city.yaml",
        *source.glob("yearbook.yaml"),
        *source.glob("rooms/*.yaml"),
        *source.glob("cast/*.md"),
    ):
        if path.resolve() != (to := target / path.relative_to(source)).resolve():
            shutil.copyfile(path, to)
