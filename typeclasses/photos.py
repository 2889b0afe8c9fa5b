"""Photos as things: taking one, what one sees on it, and what fades when there are too many."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from evennia import create_object

from gothmud import wire
from gothmud.config import LOOPBACK
from gothmud.events import PhotoFaded, PhotoTaken
from gothmud.events.photo import Exposure, Sitter
from gothmud.wire import Act, ActResult
from typeclasses import darkroom
from typeclasses.acts import Refusal
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, on_paper, person, who
from typeclasses.handling import thing_among
from typeclasses.stock import ObjectDB
from typeclasses.things import Thing
from world.photos.thinning import Kept, thinned
from world.photos.words import LONGEST_CAPTION, plain_caption, told
from world.prose import literal
from world.utterance import one_line

if TYPE_CHECKING:
    from typeclasses.characters import Character

PHOTO = "typeclasses.photos.Photo"
TAKEN, DAY = "photo", "photo_day"  # tag categories: the event of its taking, its city day
MOST_SITTERS = 12


class Photo(Thing):
    """A print. Data: ``exposure``, what is on it."""

    @property
    def exposure(self) -> Exposure:
        """What is on it."""
        return Exposure.model_validate_json(self.db.exposure)

    @property
    def event_id(self) -> str:
        """The event of its taking, which names its picture."""
        return self.tags.get(category=TAKEN)

    @property
    def verbs(self) -> list[str]:
        """What can be done with it."""
        return [*super().verbs, *(["show"] if self.carried else [])]

    @property
    def content(self) -> str:
        """What somebody sees who is shown it."""
        return told(self.exposure)

    def hints(self, looker: Any) -> list[str]:
        """Return what one could type at it."""
        return [*super().hints(looker), *(["|wshow photo to <name>|n"] if self.location == looker else [])]

    def return_appearance(self, looker: Any, **kwargs: Any) -> str:
        """Return what is on it, and where the picture is."""
        hints = self.hints(looker)
        also = f"  (You could: {', '.join(hints)})" if hints else ""
        return f"{literal(self.content)}{also}\n{address(self.event_id, looker)}"


def photo(body: Character, act: Act) -> ActResult:
    """Take a photo of where one is: of everybody there, with a person or a thing in the middle, or of oneself."""
    taken_today = _taken_today(body)
    if taken_today >= settings.GOTHMUD.photos.a_day:
        raise Refusal(f"You have taken {taken_today} photos today. The plates are used up.")
    to = None if act.person is None else body if act.person == body.id else person(body, act)
    of = thing_among(act, [*body.location.things(), *body.things()], "That is not here.") if act.thing else None
    subject = to.key if to else f"the {of.key}" if of else body.location.key
    shot = _exposed(body, to, of, subject, act.text)
    print_ = create_object(PHOTO, key=f"photo of {subject}", location=body, home=body.location, nohome=True)
    print_.attributes.add("exposure", shot.model_dump_json())
    print_.attributes.add("takeable", True)
    event = _happened(body, act, print_, shot, subject=subject, to=to.id if to else None, of_thing=act.thing)
    print_.tags.add(event.id, category=TAKEN)
    print_.tags.add(shot.at.date().isoformat(), category=DAY)
    print_.aliases.add(f"photo {event.seq}")
    body.attributes.add("photos", (shot.at.date().isoformat(), taken_today + 1))
    fade_old_ones()
    transaction.on_commit(lambda: darkroom.develop(event.id, shot))
    transaction.on_commit(body.show_surroundings)
    typed = f"It is photo {event.seq}: {address(event.id, body)}"
    return done(act, event, seen=typed if body.tier == "human" else f"You hold the {print_.key}: {told(shot)}")


def newest(most: int) -> list[Photo]:
    """Return the newest prints, the newest first."""
    return list(ObjectDB.objects.filter(db_typeclass_path=PHOTO).order_by("-id")[:most])


def print_of(event_id: str) -> Photo | None:
    """Return the print of an event, or None where there is none (any more)."""
    tagged = {"db_tags__db_key": event_id, "db_tags__db_category": TAKEN}
    return ObjectDB.objects.filter(db_typeclass_path=PHOTO, **tagged).first()


def address(event_id: str, to: Any) -> str:
    """Return where the picture of an event is to be seen by somebody: at the address by which they came in."""
    reached = next((each.reached for each in to.sessions.all() if each.reached), LOOPBACK)
    host = "localhost" if ip_address(reached).is_loopback else f"[{reached}]" if ":" in reached else reached
    return f"http://{host}:{settings.GOTHMUD.city.port + 1}/photos/{event_id}.png"


def fade_old_ones() -> None:
    """Let prints fade that are more than the city keeps, and say so in the record."""
    most = settings.GOTHMUD.photos.prints
    prints = ObjectDB.objects.filter(db_typeclass_path=PHOTO)
    if prints.count() <= most:
        return
    days = dict(prints.filter(db_tags__db_category=DAY).values_list("id", "db_tags__db_key"))
    for each in thinned([Kept(number, date.fromisoformat(day)) for number, day in days.items()], most):
        faded = ObjectDB.objects.get(id=each.number)
        the_city().chronicle.happen(PhotoFaded, thing=faded.id, thing_name=faded.key, photo=faded.event_id)
        faded.delete()


def _taken_today(body: Character) -> int:
    day, count = body.attributes.get("photos") or ("", 0)
    return count if day == the_city().clock.now().date().isoformat() else 0


def _exposed(body: Character, to: Character | None, of: Thing | None, subject: str, caption: str) -> Exposure:
    """Return what is before the lens: the one it is of first; who takes it is behind it, unless it is of them."""
    city, room = the_city(), body.location
    sky = city.over(room)
    there = [each for each in room.people() if each is not body or each is to]
    there.sort(key=lambda each: each is not to)
    shot = Exposure(
        place=room.key, district=room.db.area or "", ground=room.db.kind or "street", at=city.clock.now(),
        sky=sky.sky, celsius=sky.celsius, sitters=[_sitter(each) for each in there[:MOST_SITTERS]],
        more=max(0, len(there) - MOST_SITTERS), taker=body.key, seed=city.chance.randrange(2**31),
        thing=Sitter(name=of.shown()[:80], looks=one_line(of.db.desc or "")[:400]) if of else None,
    )  # fmt: skip
    words = on_paper(body, caption) if caption.strip() else plain_caption(shot, subject)
    return shot.model_copy(update={"caption": words[:LONGEST_CAPTION]})


def _sitter(body: Character) -> Sitter:
    return Sitter(name=body.key, looks=one_line(body.db.desc or "")[:400], asleep=body.asleep)


def _happened(body: Character, act: Act, print_: Photo, shot: Exposure, **of: Any) -> PhotoTaken:
    whom = "themselves" if of["to"] == body.id else of["subject"]
    seen = {"who": body.id, "text": f'{body.key} takes a photo of {whom}: "{shot.caption}"', "verb": "photo"}
    event = the_city().chronicle.happen(
        PhotoTaken, Show(wire.Seen, {**seen, "to": of["to"]}, in_earshot(body)), cause=act.cause,
        room=body.location.id, thing=print_.id, thing_name=print_.key, exposure=shot, **of, **who(body),
    )  # fmt: skip
    assert isinstance(event, PhotoTaken)
    return event
