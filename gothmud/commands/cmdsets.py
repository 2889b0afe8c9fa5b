"""Which commands there are, by state of a connection. Evennia's own stay; ours go over those of the same name."""

from __future__ import annotations

from typing import Any

from evennia.commands.default import account, general, help, system
from evennia.commands.default.cmdset_account import AccountCmdSet as EvenniaAccountCmdSet
from evennia.commands.default.cmdset_character import CharacterCmdSet as EvenniaCharacterCmdSet
from evennia.commands.default.cmdset_session import SessionCmdSet as EvenniaSessionCmdSet
from evennia.commands.default.cmdset_unloggedin import UnloggedinCmdSet as EvenniaUnloggedinCmdSet

from gothmud.commands.arrival import CmdCreate, CmdPassword
from gothmud.commands.forgetting import CmdForget
from gothmud.commands.hands import CmdDrop, CmdGet, CmdGive, CmdHabit, CmdLook, CmdOwnVerb, CmdUse
from gothmud.commands.learning import CmdSkip, CmdWalk
from gothmud.commands.orientation import CmdGo, CmdMap, CmdTime, CmdWho
from gothmud.commands.photos import CmdPhoto, CmdShow
from gothmud.commands.post import CmdLetters, CmdPin, CmdRead, CmdUnpin, CmdWrite
from gothmud.commands.screenreader import CmdScreenReader, CmdWelcomeScreen
from gothmud.commands.sleeping import CmdShake, CmdSleep, CmdWake
from gothmud.commands.speech import (
    CmdChannel,
    CmdColon,
    CmdEmote,
    CmdHush,
    CmdListen,
    CmdQuote,
    CmdSay,
    CmdWhisper,
)
from gothmud.commands.terminal import CmdIC, CmdOption

OURS = (
    CmdSay, CmdQuote, CmdWhisper, CmdEmote, CmdColon, CmdChannel, CmdHush, CmdListen, CmdLook, CmdUse, CmdGet, CmdDrop, CmdGive, CmdHabit, CmdOwnVerb,
    CmdRead, CmdPin, CmdUnpin, CmdWrite, CmdLetters, CmdPhoto, CmdShow, CmdSleep, CmdWake, CmdShake, CmdTime, CmdGo, CmdMap, CmdWho, CmdForget,
    CmdWalk, CmdSkip, CmdScreenReader,
)  # fmt: skip


# Of Evennia's own, what a player can use (no nicks: their patterns and formats can hold the server up). The rest is for builders and keepers, who get all of it: each command in a
# set costs a little at every line that is typed, and a player could never use them.
FOR_PLAYERS = (
    general.CmdInventory,
    general.CmdSetDesc,
    help.CmdHelp,
    system.CmdAbout,
)
FOR_ACCOUNTS = (
    account.CmdOOCLook, CmdIC, account.CmdOOC, CmdOption, account.CmdQuit, CmdPassword,
    account.CmdStyle, account.CmdColorTest, account.CmdQuell, help.CmdHelp,
)  # fmt: skip


def _builds(owner: Any) -> bool:
    return owner is not None and owner.check_permstring("Builder")


class CharacterCmdSet(EvenniaCharacterCmdSet):
    """What somebody in a body can type."""

    def at_cmdset_creation(self) -> None:
        """Add Evennia's, then ours over them."""
        if _builds(self.cmdsetobj):
            super().at_cmdset_creation()
        for each in (*FOR_PLAYERS, *OURS):
            self.add(each())


class AccountCmdSet(EvenniaAccountCmdSet):
    """What an account can do besides."""

    def at_cmdset_creation(self) -> None:
        """Add Evennia's, less stock channels and pages (the city has its own) and the stock who."""
        if _builds(self.cmdsetobj):
            super().at_cmdset_creation()
            for name in ("channel", "page", "who"):
                self.remove(name)
        for each in (*FOR_ACCOUNTS, CmdWho):
            self.add(each())


class SessionCmdSet(EvenniaSessionCmdSet):
    """What a connection can do besides."""


class UnloggedinCmdSet(EvenniaUnloggedinCmdSet):
    """What somebody who is not in yet can type."""

    def at_cmdset_creation(self) -> None:
        """Add ours."""
        super().at_cmdset_creation()
        for each in (CmdCreate, CmdWelcomeScreen, CmdScreenReader):
            self.add(each())
