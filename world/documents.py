"""A city's files as documents that are changed in place, so that a human's comments, order and quotes stay."""

from __future__ import annotations

import io
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from world.building import Piece, Step

MARK = "---\n"
DERIVED = ("area",)  # fields that files say elsewhere


class Documents:
    """All files of one city's folder. ``do`` brings them one step further, ``write`` writes those that changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rooms = {path: _read(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("rooms/*.yaml"))}
        self._people = {
            _read(head)["id"]: (path, head, prose)
            for path in sorted(folder.glob("cast/*.md"))
            for _, head, prose in [path.read_text(encoding="utf-8").split(MARK, 2)]
        }
        self._changed: set[Path] = set()

    def do(self, step: Step) -> None:
        """Do one step."""
        match step.piece.kind:
            case "room":
                self._room(step)
            case "exit":
                self._part(step, "exits", "name")
            case "thing":
                self._part(step, "things", "id")
            case "person":
                self._person(step)

    def write(self) -> list[str]:
        """Write what changed; return the names of those files."""
        for path in self._changed & self._rooms.keys():
            path.write_text(_written(self._rooms[path]), encoding="utf-8")
        for path, head, prose in self._people.values():
            if path in self._changed:
                path.write_text(f"{MARK}{head}{MARK}{prose}", encoding="utf-8")
        return sorted(str(path.relative_to(self._folder)) for path in self._changed)

    def _room(self, step: Step) -> None:
        piece = step.piece
        if step.do == "create":
            self._new_room(piece)
            return
        path, number = self._find(piece.id)
        self._changed.add(path)
        if step.do == "remove":
            del self._rooms[path][number]
        else:
            _update(self._rooms[path][number], step)

    def _new_room(self, piece: Piece) -> None:
        """Put a new room behind the others of its district."""
        beside = [
            path
            for path, rooms in self._rooms.items()
            if any(each["district"] == piece.fields["district"] for each in rooms)
        ]
        path = beside[-1] if beside else self._folder / "rooms" / f"{piece.fields['district']}.yaml"
        fields = {name: value for name, value in piece.fields.items() if name not in DERIVED}
        self._rooms.setdefault(path, CommentedSeq()).append(CommentedMap({"id": piece.id, **fields}))
        self._changed.add(path)

    def _part(self, step: Step, part: str, by: str) -> None:
        """Change an exit or a thing where it stands, take it out, put it into its room."""
        piece = step.piece
        if step.do == "create":
            made = CommentedMap(({"id": piece.id} if part == "things" else {}) | dict(piece.fields))
            if part == "exits":
                made.fa.set_flow_style()
            self._put(piece.place, part, made)
            return
        path, room, number = self._find_part(piece, part, by)
        self._changed.add(path)
        each = room[part][number]
        _update(each, step)
        if step.do == "remove" or room["id"] != piece.place:
            del room[part][number]
            if not room[part]:
                del room[part]
        if step.do != "remove" and room["id"] != piece.place:
            self._put(piece.place, part, each)

    def _put(self, room: str, part: str, each: CommentedMap) -> None:
        path, number = self._find(room)
        self._rooms[path][number].setdefault(part, CommentedSeq()).append(each)
        self._changed.add(path)

    def _find_part(self, piece: Piece, part: str, by: str) -> tuple[Path, CommentedMap, int]:
        """Return where an exit (in its room) or a thing (in whichever) stands."""
        wanted = piece.id.rpartition("/")[2]
        return next(
            (path, room, number) for path, rooms in self._rooms.items() for room in rooms
            if part == "things" or room["id"] == piece.place
            for number, each in enumerate(room.get(part, ())) if str(each[by]).casefold() == wanted
        )  # fmt: skip

    def _person(self, step: Step) -> None:
        path, head, prose = self._people[step.piece.id]
        document = _read(head)
        for change in step.changes:
            document["home" if change.field == "place" else change.field] = change.now
        self._people[step.piece.id] = path, _written(document), prose
        self._changed.add(path)

    def _find(self, room: str) -> tuple[Path, int]:
        """Return where a room stands."""
        return next(
            (path, number)
            for path, rooms in self._rooms.items()
            for number, each in enumerate(rooms)
            if each["id"] == room
        )


def _update(document: CommentedMap, step: Step) -> None:
    """Write the fields that differ."""
    for change in step.changes:
        if change.field in (*DERIVED, "place"):
            continue
        if change.now is None:
            del document[change.field]
        elif isinstance(change.now, dict) and isinstance(document.get(change.field), dict):
            _merge(document[change.field], change.now)
        else:
            document[change.field] = change.now


def _merge(document: CommentedMap, now: dict[str, Any]) -> None:
    """Bring a mapping to what it is now, key by key."""
    for key in [key for key in document if str(key).casefold() not in now]:
        del document[key]
    present = {str(key).casefold(): key for key in document}
    for key, value in now.items():
        if document.get(present.get(key, key)) != value:
            document[present.get(key, key)] = value


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096  # lines are broken where they were
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _read(text: str) -> Any:
    """Return a document. One that is a list is written two columns further in: so it is read, and comments keep theirs."""
    document = _yaml().load(text)
    return _yaml().load(indent(text, "  ")) if isinstance(document, CommentedSeq) else document


def _written(document: Any) -> str:
    """Return a document's text; a list that is the whole of it begins at the margin."""
    stream = io.StringIO()
    _yaml().dump(document, stream)
    return dedent(stream.getvalue()) if isinstance(document, CommentedSeq) else stream.getvalue()
