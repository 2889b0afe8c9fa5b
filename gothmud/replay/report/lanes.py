"""Who was where: a lane a person, coloured by room, one drawing a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from gothmud.replay.names import Names, Person
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, folded, joined, shortened, table, tag
from gothmud.replay.report.scale import Span, span_of

WIDTH, LEFT, LANE = 1040, 120, 19
COLOURS = 10  # rooms that have a colour of their own; the others share one
STEP = 2.0  # of paper; what is shorter joins what lasts longest there
LABELLED, TITLED = 58.0, 7.0  # of paper: what is longer has its room's name, what is shorter no title of its own
TIERS = ("agent", "human", "short", "dice")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in a room within one day."""

    who: int
    room: int
    begins: datetime
    ends: datetime


def lanes(record: Opened, city: str, names: Names, days: list[date]) -> Markup:
    """Return the drawings of these days, with the colours' meaning and the hours as a table."""
    by_day = _stays(record, city, set(days))
    spent: Counter[int] = Counter()
    for each in (stay for found in by_day.values() for stay in found):
        spent[each.room] += int((each.ends - each.begins).total_seconds())
    colours = {room: number for number, (room, _) in enumerate(spent.most_common(COLOURS))}
    people = sorted(
        (each for each in names.people.values() if each.city == city), key=lambda each: (_tier(each), each.name)
    )
    drawn = [
        _day(day, _span(found, whole=len(by_day) > 1), found, people, colours, names)
        for day, found in sorted(by_day.items())
    ]
    return joined([_legend(city, names, colours, len(spent) > COLOURS), *drawn, _as_table(city, by_day, people, names)])


def _stays(record: Opened, city: str, days: set[date]) -> dict[date, list[Stay]]:
    found: dict[date, list[Stay]] = defaultdict(list)
    query = "SELECT who, room, begins, ends FROM stays WHERE city = $city AND ends > begins ORDER BY who, begins"
    for row in record.rows(query, {"city": city}):
        for begins, ends in _by_day(row["begins"], row["ends"]):
            if begins.date() in days:
                found[begins.date()].append(Stay(row["who"], row["room"], begins, ends))
    return found


def _by_day(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    while begins < ends:
        midnight = datetime.combine(begins.date(), datetime.min.time()) + A_DAY
        yield begins, min(ends, midnight)
        begins = midnight


def _span(stays: list[Stay], *, whole: bool) -> Span:
    """Return the hours that are drawn: all of a day where there are several to compare."""
    begins, ends = min(each.begins for each in stays), max(each.ends for each in stays)
    midnight = datetime.combine(begins.date(), datetime.min.time())
    return span_of(midnight, midnight + A_DAY, LEFT, WIDTH - 4) if whole else span_of(begins, ends, LEFT, WIDTH - 4)


def _day(
    day: date, span: Span, stays: list[Stay], people: list[Person], colours: dict[int, int], names: Names
) -> Markup:
    here = {each.who for each in stays}
    rows = {each.who: number for number, each in enumerate(one for one in people if one.who in here)}
    bottom = len(rows) * LANE + 4
    labels = [
        tag("text", shortened(each.name, 16), x=LEFT - 8, y=rows[each.who] * LANE + 15, class_="name")
        for each in people if each.who in rows
    ]  # fmt: skip
    parts = [
        _lane(list(own), rows[who], span, colours, names, people[0].city)
        for who, own in groupby(stays, lambda each: each.who)
        if who in rows
    ]
    label = f"Where {len(rows)} people were on {day:%A %d %B %Y}, a lane each"
    return tag(
        "figure", tag("figcaption", tag("strong", f"{day:%A, %d %B}")),
        figure(label, WIDTH, bottom + 20, span.axis(4, bottom), *labels, *parts), class_="wide",
    )  # fmt: skip


def _lane(stays: list[Stay], row: int, span: Span, colours: dict[int, int], names: Names, city: str) -> Markup:
    """Return one person's lane. Long stays have a title each; the many short ones of a room are one shape."""
    top, parts = row * LANE + 4, []
    short: dict[int, list[str]] = defaultdict(list)
    for room, left, right, since, until in _blocks(stays, span):
        if right - left < TITLED:
            short[room].append(f"M{left:.0f} {top}h{right - left:.0f}v{LANE - 3}h-{right - left:.0f}z")
            continue
        name = names.room(city, room)
        title = tag("title", f"{names.person(city, stays[0].who)}: {name}, {since:%H:%M} to {until:%H:%M}")
        parts.append(
            tag("rect", title, x=left, y=top, width=right - left, height=LANE - 3, class_=_class(room, colours))
        )
        if right - left >= LABELLED:
            parts.append(
                tag("text", shortened(name, int((right - left - 8) / 5.8)), x=left + 4, y=top + 11.5, class_="in")
            )
    shapes = [
        tag("path", tag("title", f"{names.person(city, stays[0].who)}: {names.room(city, room)}, in passing"), d="".join(found), class_=_class(room, colours))
        for room, found in short.items()
    ]  # fmt: skip
    return joined([*shapes, *parts])


def _blocks(stays: list[Stay], span: Span) -> Iterator[tuple[int, float, float, datetime, datetime]]:
    """Yield room, left, right, begin and end, no narrower than a step of paper: in each step that room has it in which
    one was longest. So a lane has a bounded size, however often somebody walks."""
    steps: dict[int, Counter[int]] = defaultdict(Counter)
    for stay in stays:
        left, right = span.x(stay.begins), span.x(stay.ends)
        for step in range(int(left / STEP), int(right / STEP) + 1):
            steps[step][stay.room] += max(0, int(100 * (min(right, (step + 1) * STEP) - max(left, step * STEP))))
    longest = [(step, rooms.most_common(1)[0][0]) for step, rooms in sorted(steps.items()) if rooms.total()]
    runs: list[tuple[int, int, int]] = []
    for step, room in longest:
        if runs and runs[-1][0] == room and runs[-1][2] == step:
            runs[-1] = (room, runs[-1][1], step + 1)
        else:
            runs.append((room, step, step + 1))
    a_step = (span.ends - span.begins) / ((span.right - span.left) / STEP)
    for room, begin, end in runs:
        left, right = max(begin * STEP, span.left), min(end * STEP, span.right)
        yield (
            room,
            left,
            right,
            span.begins + (left - span.left) / STEP * a_step,
            span.begins + (right - span.left) / STEP * a_step,
        )


def _legend(city: str, names: Names, colours: dict[int, int], others: bool) -> Markup:
    marks = [(_class(room, colours), names.room(city, room)) for room in colours]
    marks += [("r rx", "anywhere else")] if others else []
    return tag("ul", *(tag("li", tag("span", class_=f"swatch {mark}"), name) for mark, name in marks), class_="legend")


def _as_table(city: str, by_day: dict[date, list[Stay]], people: list[Person], names: Names) -> Markup:
    hours: dict[int, Counter[int]] = defaultdict(Counter)
    for stay in (each for found in by_day.values() for each in found):
        hours[stay.who][stay.room] += int((stay.ends - stay.begins).total_seconds())
    rows = [
        (each.name, each.tier, len(hours[each.who]), _most(hours[each.who], city, names)) for each in people if each.who in hours
    ]  # fmt: skip
    return folded("The same as a table", table(["who", "tier", "rooms", "most of the time at"], rows))


def _most(spent: Counter[int], city: str, names: Names) -> str:
    return ", ".join(f"{names.room(city, room)} {seconds / 3600:.1f} h" for room, seconds in spent.most_common(4))


def _class(room: int, colours: dict[int, int]) -> str:
    return f"r r{colours.get(room, 'x')}"


def _tier(person: Person) -> int:
    return TIERS.index(person.tier) if person.tier in TIERS else len(TIERS)
