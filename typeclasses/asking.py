"""The city asks outside in a thread beside the reactor, one address after the other: nobody waits for an answer."""

from __future__ import annotations

from evennia.utils import logger
from twisted.internet import threads

from gothmud.fetching import Subscription
from world.outside import Outside


class Asking:
    """Renews what is due. ``look`` is called once a second."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._busy = self._stopped = False

    def look(self) -> None:
        """Begin to ask for what is due, unless that is going on already."""
        if self._busy or self._stopped or not (due := self._outside.due()):
            return
        self._busy = True
        asked = threads.deferToThread(self._ask, due)
        asked.addErrback(lambda failure: logger.log_err(f"outside: {failure.getTraceback()}"))
        asked.addBoth(self._asked)

    def stop(self) -> None:
        """Ask for nothing more; what is on its way ends within its time."""
        self._stopped = True

    def _ask(self, due: list[Subscription]) -> None:
        for each in due:
            if not self._stopped:
                self._outside.renew(each)

    def _asked(self, _: object) -> None:
        self._busy = False
