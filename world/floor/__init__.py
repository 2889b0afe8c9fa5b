"""The floor of a room: who speaks, who is asked, how long a human has it, when a scene has run its course."""

from world.floor.floor import Floor, Standing
from world.floor.lines import Line, Moment, Present
from world.floor.manners import MANNERS, Manners
from world.floor.turn import whose_turn

__all__ = ["MANNERS", "Floor", "Line", "Manners", "Moment", "Present", "Standing", "whose_turn"]
