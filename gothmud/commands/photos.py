"""Commands of photos."""

from __future__ import annotations

from typing import Any

from gothmud.commands.aim import called, fitting, person_here, thing_among
from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses.acts import TYPED, do_typed
from typeclasses.names import fold
from world.prose import literal

SELF = ("selfie", "me", "myself", "self")
HERE = ("", "room", "here", "this room", "this place")


class CmdPhoto(PlainCommand):
    """
    take a photo

    Usage:
      photo
      photo of <person or thing>
      photo selfie
      photo of <person or thing>: <caption>

    By itself it shows where you are and who is there. It shows what is so: the hour, the weather, the company.
    You get a print, to look at, show or give away; 'look photo' tells its web address.
    """

    key = "photo"
    aliases = ["photograph"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Take it."""
        if self.caller.location is None:
            self.caller.msg("There is nothing but mist here.")
            return
        named, _, caption = self.args.strip().partition(":")
        whom = _whom(self.caller, named.strip().removeprefix("of ").strip())
        if whom is not None:
            fields = {"id": TYPED, "verb": "photo", "text": fitting(self.caller, caption.strip()), **whom}
            do_typed(self.caller, Act.model_validate(fields))


class CmdShow(PlainCommand):
    """
    show a thing that you carry to somebody

    Usage:
      show <thing> to <name>
    """

    key = "show"
    locks = "cmd:all()"

    def func(self) -> None:
        """Show it."""
        name, _, whom = self.args.strip().partition(" to ")
        if (thing := thing_among(self.caller, name.strip(), self.caller.things())) is None:
            return
        person, _ = person_here(self.caller, whom.strip())
        if person is not None:
            do_typed(self.caller, Act(id=TYPED, verb="show", thing=thing, person=person))


def _whom(caller: Any, name: str) -> dict[str, int] | None:
    """Return the act's person or thing: oneself, somebody or something here, neither for the room; None where nothing
    is called so (told)."""
    here = caller.location
    if name.casefold() in SELF:
        return {"person": caller.id}
    if name.casefold() in HERE or fold(name) == fold(here.key):
        return {}
    if (meant := called(name, [*here.people(), *here.things(), *caller.things()])) is not None:
        return {"person" if hasattr(meant, "tier") else "thing": meant.id}
    caller.msg(f"Nobody and nothing called '{literal(name[:40])}' is here.")
    return None
