"""Which commands there are, by state of a connection. Evennia's own stay; ours go over those of the same name."""

from __future__ import annotations

from evennia.commands.default.cmdset_account import AccountCmdSet as EvenniaAccountCmdSet
from evennia.commands.default.cmdset_character import CharacterCmdSet as EvenniaCharacterCmdSet
from evennia.commands.default.cmdset_session import SessionCmdSet as EvenniaSessionCmdSet
from evennia.commands.default.cmdset_unloggedin import UnloggedinCmdSet as EvenniaUnloggedinCmdSet

from gothmud.commands.arrival import CmdCreate
from gothmud.commands.hands import CmdDrop, CmdGet, CmdGive, CmdHabit, CmdLook, CmdUse
from gothmud.commands.orientation import CmdMap, CmdTime, CmdWho
from gothmud.commands.speech import CmdChannel, CmdEmote, CmdSay, CmdWhisper

OURS = (
    CmdSay, CmdWhisper, CmdEmote, CmdChannel, CmdLook, CmdUse, CmdGet, CmdDrop, CmdGive, CmdHabit,
    CmdTime, CmdMap, CmdWho,
)  # fmt: skip


class CharacterCmdSet(EvenniaCharacterCmdSet):
    """What somebody in a body can type."""

    def at_cmdset_creation(self) -> None:
        """Add ours."""
        super().at_cmdset_creation()
        for each in OURS:
            self.add(each())


class AccountCmdSet(EvenniaAccountCmdSet):
    """What an account can do besides."""

    def at_cmdset_creation(self) -> None:
        """Leave out stock channels and pages (the city has its own) and the stock who."""
        super().at_cmdset_creation()
        for name in ("channel", "page", "who"):
            self.remove(name)
        self.add(CmdWho())


class SessionCmdSet(EvenniaSessionCmdSet):
    """What a connection can do besides."""


class UnloggedinCmdSet(EvenniaUnloggedinCmdSet):
    """What somebody who is not in yet can type."""

    def at_cmdset_creation(self) -> None:
        """Add ours."""
        super().at_cmdset_creation()
        self.add(CmdCreate())
