"""Who was where: a lane a person, coloured by room, one drawing a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from gothmud.replay.names import Names, Person
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, folded, joined, label, shortened, table, tag
from gothmud.replay.report.scale import Span, span_of
from gothmud.replay.report.stays import A_DAY, Stay, blocks, stays_by_day, time_spent

WIDTH, LEFT, LANE, BAR = 1040, 120, 19, 16
COLOURS = 10  # rooms that have a colour of their own; the others share one
TITLED, LABELLED, A_LETTER = 7.0, 58.0, 5.8  # of paper: what is wider has its own title, its room's name
TIERS = ("agent", "human", "short", "dice")


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of a city: what they are called, and the colours of those with most of the people's time."""

    city: str
    names: Names
    colours: dict[int, int]

    def called(self, room: int) -> str:
        """Return a room's name."""
        return self.names.room(self.city, room)

    def mark(self, room: int) -> str:
        """Return the class that gives a room's colour."""
        return f"r r{self.colours.get(room, 'x')}"


def lanes(record: Opened, city: str, names: Names, days: list[date]) -> Markup:
    """Return the drawings of these days, with the colours' meaning and the hours as a table."""
    by_day = stays_by_day(record, city, days)
    spent = time_spent(each for stays in by_day.values() for each in stays)
    total = sum(spent.values(), Counter[int]())
    rooms = Rooms(city, names, {room: number for number, (room, _) in enumerate(total.most_common(COLOURS))})
    people = sorted((each for each in names.people.values() if each.city == city and each.who in spent), key=_rank)
    drawn = [_day(day, _span(stays, whole=len(by_day) > 1), stays, people, rooms) for day, stays in by_day.items()]
    rows = [(each.name, each.tier, len(spent[each.who]), _most(spent[each.who], rooms)) for each in people]
    as_table = folded("The same as a table", table(["who", "tier", "rooms", "most of the time at"], rows))
    return joined([_legend(rooms, others=len(total) > COLOURS), *drawn, as_table])


def _span(stays: list[Stay], *, whole: bool) -> Span:
    """Return the hours that are drawn: all of a day where there are several to compare."""
    begins, ends = min(each.begins for each in stays), max(each.ends for each in stays)
    if whole:
        begins = datetime.combine(begins.date(), datetime.min.time())
        ends = begins + A_DAY
    return span_of(begins, ends, LEFT, WIDTH - 24)


def _day(day: date, span: Span, stays: list[Stay], people: list[Person], rooms: Rooms) -> Markup:
    own = {who: list(found) for who, found in groupby(stays, lambda each: each.who)}
    here = [each for each in people if each.who in own]
    bottom = len(here) * LANE + 4
    parts = [_lane(each, own[each.who], number * LANE + 4, span, rooms) for number, each in enumerate(here)]
    said = f"Where {len(here)} people were on {day:%A %d %B %Y}, a lane each"
    drawing = figure(said, WIDTH, bottom + 20, span.axis(4, bottom), *parts)
    return tag("figure", tag("figcaption", tag("strong", f"{day:%A, %d %B}")), drawing, class_="wide")


def _lane(person: Person, stays: list[Stay], top: float, span: Span, rooms: Rooms) -> Markup:
    """Return one person's lane. Long stays have a title each; the many short ones of a room are one shape."""
    parts = [label(shortened(person.name, 16), LEFT - 8, top + 11, "name")]
    short: dict[int, list[str]] = defaultdict(list)
    for block in blocks(stays, span):
        if block.width < TITLED:
            short[block.room].append(f"M{block.left:.0f} {top + BAR / 2:.0f}h{block.width:.0f}")
            continue
        name, since, until = rooms.called(block.room), span.at(block.left), span.at(block.right)
        title = tag("title", f"{person.name}: {name}, {since:%H:%M} to {until:%H:%M}")
        where = {"x": block.left, "y": top, "width": block.width, "height": BAR}
        parts.append(tag("rect", title, **where, class_=rooms.mark(block.room)))
        if block.width >= LABELLED:
            parts.append(label(shortened(name, int((block.width - 8) / A_LETTER)), block.left + 4, top + 11.5, "in"))
    for room, shapes in short.items():
        title = tag("title", f"{person.name}: {rooms.called(room)}, in passing")
        parts.append(tag("path", title, d="".join(shapes), class_=f"short {rooms.mark(room)}"))
    return joined(parts)


def _legend(rooms: Rooms, *, others: bool) -> Markup:
    marks = [(rooms.mark(each), rooms.called(each)) for each in rooms.colours]
    marks += [("r rx", "anywhere else")] if others else []
    return tag("ul", *(tag("li", tag("span", class_=f"swatch {mark}"), name) for mark, name in marks), class_="legend")


def _most(spent: Counter[int], rooms: Rooms) -> str:
    return ", ".join(f"{rooms.called(room)} {seconds / 3600:.1f} h" for room, seconds in spent.most_common(4))


def _rank(person: Person) -> tuple[int, str]:
    return TIERS.index(person.tier) if person.tier in TIERS else len(TIERS), person.name
