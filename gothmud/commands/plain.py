"""What our commands are made of: the words as they were typed, without Evennia's switches and equals signs."""

from __future__ import annotations

from typing import Any

from evennia.commands.command import Command


class PlainCommand(Command):
    """A command that gets what was typed after its name as ``args``; a '/' or a '=' in it means nothing."""

    caller: Any
    account: Any
    session: Any
    cmdset: Any
    cmdstring: str
    args: str
