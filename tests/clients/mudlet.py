"""A stand-in for Mudlet: our package's scripts under a stubbed API, in a real Lua 5.1, fed with real messages."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lupa.lua51 import LuaRuntime

from gothmud.web.package import mudlet_package
from gothmud.wire import Message

API = Path(__file__).with_name("mudlet.lua")


class Mudlet:
    """A profile in which the package is installed. What it drew is read through ``lua``."""

    def __init__(self, package: bytes | None = None) -> None:
        self.lua: Any = LuaRuntime(unpack_returned_tuples=True)
        self.lua.execute(API.read_text(encoding="utf-8"))
        with ZipFile(io.BytesIO(package or mudlet_package())) as packed:
            self.lua.execute(packed.read("config.lua").decode())
            self.scripts = ET.fromstring(packed.read(f"{self.lua.globals().mpackage}.xml")).iterfind(".//Script")
        for each in self.scripts:
            self.lua.execute(each.findtext("script"))

    def get(self, *messages: Message) -> None:
        """Take messages as Mudlet does: into the table ``gmcp``, then one event for each part of the name."""
        for each in messages:
            package, _, body = each.encode().partition(" ")
            table, parts = self.lua.globals().gmcp, package.split(".")
            for part in parts[:-1]:
                table[part] = table[part] or self.lua.table()
                table = table[part]
            table[parts[-1]] = self._value(json.loads(body))
            for count in range(1, len(parts) + 1):
                self.lua.globals().raiseEvent(".".join(["gmcp", *parts[:count]]))

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self.lua.table_from({key: self._value(each) for key, each in value.items()})
        if isinstance(value, list):
            return self.lua.table_from([self._value(each) for each in value])
        return value

    def told(self, console: str) -> list[str]:
        """Return the lines of one of the package's consoles."""
        return self.lua.globals().consoles[f"gothmud.{console}"].text.splitlines()

    def label(self, name: str) -> str:
        """Return the text of one of its labels."""
        return self.lua.globals().labels[f"gothmud.{name}"].text

    def room(self, num: int) -> dict[str, Any]:
        """Return a room of its map."""
        room = self.lua.globals().rooms[num]
        return {key: value if isinstance(value, str | int) else dict(value) for key, value in room.items()}
