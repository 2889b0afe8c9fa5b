"""Commands about one's own end of the line: its size and signs, and the body that one is in."""

from __future__ import annotations

from typing import Any

from evennia.commands.default import account

SIZES = ("SCREENWIDTH", "SCREENHEIGHT")
LEAST, MOST = 20, 400  # columns or lines: the server lays out for that many, and everybody waits meanwhile


class CmdOption(account.CmdOption):
    """
    set how your client is written to

    Usage:
      option
      option <name> = <value>
      option/save
      option/clear

    By itself it lists what there is, such as ENCODING and SCREENWIDTH. With /save it is kept for the next time.
    """

    lhs: Any
    rhs: Any

    def func(self) -> None:
        """Set it; a screen has a size that a screen may have."""
        name, size = str(self.lhs or "").strip().upper(), str(self.rhs or "").strip()
        if name in SIZES and size and not (size.isdecimal() and len(size) < 5 and LEAST <= int(size) <= MOST):
            self.msg(f"{name}: found '{size[:20]}'; expected {LEAST} to {MOST}.")
            return
        super().func()


class CmdIC(account.CmdIC):
    """
    step back into your body

    Usage:
      ic
    """

    def func(self) -> None:
        """Step into the one body that a player has; builders and keepers may name another."""
        if self.account.check_permstring("Builder"):
            super().func()
            return
        try:
            self.account.puppet_object(self.session, next(iter(self.account.characters.all()), None))
        except RuntimeError as error:
            self.msg(f"|rYou can't step into your body: {error}|n")
