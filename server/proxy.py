"""The portal's web proxy: Twisted's tells a browser that has gone the end of its answer, and fails over it."""

from __future__ import annotations

from twisted.web.proxy import ProxyClient, ProxyClientFactory


class LeavingClient(ProxyClient):
    """Fetches a page from the world; whoever asked for it may have gone meanwhile."""

    def handleResponseEnd(self) -> None:
        """End the answer, if somebody still waits for it."""
        if not self.father._disconnected:
            super().handleResponseEnd()
        elif self.transport:
            self._finished = True
            self.transport.loseConnection()


class LeavingClientFactory(ProxyClientFactory):
    """Makes them."""

    protocol = LeavingClient
