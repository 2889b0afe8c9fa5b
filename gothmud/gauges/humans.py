"""Who is human, as far as events have told."""

from __future__ import annotations

from gothmud.events import Came, Event, Said


class Humans(set[int]):
    """The numbers of the humans who came in or spoke."""

    def take(self, event: Event) -> None:
        """Learn from an event whether somebody is human."""
        if isinstance(event, Came | Said):
            self.meet(event.who, event.tier)

    def meet(self, who: int, tier: str) -> None:
        """Learn of which tier somebody is who came in or spoke."""
        if tier == "human":
            self.add(who)
