"""The command of somebody who wants to be forgotten."""

from __future__ import annotations

from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses.acts import TYPED, do_typed

ASKS = (
    "Everybody here would lose what they noted of you: what you said, what they think of you, what they promised you. "
    "It can't be taken back. 'forget me yes' does it; 'help privacy' says what is kept all the same."
)
DONE = "You are forgotten, as far as people here are able to."


class CmdForget(PlainCommand):
    """
    let the people here forget you

    Usage:
      forget me
      forget me yes

    Everybody with a mind takes your words out of their notes, the watcher out of his reports and dossiers. Your notices
    come off the boards, your letters out of all boxes. The city's record and audit log keep what was said; 'help privacy'
    says for how long.
    """

    key = "forget"
    locks = "cmd:all()"

    def func(self) -> None:
        """Ask first."""
        match self.args.casefold().split():
            case ["me", "yes"]:
                do_typed(self.caller, Act(id=TYPED, verb="forget"))
                self.caller.msg(DONE)
            case ["me"]:
                self.caller.msg(ASKS)
            case _:
                self.caller.msg("Usage: forget me")
