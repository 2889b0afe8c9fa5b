"""docs/benchmarks.md, written from the kept results: for each its command, what it measures, how, and its caveats."""

from __future__ import annotations

from bench.results import ROOT, Result, load

NAMES = (
    "first-words", "answers", "prefix", "world", "validity", "kills", "resume", "mind-prefix", "mind-recall",
    "mind-overhead", "mind-sleep", "etiquette", "alone", "etiquette-embedded", "room", "rumour", "nesting", "replay", "repeated", "audit", "tower", "hour", "soak", "build", "injections",
)  # fmt: skip
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `uv run python -m bench table` from `bench/results/*.json`; don't edit it by hand.

All of it runs on the loopback address, in temporary homes, with the embedded model unless it says otherwise. The
machine is shared and what else ran on it is unknown: compare numbers of one run with each other, not those of two runs.
p50 is the median, p95 the nearest-rank 95th percentile, n the number of measurements.
"""


def write() -> None:
    """Write the page from all results that are kept."""
    found = [kept for name in NAMES if (kept := load(name))]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join([HEAD, *map(section, found)]), encoding="utf-8")


def section(result: Result) -> str:
    """Return the section of one benchmark."""
    table = [_row(result.columns), _row(["---"] * len(result.columns)), *map(_row, result.rows)]
    ran = result.ran
    parts = [
        f"## {result.name}", f"    {result.command}", result.measures, "\n".join(table),
        "\n".join(f"- {each}" for each in result.bars),
        "How:\n\n" + "\n".join(f"- {each}" for each in result.how),
        "Caveats:\n\n" + "\n".join(f"- {each}" for each in result.caveats) if result.caveats else "",
        f"Ran on {ran.get('on')}, {ran.get('cores')} cores ({ran.get('machine')}), Python {ran.get('python')}, "
        f"Evennia {ran.get('evennia')}, product `{ran.get('product')}`, load at the end {ran.get('load')}.",
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(each.replace("|", "\\|") for each in cells) + " |"
