"""What comes from outside, where the settings ask for it: the weather of a real place, and headlines.

What came is kept in the home's folder ``outside``. What fails is told by ``troubles``; the city goes on with its own
weather and its own paper.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from gothmud.clock import wall
from gothmud.config import Settings
from gothmud.fetching import Limits, Subscription
from world import openmeteo
from world.feeds import MOST_BYTES, Headline, days_old, headlines, of_the_day
from world.weather import Conditions, Teller

HOLDS = 3  # intervals for which a real weather holds without being renewed


class Outside:
    """The subscriptions of one city. ``renew`` blocks and is called in a thread, one at a time; all else is at once."""

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

    def due(self) -> list[Subscription]:
        """Return what has to be renewed now."""
        return [each for each in self.renewed() if each in self._unread or each.due()]

    def renew(self, subscription: Subscription) -> None:
        """Ask for one if it is due, and read what came."""
        if subscription.due():
            subscription.renew()
            self._garbled.pop(subscription.url, None)
        if subscription in self._feeds:
            self._read_feed(subscription)

    def renewed(self) -> list[Subscription]:
        """Return all that is asked for again and again."""
        return [*self._feeds, *filter(None, [self._weather])]

    def conditions(self, now: datetime, teller: Teller) -> Conditions | None:
        """Return the weather of the real place, or None where there is none to be had."""
        if self._weather is None or not self._holds(self._weather):
            return None
        try:
            return openmeteo.conditions(self._weather.body, now, teller)
        except ValueError as error:
            self._garbled[self._weather.url] = str(error)
            return None

    def news(self) -> list[Headline]:
        """Return the headlines of the day; older ones, marked so, where nothing newer could be read."""
        ages = {each.url: days_old(each.fetched, wall()) for each in self._feeds}
        aged = [[replace(line, old=ages[each.url]) for line in self._read.get(each.url, [])] for each in self._feeds]
        return of_the_day(aged, self.lines)

    def troubles(self) -> list[str]:
        """Return what doesn't work, a line each, and what stands in for it."""
        old = "the last headlines stay" if self._read else "the boards have the city's own paper"
        news = [f"news: {trouble}; {old}" for each in self._feeds if (trouble := self._trouble(each))]
        weather = self._trouble(self._weather) if self._weather else self._unplaced
        holds = self._weather and self._holds(self._weather) and self._weather.url not in self._garbled
        stands_in = "the last answer holds" if holds else "the city has its own"
        return [f"weather: {weather}; {stands_in} meanwhile"] * bool(weather) + news

    def _trouble(self, subscription: Subscription) -> str:
        return subscription.trouble or self._garbled.get(subscription.url, "")

    @staticmethod
    def _holds(weather: Subscription) -> bool:
        return weather.fetched is not None and wall() - weather.fetched <= weather.interval * HOLDS

    def _read_feed(self, feed: Subscription) -> None:
        self._unread.discard(feed)
        if not feed.body:
            return
        try:
            found = headlines(feed.body, _host(feed))
        except ValueError as error:
            self._garbled[feed.url] = f"{_host(feed)}: {error}"
            return
        self._read[feed.url] = found


def _weather(settings: Settings, folder: Path, limits: Limits) -> Subscription | None:
    place, weather = settings.place, settings.weather
    if weather.source == "local" or place.latitude is None or place.longitude is None:
        return None
    url = openmeteo.question(weather.url, place.latitude, place.longitude)
    return Subscription(url, folder, timedelta(minutes=weather.interval), limits)


def _host(subscription: Subscription) -> str:
    return str(urlsplit(subscription.url).hostname)
