"""Commands that speak. Each parses a typed line into an act; the act is what a mind would send."""

from __future__ import annotations

from gothmud.commands.aim import fitting, person_called, person_here
from gothmud.commands.plain import PlainCommand
from gothmud.wire import Act
from typeclasses.acts import TYPED, do_typed


class CmdSay(PlainCommand):
    """
    say something aloud

    Usage:
      say <words>
      "<words>
      say to <name> <words>

    Everybody in the room hears it. Where nobody is called so, all of it is said to the room.
    """

    key = "say"
    aliases = ["ask", "tell"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Say it."""
        text, person = self.args.strip(), None
        aimed, rest = text[:3].casefold() == "to ", text[3:].strip()
        if getattr(self, "cmdstring", "") in ("ask", "tell"):
            person, text = person_here(self.caller, rest if aimed else text)
            if person is None:
                return
        elif aimed and (found := person_called(self.caller, rest, whole=True)):
            person, text = found
        do_typed(self.caller, Act(id=TYPED, verb="say", text=fitting(self.caller, text), person=person))


class CmdQuote(CmdSay):
    """
    say something aloud

    Usage:
      "<words>
    """

    key = '"'
    aliases = ["'"]
    arg_regex = None  # the words follow the sign at once
    auto_help = False


class CmdWhisper(PlainCommand):
    """
    say something that only one person hears

    Usage:
      whisper <name> <words>
      whisper <name> = <words>
    """

    key = "whisper"
    locks = "cmd:all()"

    def func(self) -> None:
        """Whisper it."""
        person, text = person_here(self.caller, self.args.strip())
        if person is not None:
            do_typed(self.caller, Act(id=TYPED, verb="whisper", text=fitting(self.caller, text), person=person))


class CmdEmote(PlainCommand):
    """
    show what you do

    Usage:
      emote <what you do>
      :<what you do>

    Example:
      emote sits down by the fountain.
    """

    key = "emote"
    aliases = ["pose"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Show it."""
        do_typed(self.caller, Act(id=TYPED, verb="emote", text=fitting(self.caller, self.args.strip())))


class CmdColon(CmdEmote):
    """
    show what you do

    Usage:
      :<what you do>
    """

    key = ":"
    aliases = []
    arg_regex = None  # the words follow the sign at once
    auto_help = False


class CmdChannel(PlainCommand):
    """
    speak on the city's channel

    Usage:
      city <words>

    Everybody who is awake hears it, wherever they are; six calls a minute are enough. Call somebody by name and they
    answer first.
    """

    key = "city"
    aliases = ["shout"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Say it to the city."""
        if not self.args.strip():
            self.caller.msg("Call what? city <words>")
            return
        do_typed(self.caller, Act(id=TYPED, verb="channel", text=fitting(self.caller, self.args.strip())))


class CmdHush(PlainCommand):
    """
    ask the room for quiet

    Usage:
      hush

    For a quarter of an hour only those whom you speak to will speak. 'listen' gives the room its talk back.
    """

    key = "hush"
    locks = "cmd:all()"

    def func(self) -> None:
        """Ask for quiet."""
        do_typed(self.caller, Act(id=TYPED, verb="hush"))


class CmdListen(PlainCommand):
    """
    give a hushed room its talk back

    Usage:
      listen
    """

    key = "listen"
    locks = "cmd:all()"

    def func(self) -> None:
        """Listen."""
        do_typed(self.caller, Act(id=TYPED, verb="listen"))
