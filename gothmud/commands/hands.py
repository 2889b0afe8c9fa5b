"""Commands of eyes and hands."""

from __future__ import annotations

from typing import Any

from evennia.commands.cmdhandler import CMD_NOMATCH

from gothmud.commands.aim import called, fitting, person_here, plain, prop_meant, thing_among
from gothmud.commands.plain import PlainCommand
from gothmud.errors import nearest
from gothmud.wire import Act
from typeclasses.acts import TYPED, do_typed
from world.directions import LETTERS
from world.prose import literal

WAYS = {letter: way for way, letter in LETTERS.items()}


class CmdLook(PlainCommand):
    """
    look around, or at something

    Usage:
      look
      look <person, thing, or what the place is known for>
    """

    key = "look"
    aliases = ["l"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Look."""
        name = self.args.strip().removeprefix("at ").strip()
        name = "" if name.casefold() in ("here", "around", "room") else name
        if self.caller.location is None:
            self.caller.msg("There is nothing but mist here.")
        elif not name:
            do_typed(self.caller, Act(id=TYPED, verb="look"))
        else:
            self._look_at(name)

    def _look_at(self, name: str) -> None:
        room = self.caller.location
        if name.casefold() in ("me", "self", "myself"):
            return do_typed(self.caller, Act(id=TYPED, verb="look", person=self.caller.id))
        if (detail := plain(name).casefold()) in (room.db.details or {}):
            return do_typed(self.caller, Act(id=TYPED, verb="look", text=detail))
        target = called(name, [*room.people(), *room.things(), *self.caller.things()])
        if target is None:
            return do_typed(self.caller, Act(id=TYPED, verb="look", text=name[:40]))
        field = "person" if hasattr(target, "tier") else "thing"
        do_typed(self.caller, Act(id=TYPED, verb="look", **{field: target.id}))


class CmdUse(PlainCommand):
    """
    use a thing that is here or that you carry

    Usage:
      use <thing>
    """

    key = "use"
    locks = "cmd:all()"

    def func(self) -> None:
        """Use it."""
        places = [*self.caller.location.things(), *self.caller.things()]
        if (thing := thing_among(self.caller, self.args.strip(), places)) is not None:
            do_typed(self.caller, Act(id=TYPED, verb="use", thing=thing))


class CmdOwnVerb(PlainCommand):
    """
    do something that only some things are for

    Usage:
      <verb> <thing> [words]

    What a thing is for one sees by a look at it: 'look machine'.
    """

    key = CMD_NOMATCH
    locks = "cmd:all()"
    auto_help = False

    def func(self) -> None:
        """Do it, if a thing here has this verb."""
        verb, _, line = self.args.strip().partition(" ")
        here = self.caller.location
        things = [*here.things(), *self.caller.things()] if here else []
        meant = prop_meant(verb.casefold(), line.strip(), things)
        if meant is None:
            self.caller.msg(_no_command(self, verb, things))
            return
        thing, words = meant
        act = {
            "id": TYPED,
            "verb": "use",
            "thing": thing.id,
            "how": verb.casefold(),
            "text": fitting(self.caller, words),
        }
        do_typed(self.caller, Act.model_validate(act))


def _no_command(command: Any, verb: str, things: list[Any]) -> str:
    """Return what is said of a word that is no command here: the things with that verb, or the nearest command."""
    having = [each.key for each in things if verb.casefold() in (rule.verb for rule in each.prop.verbs)]
    if having:
        return f"{verb.capitalize()} what? {' or '.join(having)}?"
    typed = command.args.strip().casefold()
    way = WAYS.get(typed, typed)
    if way in LETTERS:
        ways = command.caller.location.ways() if command.caller.location else []
        return f"There is no way {way}. Ways: {', '.join(each.key for each in ways) or 'none'}."
    names = command.cmdset.get_all_cmd_keys_and_aliases(command.caller)
    known = [each for each in names if len(each) > 2 and not each.startswith("__")]
    near = nearest(verb, [*known, *(own for each in things for own in each.own_verbs)])
    return f"Command '{literal(verb)}' is not available. {near.replace('; did', 'Did') or 'Type "help" for help.'}"


class CmdGet(PlainCommand):
    """
    take a thing

    Usage:
      get <thing>
    """

    key = "get"
    aliases = ["take", "grab"]
    locks = "cmd:all()"

    def func(self) -> None:
        """Take it."""
        if (thing := thing_among(self.caller, self.args.strip(), self.caller.location.things())) is not None:
            do_typed(self.caller, Act(id=TYPED, verb="get", thing=thing))


class CmdDrop(PlainCommand):
    """
    put down a thing that you carry

    Usage:
      drop <thing>
    """

    key = "drop"
    locks = "cmd:all()"

    def func(self) -> None:
        """Put it down."""
        if (thing := thing_among(self.caller, self.args.strip(), self.caller.things())) is not None:
            do_typed(self.caller, Act(id=TYPED, verb="drop", thing=thing))


class CmdGive(PlainCommand):
    """
    give a thing to somebody

    Usage:
      give <thing> to <name>
    """

    key = "give"
    locks = "cmd:all()"

    def func(self) -> None:
        """Give it."""
        name, _, whom = self.args.strip().partition(" to ")
        thing = thing_among(self.caller, name.strip(), self.caller.things())
        if thing is None:
            return
        person, _ = person_here(self.caller, whom.strip())
        if person is not None:
            do_typed(self.caller, Act(id=TYPED, verb="give", thing=thing, person=person))


class CmdHabit(PlainCommand):
    """
    do what one does without thinking

    Usage:
      fidget
    """

    key = "fidget"
    locks = "cmd:all()"

    def func(self) -> None:
        """Fidget."""
        do_typed(self.caller, Act(id=TYPED, verb="habit"))
