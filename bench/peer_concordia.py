# pyright: reportMissingImports=false
"""Run by the Python of gdm-concordia's own environment: its simultaneous engine with basic entities and an instant model.

Prints one JSON line: agents, turns, seconds, CPU and resident memory a turn, after a first step that isn't counted.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from concordia.associative_memory import basic_associative_memory
from concordia.components.game_master import next_acting, terminate
from concordia.environment.engines import simultaneous
from concordia.language_model import no_language_model
from concordia.prefabs.entity import basic
from concordia.prefabs.game_master import generic
from concordia.typing.entity import free_action_spec

ANSWER = "looks at the well and says that it is low again."
CALL = "What does {name} do next?"
PAGE = 4096  # bytes
EARLY = 8  # steps: what is remembered grows, and each step costs more than the one before


class Fixed(no_language_model.NoLanguageModel):
    """Answers every question with the same words; a choice with the first."""

    def sample_text(self, prompt: str, **_options: Any) -> str:
        """Return the words."""
        return ANSWER


class Everybody(next_acting.NextActingAllEntities):
    """All act in every step; the event to resolve is taken as the first one's."""

    def get_currently_active_player(self) -> str | None:
        """Return the first; the parent raises."""
        return str(self._player_names[0])


def main(agents: int, steps: int) -> None:
    """Play one step to warm up, then ``steps`` more, and tell how long they took."""
    model, names = Fixed(), [f"Agent{number}" for number in range(agents)]
    entities = [basic.Entity(params={"name": name}).build(model, _bank()) for name in names]
    master = generic.GameMaster(params=_rules(names), entities=entities).build(model, _bank())
    moments: list[tuple[float, float, int]] = []
    simultaneous.Simultaneous().run_loop(
        [master], entities, premise="It is a fine morning in Plaza.", max_steps=steps + 1, log=[],
        checkpoint_callback=lambda _step: moments.append((time.monotonic(), time.process_time(), _resident())),  # noqa: TID251 - gothmud is not in that environment
    )  # fmt: skip
    turns = agents * (len(moments) - 1)
    seconds, cpu, kept = (last - first for first, last in zip(moments[0], moments[-1], strict=True))
    early = min(EARLY, len(moments) - 1)
    told = {"cpu_milliseconds_a_turn": cpu / turns * 1000, "megabytes_a_turn": kept / 1e6 / turns}
    told["turns_a_second_at_first"] = agents * early / (moments[early][0] - moments[0][0])
    print(json.dumps({"agents": agents, "turns": turns, "seconds": seconds, **told}))


def _rules(names: list[str]) -> dict[str, Any]:
    """Return a game master's settings: all act in every step, and what they may do is fixed, which costs it least."""
    extra = {
        next_acting.DEFAULT_NEXT_ACTING_COMPONENT_KEY: Everybody(names),
        next_acting.DEFAULT_NEXT_ACTION_SPEC_COMPONENT_KEY: next_acting.FixedActionSpec(
            free_action_spec(call_to_action=CALL)
        ),
        terminate.DEFAULT_TERMINATE_COMPONENT_KEY: terminate.NeverTerminate(),
    }
    return {"name": "default rules", "extra_components": extra, "extra_components_index": {}}


def _bank() -> basic_associative_memory.AssociativeMemoryBank:
    return basic_associative_memory.AssociativeMemoryBank(sentence_embedder=lambda _text: np.ones(3))


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
