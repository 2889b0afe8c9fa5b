"""Ways out."""

from __future__ import annotations

from typing import Any

from gothmud.wire import Act
from typeclasses import stock
from typeclasses.acts import TYPED, do_typed


class Exit(stock.Exit):
    """An exit: typing its name is the act ``go``, as it is for every mind."""

    def at_traverse(self, traversing_object: Any, target_location: Any, **_kwargs: Any) -> None:
        """Go through."""
        do_typed(traversing_object, Act(id=TYPED, verb="go", exit=self.id))
