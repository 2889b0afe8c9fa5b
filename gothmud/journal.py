"""Append-only JSON lines: one writer a file. Used by the record and by a mind's session file."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from gothmud.errors import RecordError


class Journal:
    """A file of JSON lines that only grows. Opened by one writer; a torn last line is set aside at opening."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.torn = set_aside_torn_line(path)
        self._file = open(path, "ab", buffering=0)  # noqa: SIM115 - held open for the writer's life
        self._end = self._file.tell()

    def append(self, line: dict[str, Any], *, sync: bool = False) -> None:
        """Write one line; see ``put``."""
        self.put(json.dumps(line, ensure_ascii=False, separators=(",", ":")), sync=sync)

    def put(self, *lines: str, sync: bool = False) -> None:
        """Write lines, JSON already, in one system call. With ``sync`` they are on disk on return. Raises OSError (disk
        full) and then leaves none of them behind, nor a half one."""
        data = "\n".join((*lines, "")).encode()
        try:
            if self._file.write(data) != len(data):
                raise OSError(errno.ENOSPC, "short write: is the disk full?")
            if sync:
                self.sync()
        except OSError:
            self._file.truncate(self._end)
            raise
        self._end += len(data)

    def follow(self) -> None:
        """Take over what another process has appended: only where there is a second writer after all."""
        self._end = self._file.seek(0, os.SEEK_END)

    def sync(self) -> None:
        """Return once all that was written is on disk. May be called from another thread. Raises OSError."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def set_aside_torn_line(path: Path) -> bytes:
    """Cut a last line without a newline off ``path`` and keep it in ``path.torn``. Returns what was cut.

    Only the tail of the file is read.
    """
    if not path.exists():
        return b""
    with open(path, "rb+") as file:
        end = file.seek(0, os.SEEK_END)
        start = _start_of_last_line(file, end)
        file.seek(start)
        torn = file.read()
        if torn:
            with open(path.with_name(path.name + ".torn"), "ab") as aside:
                aside.write(torn + b"\n")
            file.truncate(start)
    return torn


def _start_of_last_line(file: Any, end: int) -> int:
    step = 65536
    position = end
    while position > 0:
        begin = max(0, position - step)
        file.seek(begin)
        found = file.read(position - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        position = begin
    return 0


def last_line(path: Path) -> dict[str, Any] | None:
    """Return the last whole line of a file, or None where there is none. Only the tail is read."""
    if not path.exists():
        return None
    with open(path, "rb") as file:
        end = _start_of_last_line(file, file.seek(0, os.SEEK_END))
        if end == 0:
            return None
        start = _start_of_last_line(file, end - 1)
        file.seek(start)
        return _parsed(path, "last line", file.read(end - start))


def read_lines(path: Path, offset: int = 0, first: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the file's lines, or those from byte ``offset`` on, where line ``first`` begins. A torn last line is passed over (its writer will set it aside).

    Raises RecordError with file and line number for a bad line in the middle.
    """
    if not path.exists():
        return
    with open(path, "rb") as file:
        file.seek(offset)
        for number, raw in enumerate(file, first):
            if not raw.endswith(b"\n"):
                return
            yield _parsed(path, number, raw)


def lines_with(path: Path, field: str, values: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines whose ``field`` is one of these; the others aren't parsed. Raises RecordError as ``read_lines``."""
    marks = _marks(field, values)
    with open(path, "rb") as file:
        for number, raw in enumerate(file, 1):
            if raw.endswith(b"\n") and any(each in raw for each in marks):
                line = _parsed(path, number, raw)
                if line.get(field) in values:
                    yield line


def lines_since(path: Path, offset: int, field: str, values: Collection[str]) -> tuple[list[dict[str, Any]], int]:
    """Return what ``lines_with`` finds in the whole lines from ``offset`` on, and the offset behind the last of them."""
    marks, found = _marks(field, values), []
    with open(path, "rb") as file:
        file.seek(offset)
        for raw in file:
            if not raw.endswith(b"\n"):
                break
            if (
                any(each in raw for each in marks)
                and (line := _parsed(path, f"byte {offset}", raw)).get(field) in values
            ):
                found.append(line)
            offset += len(raw)
    return found, offset


def _marks(field: str, values: Collection[str]) -> list[bytes]:
    """Return what stands in a line whose field is one of these."""
    return [json.dumps({field: each}, separators=(",", ":"))[1:-1].encode() for each in values]


def _parsed(path: Path, number: int | str, raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise RecordError(f"{path}:{number}: no JSON: {error}; move the line out of the file to go on") from None
    if not isinstance(value, dict):
        raise RecordError(f"{path}:{number}: found {type(value).__name__}, expected an object")
    return value
