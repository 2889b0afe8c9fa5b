"""Commands before one is in: make an account and walk in at once."""

from __future__ import annotations

import re

from django.conf import settings
from evennia.commands.default import account
from evennia.utils.utils import class_from_module

from gothmud.commands.plain import PlainCommand

USAGE = 'Usage: create <name> <password>   (with spaces: create "my name" "my password")'


class CmdCreate(PlainCommand):
    """
    make an account and come in

    Usage:
      create <name> <password>
      create "my name" "my password"
    """

    key = "create"
    aliases = ["cre", "cr"]
    locks = "cmd:all()"
    arg_regex = r"\s.*?|$"

    def func(self) -> None:
        """Make it, then log in: nobody should have to type their password twice to see a city."""
        session = self.caller
        parts = [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', self.args)]
        if len(parts) != 2:
            session.msg(USAGE)
            return
        if '"' in parts[1] or parts[1] != parts[1].strip():  # 'connect' could not read it
            session.msg("A password can have no quotation marks, nor spaces at its ends.")
            return
        account_class = class_from_module(settings.BASE_ACCOUNT_TYPECLASS)
        name = account_class.normalize_username(parts[0].strip())
        made, errors = account_class.create(username=name, password=parts[1], ip=session.address, session=session)
        if made:
            session.msg(f"Welcome to the city, {name}.  |x(look, say, map, who, help; walk shows you round)|n")
            session.sessionhandler.login(session, made)
        else:
            session.msg("\n".join(f"|r{each}|n" for each in errors))


class CmdPassword(account.CmdPassword):
    """
    change your password

    Usage:
      password <old password> = <new password>

    Neither is kept anywhere, not in the audit log either.
    """

    def func(self) -> None:
        """Change it; whatever was typed to get here stays out of the audit log."""
        if self.session:
            self.session.hide_line()
        super().func()
