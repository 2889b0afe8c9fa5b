"""Commands of paper: boards, letters."""

from __future__ import annotations

import re
from typing import Any

from gothmud.commands.aim import fitting, thing_among
from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses.acts import TYPED, Refusal, do_typed
from typeclasses.boards import Board
from typeclasses.post import addressee


class CmdRead(PlainCommand):
    """
    read a board, or anything else

    Usage:
      read
      read <thing>

    By itself it reads the board that is here.
    """

    key = "read"
    locks = "cmd:all()"

    def func(self) -> None:
        """Read it."""
        thing = _board(self.caller)
        if name := self.args.strip():
            thing = thing_among(self.caller, name, [*self.caller.location.things(), *self.caller.things()])
        elif thing is None:
            self.caller.msg("There is nothing to read here.")
        if thing is not None:
            do_typed(self.caller, Act(id=TYPED, verb="look", thing=thing))


class CmdPin(PlainCommand):
    """
    pin a notice to the board that is here

    Usage:
      pin <words>

    Everybody who reads the board sees it, with your name and the hour, until it is old or newer ones push it off.
    """

    key = "pin"
    locks = "cmd:all()"

    def func(self) -> None:
        """Pin it."""
        _at_board(self.caller, "pin", self.args)


class CmdUnpin(PlainCommand):
    """
    take your notice off the board

    Usage:
      unpin
      unpin <a word of it>
    """

    key = "unpin"
    locks = "cmd:all()"

    def func(self) -> None:
        """Take it off."""
        _at_board(self.caller, "unpin", self.args)


class CmdWrite(PlainCommand):
    """
    write a letter, at a post box

    Usage:
      write <name>: <words>

    It waits until the one it is for is in, awake, and reads it. Nobody else reads it.
    """

    key = "write"
    locks = "cmd:all()"

    def func(self) -> None:
        """Write it."""
        name, *words = re.split("[:=]", self.args, maxsplit=1)
        if not words:
            self.caller.msg("To whom, and what? write <name>: <words>")
            return
        try:
            to = addressee(name)
        except Refusal as nobody:
            self.caller.msg(str(nobody))
        else:
            do_typed(
                self.caller, Act(id=TYPED, verb="write", person=to.id, text=fitting(self.caller, words[0].strip()))
            )


class CmdLetters(PlainCommand):
    """
    your letters

    Usage:
      letters
      letters <number>

    With a number it shows that letter.
    """

    key = "letters"
    aliases = ["mail", "letter"]
    locks = "cmd:all()"

    def func(self) -> None:
        """List them, or read one."""
        do_typed(self.caller, Act(id=TYPED, verb="letters", text=self.args.strip()[:10]))


def _at_board(caller: Any, verb: str, line: str) -> None:
    board = _board(caller)
    if board is None:
        caller.msg("There is no board here.")
        return
    act = {"id": TYPED, "verb": verb, "thing": board, "text": fitting(caller, line.strip())}
    do_typed(caller, Act.model_validate(act))


def _board(caller: Any) -> int | None:
    """Return the number of the board that is here."""
    things = caller.location.things() if caller.location else []
    return next((each.id for each in things if isinstance(each, Board)), None)
