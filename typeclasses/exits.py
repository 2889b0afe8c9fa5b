"""Ways out."""

from __future__ import annotations

from typing import Any

from gothmud.wire import Act
from typeclasses import stock
from typeclasses.acts import TYPED, do_typed


class Exit(stock.Exit):
    """An exit: typing its name is the act ``go``, as it is for every mind."""

    def access(self, accessing_obj: Any, access_type: str = "read", **kwargs: Any) -> bool:
        """Evennia asks at every command whether each object here lends its commands; an exit always does."""
        return True if access_type == "call" else super().access(accessing_obj, access_type, **kwargs)

    def at_traverse(self, traversing_object: Any, target_location: Any, **_kwargs: Any) -> None:
        """Go through."""
        do_typed(traversing_object, Act(id=TYPED, verb="go", exit=self.id))
