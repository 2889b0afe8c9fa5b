"""What is usual in the city, as far as the last days have shown it, and what of a stretch is not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from agents.tower.reading import Spot
from agents.tower.stretch import Stretch

DAYS = 6  # what nobody did for so long is no longer usual
PEOPLE, PLACES, PARTNERS = 300, 30, 40  # that are remembered, those of the longest ago given up first
ACQUAINTED = 3  # stretches after which one knows somebody's ways
GONE = timedelta(hours=24)
BURST, LEAST_BURST = 3.0, 20  # times the usual number of lines, and lines at least
REFUSALS = 4  # in one stretch, of the same

Kind = Literal["strangers", "whisper", "late", "refused", "gone", "burst", "newcomer", "place", "partner"]
WEIGHTS: dict[Kind, int] = {
    "strangers": 5, "late": 4, "refused": 4, "gone": 3, "burst": 2, "whisper": 2, "newcomer": 1, "place": 1, "partner": 1,
}  # fmt: skip
PUBLIC: tuple[Kind, ...] = ("late", "refused", "burst")  # what a shout may be about; what is whispered never is


@dataclass(frozen=True, slots=True)
class Finding:
    """Something out of the ordinary: of what kind, who (body numbers), what fills in the words, the line that shows it."""

    kind: Kind
    people: tuple[int, ...]
    spot: Spot | None
    words: tuple[str, ...] = ()
    usual: bool = False

    @property
    def weight(self) -> int:
        """How much it matters; what somebody does on other nights, too, hardly."""
        return 1 if self.usual else WEIGHTS[self.kind]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Known(_Kept):
    """Somebody as the last days have shown them: places, partners and late nights with the last time of each."""

    name: str
    last: datetime
    stretches: int = 0
    missed: bool = False
    places: dict[str, datetime] = {}
    partners: dict[int, datetime] = {}
    nights: dict[str, datetime] = {}


class Usual(_Kept):
    """The city as the last days have shown it; ``said`` are the lines of a stretch on average."""

    people: dict[int, Known] = {}
    said: float = 0.0
    stretches: int = 0


def unusual(stretch: Stretch, usual: Usual, now: datetime, me: int) -> list[Finding]:
    """Return what is out of the ordinary, the weightiest first; nothing that ``me`` has a part in."""
    found = [
        *_whispers(stretch, usual), *_late(stretch, usual, now), *_refused(stretch), *_gone(stretch, usual, now),
        *_burst(stretch, usual), *_new(stretch, usual),
    ]  # fmt: skip
    return sorted((each for each in found if me not in each.people), key=lambda each: -each.weight)


def learned(usual: Usual, stretch: Stretch, now: datetime) -> Usual:
    """Return what is usual after a stretch; what is older than some days is forgotten."""
    people = dict(usual.people)
    for body, seen in stretch.people.items():
        before = people.get(body) or Known(name=seen.name, last=now)
        partners = [other for pair in stretch.met if body in pair for other in pair if other != body]
        nights = [night(now)] if body in stretch.late else []
        people[body] = Known(
            name=seen.name, last=now, stretches=before.stretches + 1,
            places=_renewed(before.places, seen.places, now, PLACES),
            partners=_renewed(before.partners, partners, now, PARTNERS), nights=_renewed(before.nights, nights, now, DAYS),
        )  # fmt: skip
    for body, each in people.items():
        if body not in stretch.people and now - each.last >= GONE:
            people[body] = each.model_copy(update={"missed": True})
    kept = sorted(people.items(), key=lambda each: each[1].last, reverse=True)[:PEOPLE]
    count = usual.stretches + 1
    said = usual.said + (stretch.said - usual.said) / min(count, 3 * 24 * DAYS)
    fresh = {body: each for body, each in kept if now - each.last < timedelta(days=DAYS)}
    return Usual(people=fresh, said=said, stretches=count)


def night(now: datetime) -> str:
    """Return the night that an hour belongs to, by the day before its morning."""
    return f"{now - timedelta(hours=12):%F}"


def _renewed[K](before: dict[K, datetime], again: Iterable[K], now: datetime, most: int) -> dict[K, datetime]:
    both = {**before, **dict.fromkeys(again, now)}
    fresh = sorted(both.items(), key=lambda each: each[1], reverse=True)[:most]
    return {key: at for key, at in fresh if now - at < timedelta(days=DAYS)}


def _whispers(stretch: Stretch, usual: Usual) -> Iterator[Finding]:
    for (who, to), each in stretch.whispers.items():
        acquainted = to in _partners(usual, who) or who in _partners(usual, to)
        words = (stretch.name(who), stretch.name(to), each.room, each.hour, each.text)
        yield Finding("whisper" if acquainted or not usual.stretches else "strangers", (who, to), each.spot, words)


def _partners(usual: Usual, who: int) -> dict[int, datetime]:
    return usual.people[who].partners if who in usual.people else {}


def _late(stretch: Stretch, usual: Usual, now: datetime) -> Iterator[Finding]:
    for who, each in stretch.late.items():
        nights = {*(usual.people[who].nights if who in usual.people else ())} - {night(now)}
        words = (stretch.name(who), each.room, each.hour)
        yield Finding("late", (who,), each.spot, words, usual=len(nights) > 1)


def _refused(stretch: Stretch) -> Iterator[Finding]:
    for (who, _), each in stretch.refused.items():
        if each.times >= REFUSALS:
            yield Finding("refused", (who,), each.spot, (stretch.name(who), str(each.times), each.reason))


def _gone(stretch: Stretch, usual: Usual, now: datetime) -> Iterator[Finding]:
    for body, each in usual.people.items():
        away = now - each.last
        if body not in stretch.people and away >= GONE and not each.missed and each.stretches >= ACQUAINTED:
            yield Finding("gone", (body,), None, (each.name, f"{each.last:%H:%M on %A}"))


def _burst(stretch: Stretch, usual: Usual) -> Iterator[Finding]:
    if usual.stretches >= ACQUAINTED and stretch.said >= max(LEAST_BURST, BURST * usual.said):
        yield Finding("burst", (), None, (str(stretch.said), f"{usual.said:.0f}"))


def _new(stretch: Stretch, usual: Usual) -> Iterator[Finding]:
    """Yield faces, places and partners that are new; of a face that is new all is."""
    for body, seen in stretch.people.items():
        known = usual.people.get(body)
        if known is None:
            if usual.stretches >= ACQUAINTED:
                yield Finding("newcomer", (body,), next(iter(seen.places.values()), None), (seen.name,))
        elif known.stretches >= ACQUAINTED:
            for place, spot in seen.places.items():
                if place not in known.places:
                    yield Finding("place", (body,), spot, (seen.name, place))
    for (one, other), spot in stretch.met.items():
        both = [usual.people.get(each) for each in (one, other)]
        if all(each and each.stretches >= ACQUAINTED for each in both) and other not in _partners(usual, one):
            yield Finding("partner", (one, other), spot, (stretch.name(one), stretch.name(other)))
