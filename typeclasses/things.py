"""Things: looked at, perhaps used, perhaps taken."""

from __future__ import annotations

from typing import Any

from typeclasses import stock


class Thing(stock.Object):
    """A thing. Data: ``desc``, ``takeable``, ``uses`` (each what the user and what the others see)."""

    location: Any

    def access(self, accessing_obj: Any, access_type: str = "read", **kwargs: Any) -> bool:
        """Evennia asks at every command whether each object here lends its commands; a thing never does."""
        return False if access_type == "call" else super().access(accessing_obj, access_type, **kwargs)

    @property
    def carried(self) -> bool:
        """Whether somebody has it."""
        return self.location is not None and not isinstance(self.location, stock.Room)

    def shown(self) -> str:
        """Return the thing as part of a sentence."""
        first = self.key.split(" ", 1)[0].casefold()
        if first in ("a", "an", "the", "some", "somebody's"):
            return self.key
        return f"{'an' if self.key[0].casefold() in 'aeiou' else 'a'} {self.key}"

    @property
    def verbs(self) -> list[str]:
        """What can be done with it."""
        verbs = ["use"] if self.db.uses else []
        if self.db.takeable:
            verbs += ["drop", "give"] if self.carried else ["get"]
        return verbs

    @property
    def content(self) -> str:
        """What somebody sees who is shown it: one line."""
        return " ".join(str(self.db.desc or "Nothing special.").split())

    def hints(self, looker: Any) -> list[str]:
        """Return what one could type at it."""
        hints = [f"|wuse {self.key}|n"] if self.db.uses else []
        return hints + ([f"|wget {self.key}|n"] if self.db.takeable and self.location != looker else [])

    def return_appearance(self, looker: Any, **_kwargs: Any) -> str:
        """Return what one sees at a closer look."""
        hints = self.hints(looker)
        return f"{self.db.desc or 'Nothing special.'}{'  (You could: ' + ', '.join(hints) + ')' if hints else ''}"
