"""The visit of the etiquette benchmark on the embedded model: as seen, without a bar."""

from __future__ import annotations

from bench.etiquette import data_of, rows
from bench.guest import visited
from bench.results import Result

SECONDS = 240.0


def run() -> Result:
    """Let a human visit three agents without the manners, then with them: at once they would share the cores."""
    found = {name: visited(on, {"embedded": True}, SECONDS) for name, on in (("off", False), ("on", True))}
    return Result(
        name="etiquette-embedded", command="uv run python -m bench etiquette-embedded",
        measures="The visit of a human to three agents, on the embedded model (SmolLM2 135M in the narrow manner).",
        how=[f"As `etiquette`, {SECONDS:g} s each, one after the other; other people's talk is the model's."],
        caveats=[
            "A small model says little of its own accord, and the narrow manner has no ways out: there is less to hold back.",
            "One short visit each: as seen.",
        ],
        columns=["what", "off", "on"], rows=rows(found), data=data_of(found),
    )  # fmt: skip
