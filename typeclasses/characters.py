"""Bodies of people: of humans, of minds, and (in dice.py) of people without either."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gothmud import wire
from gothmud.events import Came, Event, Went
from typeclasses import floors, stock, views
from typeclasses.acts import ASLEEP
from typeclasses.ahead import look_ahead
from typeclasses.chronicle import Show, last_act
from typeclasses.city import names_in, the_city
from typeclasses.places import SWEPT
from typeclasses.things import Thing
from typeclasses.whole import Whole
from world import prose

ACTED = "act"  # Evennia's type of a move that an act made


class Character(Whole, stock.Character):
    """A body. Data: ``tier`` (human, dice, short, agent), ``role``, ``person`` (id in the cast), ``desc``, ``dice``."""

    location: Any

    def access(self, accessing_obj: Any, access_type: str = "read", **kwargs: Any) -> bool:
        """Evennia asks at every command whether each object here lends its commands; a body never does."""
        return False if access_type == "call" else super().access(accessing_obj, access_type, **kwargs)

    @property
    def tier(self) -> str:
        """Whose body it is: human, dice, short or agent."""
        return self.db.tier or "human"

    @property
    def role(self) -> str:
        """What others would call it: 'the baker'; empty for a stranger."""
        return self.db.role or ""

    @property
    def fullname(self) -> str:
        """Name and role."""
        return f"{self.key}, {self.role}" if self.role else self.key

    @property
    def awake(self) -> bool:
        """Whether somebody is in: a player or a mind."""
        return self.sessions.count() > 0

    @property
    def asleep(self) -> bool:
        """Whether the body sleeps: it can do nothing but wake."""
        return bool(self.db.asleep)

    def seen_as(self) -> str:
        """Return the name as it stands in the room's list of people."""
        if self.asleep:
            return f"{self.fullname} (asleep)"
        return self.fullname if self.awake else f"{self.fullname} (lost in thought)"

    def things(self) -> list[Thing]:
        """Return what it carries."""
        return [each for each in self.contents if isinstance(each, Thing)]

    @property
    def takes_frames(self) -> bool:
        """Whether somebody is in this body who understands messages of the wire."""
        return any(each.takes_frames for each in self.sessions.all())

    @property
    def clicks(self) -> bool:
        """Whether somebody is in this body whose client has links to click on."""
        return any(each.clicks for each in self.sessions.all())

    def send(self, *messages: wire.Message) -> None:
        """Send messages of the wire to whoever is in this body."""
        for each in messages:
            views.show(each, [self])

    def perceive(self, event: Event, frame: str, named: dict[int, str]) -> None:
        """Get an event: as a frame for minds and clients, as a line for people."""
        for each in self.sessions.all():
            if each.is_mind:
                the_city().fast.told(self.id, event.seq)
            each.perceive(event.seq, frame, "" if each.is_mind else self._line(event, named))

    def catch_up(self, session: Any, told: int) -> None:
        """Tell a session all that happened since event ``told``: a killed world had kept it and not told it."""
        for event, frame in the_city().chronicle.cut_off(self.id, told):
            session.perceive(event.seq, frame, self._line(event, names_in(event)))

    def _line(self, event: Event, named: dict[int, str]) -> str:
        return prose.line(event, self.id, named, self.db_location_id)  # pyright: ignore[reportAttributeAccessIssue]

    def greet(self, session: Any) -> None:
        """Tell a session that it is in this body, and all that it needs to know of where it is."""
        city = the_city()
        welcome = wire.Welcome(
            body=self.id, person=self.db.person or "", called=self.key, last_act=last_act(self.id),
            seq=city.chronicle.seq, boot=city.boot, asleep=self.asleep,
        )  # fmt: skip
        if session.is_mind:
            city.fast.came(self.id)
        talk = () if session.is_mind else (city.talk(),)
        told = (welcome, city.time(), city.sky(self.location), *talk, *views.around(self))
        session.send_frames([each.encode() for each in told])

    def show_surroundings(self) -> None:
        """Send the state around this body again, after it moved or its things changed."""
        if self.takes_frames:
            self.send(the_city().sky(self.location), *views.around(self))

    def see_place(self, before: str = "") -> None:
        """Show whoever reads what this body sees how it looks where it is; ``before`` stands before it."""
        seen = self.location.return_appearance(self, links=self.clicks)
        self.msg(f"{before}{seen}", options={"linked": True})

    def at_post_puppet(self, **_kwargs: Any) -> None:
        """Somebody came in: say so to the room, show them where they are, and bring what waits for them."""
        from typeclasses import post  # it needs bodies from here

        self.locks.cache_lock_bypass(self)
        self._to_others(Came, wire.AddPlayer(**views.someone(self)))
        for session in self.sessions.all():
            session.keep()
            session.perceive(the_city().chronicle.seq)
            self.greet(session)
        if self.location:
            floors.came(self, self.location)
            self.see_place("\n")
            look_ahead(self, self.location)
        if self.asleep:
            self.msg(ASLEEP)
        post.deliver(self)
        the_city().count_humans()

    def at_post_unpuppet(self, account: Any = None, session: Any = None, **kwargs: Any) -> None:
        """Whoever was in is gone: a stranger's body fades away, one of the cast stays where it stands."""
        if session is not None:
            session.puid = None
            session.keep()
        if self.sessions.count() > 0:
            return
        if self.tier == "human":
            self._to_others(Went, wire.RemovePlayer(id=self.id, who=self.key))
            floors.left(self, self.location)
            if self.location:
                self.db.prelogout_location = self.location
                self.location = None
        else:
            the_city().fast.went(self.id)
            floors.left(self, self.location)
            self._to_others(Went, wire.AddPlayer(**views.someone(self)))

    def at_pre_move(self, destination: Any, move_type: str = "move", **_kwargs: Any) -> bool:
        """Stay, if asleep: stock commands such as 'tel' move a body without an act. A room that ends keeps nobody."""
        if not self.asleep or move_type == SWEPT:
            return True
        self.msg(ASLEEP)
        return False

    def at_post_move(self, source_location: Any, move_type: str = "move", **_kwargs: Any) -> None:
        """Tell of a move that no act made, such as a stock command's; an act tells of its own."""
        if move_type not in (ACTED, SWEPT) and source_location and self.location:
            from typeclasses.verbs import moved

            moved(self, source_location)

    def announce_move_from(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: the event of the move is what others perceive."""

    def announce_move_to(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: the event of the move is what others perceive."""

    def _to_others(self, kind: type[Event], state: wire.Message) -> None:
        room = self.location
        others = [each for each in room.people() if each is not self] if room else []
        city = the_city()
        shows = Show(
            wire.Seen, {"text": f"{self.key} {self._came_or_went(kind)}", "who": self.id}, [each.id for each in others]
        )
        transaction.on_commit(
            lambda: views.show(state, others), robust=True
        )  # before the event, and keeps it from nobody
        city.chronicle.happen(kind, shows, who=self.id, name=self.key, tier=self.tier, room=room.id if room else None)

    def _came_or_went(self, kind: type[Event]) -> str:
        if kind is Went:
            return "is no longer here, or not in spirit."
        return "is here, asleep." if self.asleep else "is here, awake."

    def return_appearance(self, looker: Any, **_kwargs: Any) -> str:
        """Return what one sees of this person."""
        carried = ", ".join(each.shown() for each in self.things())
        lines = [f"|w{self.seen_as()}|n", prose.literal(self.db.desc or "A stranger to these streets.")]
        lines += [f"{self.key} is asleep."] if self.asleep else []
        return "\n".join([*lines, f"{self.key} carries {carried}."] if carried else lines)
