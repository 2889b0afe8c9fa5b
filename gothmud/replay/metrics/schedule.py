"""Schedule: how much of their planned time people spend where their plan says.

Part: seconds of city time that a mind spends in the room of the plan's line that holds then, by the view `stays`. Whole:
seconds of its stays in the hours that a line holds for. The first quarter of an hour of each line, for the way there, and
the hours between bed and waking aren't counted.
Limits: only where the record's files lie in their home (personas, and the rooms' ids in the database). The plan is the
present one: days before it was changed are held against it too. To be there isn't to do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from agents.schedule import A_DAY, last, next_line, phase
from gothmud.persona import Persona, planned
from gothmud.replay.living import bodies_in, personas_in, places_in
from gothmud.replay.metrics.measuring import Metric, Sample
from gothmud.replay.opening import Opened

ON_THE_WAY = timedelta(minutes=15)
STAYS = "SELECT room, begins, ends FROM stays WHERE city = $city AND who = $who ORDER BY begins"


def sampled(record: Opened) -> list[Sample]:
    """Return, for each mind and day, the seconds where the plan says, and those that it says anything of."""
    personas = {key: each for key, each in personas_in(record).items() if each.plan}
    bodies, places = (bodies_in(record), places_in(record)) if personas else ({}, {})
    found: list[Sample] = []
    for (city, agent), persona in sorted(personas.items()):
        if (city, agent) in bodies:
            stays = record.rows(STAYS, {"city": city, "who": bodies[city, agent]})
            rooms = {each.place: places.get((city, each.place)) for each in persona.plan}
            days = _kept(persona, rooms, [(each["room"], each["begins"], each["ends"]) for each in stays])
            found += [Sample(city, day, agent, *seconds) for day, seconds in sorted(days.items())]
    return found


def _kept(
    persona: Persona, rooms: dict[str, int | None], stays: list[tuple[int, datetime, datetime]]
) -> dict[date, tuple[float, float]]:
    days: dict[date, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for room, begins, ends in stays:
        for since, until in _pieces(persona, begins, ends):
            line = planned(persona.plan, since)
            if line and phase(persona, since) == "day" and since - last(line.at, since) >= ON_THE_WAY:
                there, all_of_it = days[since.date()]
                seconds = (until - since).total_seconds()
                days[since.date()] = (there + seconds * (rooms[line.place] == room), all_of_it + seconds)
    return days


def _pieces(persona: Persona, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield a stretch in pieces within which nothing changes: no line begins or has begun a while ago, no bed, no day."""
    while begins < ends:
        midnight = datetime.combine(begins.date(), datetime.min.time()) + A_DAY
        changes = [next_line(persona, begins), next_line(persona, begins - ON_THE_WAY) + ON_THE_WAY, midnight]
        changes += [last(hour, begins) + A_DAY for hour in (persona.bed, persona.wake)]
        until = min(ends, *changes)
        yield begins, until
        begins = until


METRIC = Metric("schedule", "share of planned time at the plan's place", __doc__ or "", count=sampled)
