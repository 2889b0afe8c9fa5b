"""Evennia's handler of connections, mended: after a restart of the portal nobody stays behind as a ghost; and what many
hear is made once."""

from __future__ import annotations

from typing import Any

import evennia
from evennia.server.sessionhandler import ServerSessionHandler


class SessionHandler(ServerSessionHandler):
    """The server's side of all connections."""

    def post(self, session: Any, message: dict[str, Any]) -> None:
        """Send what is the portal's shape already. (Stock makes every message anew for everybody who hears it.)"""
        link: Any = evennia.EVENNIA_SERVER_SERVICE.amp_protocol  # pyright: ignore[reportOptionalMemberAccess]
        link.post(session.sessid, message)

    def portal_sessions_sync(self, portalsessionsdata: dict[int, dict[str, Any]]) -> None:
        """Take over the portal's list; whoever isn't on it any more is properly gone. (Stock only forgets a name.)"""
        for session in list(self.values()):
            known = portalsessionsdata.get(session.sessid)
            if known is None or known.get("uid") != session.uid:
                self.disconnect(session, sync_portal=False)
        super().portal_sessions_sync(portalsessionsdata)
