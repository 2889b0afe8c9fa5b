"""Commands of the night."""

from __future__ import annotations

from gothmud.commands.aim import person_here
from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses.acts import TYPED, do_typed


class CmdSleep(PlainCommand):
    """
    fall asleep where you are

    Usage:
      sleep

    Others see that you are asleep. Until you wake you can do nothing else; what is said beside you still reaches you.
    """

    key = "sleep"
    locks = "cmd:all()"

    def func(self) -> None:
        """Sleep."""
        do_typed(self.caller, Act(id=TYPED, verb="sleep"))


class CmdWake(PlainCommand):
    """
    wake up

    Usage:
      wake
    """

    key = "wake"
    aliases = ["wake up"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Wake."""
        do_typed(self.caller, Act(id=TYPED, verb="wake"))


class CmdShake(PlainCommand):
    """
    shake somebody who is asleep

    Usage:
      shake <name>

    It may wake them. So may speaking to them twice.
    """

    key = "shake"
    locks = "cmd:all()"

    def func(self) -> None:
        """Shake."""
        person, _ = person_here(self.caller, self.args.strip())
        if person is not None:
            do_typed(self.caller, Act(id=TYPED, verb="shake", person=person))
