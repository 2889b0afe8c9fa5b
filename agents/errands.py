"""Reasons to go out: for a need that is felt, the places that meet it, each with the best reason that the city has now.

Best first: something is open with somebody who is there, a thing that one carries belongs there, a thing that one saw there
wants mending, somebody spoke of it over the channel; then, of places where one wasn't for a day before the others, somebody is there, the weather speaks for
it, it meets the need. Of two as good, the one where one wasn't for longer. Pure; the wording is in nudges.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agents.needs import Want
from agents.trail import Trail
from agents.wayfinding import Town, next_room, whereabouts
from gothmud.needs import needs
from gothmud.persona import Persona
from gothmud.words import mentions

WET = ("rain", "storm", "snow")
LATELY = timedelta(hours=3)  # so long a call over the city is a reason
FRESH = timedelta(hours=1)  # so long somebody is thought to be where one saw them
STRONG = ("open", "thing", "broken", "call")
WEAK = ("seen", "usual", "dry", "fair", "place")
SOMEBODY = ("open", "seen", "usual")  # is there
MENDING = "mending"  # the need that whatever is broken meets, wherever it is
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to go to a place: the sentences of nudges.yaml that say it, and words for them."""

    place: str
    says: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Errand:
    """A way out for a need that was met last at ``met``."""

    need: str
    met: datetime
    reason: Reason

    @property
    def want(self) -> str:
        """What all errands of one want begin their names with."""
        return f"need {self.need} {self.met:%F %H:%M} "

    @property
    def key(self) -> str:
        """Its name for ever: one want leads to one place once."""
        return self.want + self.reason.place


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one knows of the city now. ``people`` are the names of those who are here and awake, ``carried`` those of
    things, ``broken`` by place what one saw there that wants mending; ``open`` has by name what is open between oneself and somebody."""

    persona: Persona
    town: Town
    trail: Trail
    now: datetime
    here: str
    sky: str = ""
    people: frozenset[str] = frozenset()
    carried: tuple[str, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)


def errands(wants: Sequence[Want], outlook: Outlook) -> list[Errand]:
    """Return the ways out for what is felt, best first: the most pressing need, then the best reason."""
    reasons = [*_open(outlook), *_carried(outlook), *_broken(outlook), *_called(outlook), *_people(outlook)]
    return [
        Errand(want.need, want.met, reason)
        for want in wants
        if want.felt and not (needs()[want.need].by == "talk" and outlook.people)
        for reason in _ordered(want, reasons, outlook)
    ]


def _ordered(want: Want, reasons: list[Reason], outlook: Outlook) -> list[Reason]:
    """Return one reason for each place that meets a need, best first."""
    town, home = outlook.town, outlook.persona.home
    places = [each for each in _places(want, reasons, outlook) if each not in (outlook.here, home)]
    best = [
        next((each for each in reasons if each.place == place), _plain(place, outlook))
        for place in dict.fromkeys(places)
        if next_room(town, outlook.here, place)
    ]
    return sorted(best, key=lambda each: _rank(each, outlook))


def _places(want: Want, reasons: list[Reason], outlook: Outlook) -> list[str]:
    """Return the places that meet a need now."""
    meets, need = outlook.town.meets, needs()[want.need]
    of_their_own = [place for place, met in meets.items() if want.need in met]
    match need.by:
        case "place":
            return [*of_their_own, *(outlook.broken if want.need == MENDING else ())]
        case "talk":
            return [*of_their_own, *(each.place for each in reasons if each.says[0] in SOMEBODY)]
        case "new":
            long_ago = outlook.now - timedelta(days=need.days)
            candidates = [*meets, *(each.place for each in reasons if each.says[0] in STRONG)]
            return [each for each in candidates if outlook.trail.last_at(each) < long_ago]


def _rank(reason: Reason, outlook: Outlook) -> tuple[bool, int, bool, int, datetime, str]:
    """Return what orders reasons: the least is the best."""
    why, been = reason.says[0], outlook.trail.last_at(reason.place)
    wet = outlook.sky in WET and reason.place in outlook.town.outdoors
    strength = STRONG.index(why) if why in STRONG else len(STRONG)
    weakness = WEAK.index(why) if why in WEAK else 0
    return wet, strength, been > outlook.now - A_DAY, weakness, been, reason.place


def _open(outlook: Outlook) -> Iterator[Reason]:
    for who, what in outlook.open.items():
        if (where := _where(who, outlook)) and who not in outlook.people:
            yield Reason(where.place, ("open", *where.says), {"who": who, "open": what})


def _carried(outlook: Outlook) -> Iterator[Reason]:
    belongs = outlook.town.belongs
    yield from (Reason(belongs[each], ("thing",), {"thing": each}) for each in outlook.carried if each in belongs)


def _broken(outlook: Outlook) -> Iterator[Reason]:
    yield from (Reason(place, ("broken",), {"thing": thing}) for place, thing in outlook.broken.items())


def _called(outlook: Outlook) -> Iterator[Reason]:
    """Yield the places that somebody else named over the channel lately, the newest first; their words stay theirs."""
    for call in reversed(outlook.trail.calls):
        if outlook.now - call.at > LATELY:
            return
        for place, name in outlook.town.places.items():
            if mentions(call.text, [name, *outlook.town.called.get(place, [])]):
                yield Reason(place, ("call",), {"who": call.called})


def _people(outlook: Outlook) -> Iterator[Reason]:
    """Yield where the others are, those first whom one hasn't seen for longest."""
    seen = outlook.trail.seen
    others = [each for each in outlook.town.people if each not in (outlook.persona.name, *outlook.people)]
    for who in sorted(others, key=lambda each: seen[each].at if each in seen else datetime.min):
        if where := _where(who, outlook):
            yield where


def _where(who: str, outlook: Outlook) -> Reason | None:
    """Return where somebody is as far as one knows: seen there within the hour, else where they mostly are now."""
    sight = outlook.trail.seen.get(who)
    if sight and sight.place and outlook.now - sight.at < FRESH and sight.place != outlook.here:
        return Reason(sight.place, ("seen",), {"who": who})
    place = whereabouts(outlook.town, who, outlook.now)
    return Reason(place, ("usual",), {"who": who}) if place else None


def _plain(place: str, outlook: Outlook) -> Reason:
    """Return the reason that a place is by itself, with the weather where that speaks for it."""
    outdoors = place in outlook.town.outdoors
    if outlook.sky in WET and not outdoors:
        return Reason(place, ("dry",))
    return Reason(place, ("fair",) if outlook.sky == "clear" and outdoors else ("place",))
