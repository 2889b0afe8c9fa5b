"""The screen-reader mode: nothing drawn, one thing a line, no colours. It belongs to the connection, kept by the account."""

from __future__ import annotations

from evennia.commands.default.unloggedin import CmdUnconnectedLook

from gothmud.commands.plain import PlainCommand
from server.conf.connection_screens import connection_screen

FLAG = "SCREENREADER"  # Evennia's: the portal takes out colours and rules; clients that announce it by MTTS set it
SAVED = "_saved_protocol_flags"  # Evennia's: what an account keeps of its flags


class CmdScreenReader(PlainCommand):
    """
    text for a screen reader, on or off

    Usage:
      screenreader

    The map comes as sentences, people as lines, and nothing is drawn. It stays so at your next visit. It works before
    you log in, too.
    """

    key = "screenreader"
    locks = "cmd:all()"

    def func(self) -> None:
        """Change it."""
        on = not self.session.screen_reader
        self.session.update_flags(**{FLAG: on})
        if account := self.session.account:
            account.attributes.add(SAVED, {**account.attributes.get(SAVED, default={}), FLAG: on})
        self.msg(f"Screen reader mode is {'on' if on else 'off'}.")


class CmdWelcomeScreen(CmdUnconnectedLook):
    """
    the welcome screen again

    Usage:
      look
    """

    def func(self) -> None:
        """Show it, without the drawing to whoever has it read to them."""
        self.msg(connection_screen(drawn=not self.session.screen_reader))
