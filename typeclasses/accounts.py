"""Accounts: one character each, named like the account, beginning where the city's file says."""

from __future__ import annotations

from typing import Any

from typeclasses import stock
from typeclasses.names import refused_name
from typeclasses.places import starting_room


class Account(stock.Account):
    """A player's or a mind's account."""

    @classmethod
    def validate_username(cls, username: str) -> tuple[bool, list[str]]:
        """Return whether a new account may have this name, and why not."""
        if reason := refused_name(username):
            return False, [reason]
        return super().validate_username(username)

    def create_character(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        """Make the account's character, standing where strangers begin."""
        room = starting_room()
        if room is not None:
            kwargs.setdefault("location", room)
            kwargs.setdefault("home", room)
        return super().create_character(*args, **kwargs)

    def at_post_login(self, session: Any = None, **_kwargs: Any) -> None:
        """Step into the character at once, in the mode of the last visit."""
        if session is not None and (kept := self.attributes.get("_saved_protocol_flags")):
            session.update_flags(**kept)
        character = next(iter(self.characters.all()), None) or self.db._last_puppet
        if character is None:
            self.msg("|rYou have no body here.|n")
            return
        self.puppet_object(session, character)


class Guest(stock.Guest):
    """Not used; Evennia wants the class to exist."""
