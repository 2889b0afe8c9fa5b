"""Commands of the first walk."""

from __future__ import annotations

from gothmud.commands.plain import PlainCommand
from typeclasses import walking

NOT_WALKING = "You are on no first walk; 'walk' begins one."


class CmdWalk(PlainCommand):
    """
    a first walk of two minutes

    Usage:
      walk
      walk stop

    It tells you one thing to try at a time, and the next once you have done it. 'skip' passes over one. You may begin
    again as often as you like.
    """

    key = "walk"
    aliases = ["tutorial"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Begin, or stop."""
        if self.args.strip() != "stop":
            walking.begin(self.caller)
        elif walking.is_walking(self.caller):
            walking.stop(self.caller)
            self.caller.msg("You go your own way.")
        else:
            self.caller.msg(NOT_WALKING)


class CmdSkip(PlainCommand):
    """
    pass over a step of the first walk

    Usage:
      skip
    """

    key = "skip"
    locks = "cmd:all()"

    def func(self) -> None:
        """Pass over it."""
        if walking.is_walking(self.caller):
            walking.skip(self.caller)
        else:
            self.caller.msg(NOT_WALKING)
