"""A stage without sockets: the world in this process, its link to the portal replaced by lists.

``python -m tests.plays.inside PLAY...`` performs plays in the city of ``GOTHMUD_HOME`` (made by server.prepare).
"""

# ruff: noqa: E402 - Django has to be set up before the rest is imported
from __future__ import annotations

import os
import sys
import traceback
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.conf.settings")

import django

django.setup()

import evennia

evennia._init()

from evennia.server.serversession import ServerSession
from evennia.utils.ansi import parse_ansi
from twisted.internet import defer, reactor, threads

from agents.schedule import last
from tests.live.waiting import until
from tests.plays.play import perform
from typeclasses.city import the_city

PASSWORD = "lamp-oil-and-wicks"
LINK: Any = reactor


class Portal:
    """Takes what the server says to its portal: texts are kept by connection, all else is let go."""

    def __init__(self) -> None:
        self.texts: dict[int, list[str]] = defaultdict(list)

    def send_MsgServer2Portal(self, session: Any, **kwargs: Any) -> Any:
        """Keep the text."""
        self._keep(session.sessid, kwargs)
        return defer.succeed(None)

    def post(self, sessid: int, message: dict[str, Any]) -> None:
        """Keep the text of a message that is in the portal's shape."""
        self._keep(sessid, message)

    def send_AdminServer2Portal(self, *_: Any, **__: Any) -> Any:
        """Let it go."""
        return defer.succeed(None)

    def _keep(self, sessid: int, message: dict[str, Any]) -> None:
        """Keep a text as a telnet client without colours would show it."""
        if "text" in message:
            text = parse_ansi(str(message["text"][0][0]), strip_ansi=True)
            self.texts[sessid] += [each.strip() for each in text.splitlines() if each.strip()]


class Inside:
    """The stage. Called from a thread beside the reactor."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._sessions: dict[str, int] = {}
        self._cast: list[str] = []
        self._number = 0

    def enter(self, name: str) -> None:
        """Connect and make an account."""
        self._number += 1
        number = self._sessions[name] = self._number
        blank = ServerSession()
        blank.init_session("play", f"127.0.1.{number}", evennia.SESSION_HANDLER)
        data = {**blank.get_sync_data(), "sessid": number}
        threads.blockingCallFromThread(LINK, evennia.SESSION_HANDLER.portal_connect, data)
        self.type(name, f"create {name} {PASSWORD}")
        until(lambda: any(each.startswith("Ways: ") for each in self.lines(name)), f"{name} is in")

    def cast(self, name: str, tier: str) -> None:
        """Make somebody's body one of the city's own."""
        threads.blockingCallFromThread(LINK, self._become, name, tier)
        self._cast.append(name)

    def _become(self, name: str, tier: str) -> None:
        evennia.SESSION_HANDLER[self._sessions[name]].puppet.db.tier = tier

    def strike(self, hour: str) -> None:
        """Move the city's clock on, and let happen what comes with the hour."""
        threads.blockingCallFromThread(LINK, self._jump, hour)

    def _jump(self, hour: str) -> None:
        city = the_city()
        city.set_clock(jump=last(hour, city.clock.now()) + timedelta(days=1))
        city.time_passes()

    def type(self, name: str, line: str) -> None:
        """Give a line to the server as if it came from the portal."""

        def give() -> None:
            handler = evennia.SESSION_HANDLER
            handler.data_in(handler[self._sessions[name]], text=[[line], {}])

        threads.blockingCallFromThread(LINK, give)

    def lines(self, name: str) -> list[str]:
        """Return what somebody has seen."""
        return list(self._portal.texts[self._sessions[name]])

    def leave(self) -> None:
        """Let everybody go; whoever was cast is a stranger again, and fades away as strangers do."""
        for name in self._cast:
            threads.blockingCallFromThread(LINK, self._become, name, "human")
        self._cast = []
        handler = evennia.SESSION_HANDLER
        for number in self._sessions.values():
            threads.blockingCallFromThread(LINK, handler.portal_disconnect, handler[number])
        self._sessions = {}


def _performed(paths: list[Path], portal: Portal) -> int:
    stage, failed = Inside(portal), 0
    for path in paths:
        try:
            perform(path, stage)
            print(f"{path.name}: as written")
        except AssertionError as error:
            failed += 1
            print(error)
        except Exception:  # noqa: BLE001 - whatever it was, the reactor has to end
            failed += 1
            traceback.print_exc()
        stage.leave()
    return failed


def main(paths: list[Path]) -> int:
    """Wind up the world, perform, stop; return how many plays failed."""
    portal, outcome = Portal(), [1]
    evennia.EVENNIA_SERVER_SERVICE.amp_protocol = portal

    def begin() -> None:
        evennia.EVENNIA_SERVER_SERVICE.run_init_hooks("shutdown")
        done = threads.deferToThread(_performed, paths, portal)
        done.addCallback(lambda failed: outcome.__setitem__(0, failed))
        done.addBoth(lambda _: LINK.stop())

    LINK.callWhenRunning(begin)
    LINK.run()
    return outcome[0]


if __name__ == "__main__":
    sys.exit(main([Path(each) for each in sys.argv[1:]]))
