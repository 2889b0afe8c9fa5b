"""What comes from outside, where the settings ask for it: the weather of a real place, and headlines.

Asked for in a thread beside the reactor, one address after the other, and kept in the home's folder ``outside``. What
fails is told by ``troubles``; the city goes on with its own weather and its own paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from evennia.utils import logger
from twisted.internet import threads

from gothmud.clock import wall
from gothmud.config import Settings
from gothmud.fetching import Limits, Subscription
from world import openmeteo
from world.feeds import MOST_BYTES, Headline, days_old, headlines, of_the_day
from world.schema import PartOfDay
from world.weather import Conditions

HOLDS = 3  # intervals for which a real weather holds without being renewed


class Outside:
    """The subscriptions of one city. ``look`` is called once a second and never waits."""

    def __init__(self, settings: Settings, home: Path) -> None:
        limits = Limits(settings.outside.seconds, MOST_BYTES, private=tuple(settings.outside.private_hosts))
        folder, news = home / "outside", settings.news
        self.lines, self._weather = news.lines, _weather(settings, folder, limits)
        self._feeds = [Subscription(each, folder, timedelta(minutes=news.interval), limits) for each in news.feeds]
        self._read: dict[str, list[Headline]] = {}
        self._garbled: dict[str, str] = {}
        self._unread = set(self._feeds)  # what was kept at the last stop
        self._unplaced = ""
        if settings.weather.source != "local" and self._weather is None:
            self._unplaced = "place.latitude and place.longitude are not set"
        self._busy = self._stopped = False

    def look(self) -> None:
        """Begin to ask for what is due, unless that is going on already."""
        every = [*self._feeds, *filter(None, [self._weather])]
        due = [each for each in every if each in self._unread or each.due()]
        if due and not self._busy and not self._stopped:
            self._busy = True
            done = threads.deferToThread(self._renew, due)
            done.addErrback(lambda failure: logger.log_err(f"outside: {failure.getTraceback()}"))
            done.addBoth(self._done)

    def stop(self) -> None:
        """Ask for nothing more."""
        self._stopped = True

    def conditions(self, now: datetime, part: Callable[[datetime], PartOfDay]) -> Conditions | None:
        """Return the weather of the real place, or None where there is none to be had."""
        it = self._weather
        if it is None or it.fetched is None or wall() - it.fetched > it.interval * HOLDS:
            return None
        try:
            return openmeteo.conditions(it.body, now, part)
        except ValueError as error:
            it.trouble = str(error)
            return None

    def news(self) -> list[Headline]:
        """Return the headlines of the day; older ones, marked so, where nothing newer could be read."""
        ages = {each.url: days_old(each.fetched, wall()) for each in self._feeds}
        aged = [[replace(line, old=ages[each.url]) for line in self._read.get(each.url, [])] for each in self._feeds]
        return of_the_day(aged, self.lines)

    def troubles(self) -> list[str]:
        """Return what doesn't work, a line each, and what stands in for it."""
        weather = self._weather.trouble if self._weather else self._unplaced
        news = [each.trouble or self._garbled.get(each.url, "") for each in self._feeds]
        stands_in = "the last headlines stay" if self._read else "the boards have the city's own paper"
        return [f"weather: {weather}; the city has its own meanwhile"] * bool(weather) + [
            f"news: {each}; {stands_in}" for each in news if each
        ]

    def _done(self, _: object) -> None:
        self._busy = False

    def _renew(self, due: list[Subscription]) -> None:
        """In the thread: ask for each that is due, and read what came."""
        for each in due:
            if each.due() and not self._stopped:
                each.renew()
            if each in self._feeds:
                self._read_feed(each)

    def _read_feed(self, feed: Subscription) -> None:
        self._unread.discard(feed)
        if not feed.body:
            return
        try:
            found = headlines(feed.body, _host(feed))
        except ValueError as error:
            self._garbled[feed.url] = f"{_host(feed)}: {error}"
            return
        self._garbled.pop(feed.url, None)
        self._read[feed.url] = found


def _weather(settings: Settings, folder: Path, limits: Limits) -> Subscription | None:
    place, weather = settings.place, settings.weather
    if weather.source == "local" or place.latitude is None or place.longitude is None:
        return None
    url = openmeteo.question(weather.url, place.latitude, place.longitude)
    return Subscription(url, folder, timedelta(minutes=weather.interval), limits)


def _host(subscription: Subscription) -> str:
    return str(urlsplit(subscription.url).hostname)
