"""Actions that a mind does by itself: nobody sees them, the world isn't asked. Offered by ``register_actions``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.view import View


@dataclass(frozen=True, slots=True)
class OwnAction:
    """One action. ``do`` gets the reply's text and returns what the mind learns of it; it has to bear being done twice
    with the same text (a crash between doing and noting that it was done)."""

    name: str
    meaning: str
    do: Callable[[View, str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class OwnAct:
    """One such act that was chosen."""

    name: str
    text: str
