"""``python -m bench NAME [--clone]``, ``python -m bench table``, ``python -m bench show NAME``."""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.results import load, save, show
from bench.table import NAMES, write


def main() -> int:
    """Run one benchmark and keep its result, or write the page of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=[*NAMES, "table", "show"])
    parser.add_argument("which", nargs="?", default="", help="for show: which result")
    parser.add_argument("--clone", action="store_true", help="first-words: time a fresh clone too (runs git and uv)")
    told = parser.parse_args()
    if told.name == "table":
        write()
        return 0
    if told.name == "show":
        kept = load(told.which)
        show(kept) if kept else print(f"no result of '{told.which}'", file=sys.stderr)
        return 0 if kept else 1
    module = importlib.import_module(f"bench.{told.name.replace('-', '_')}")
    save(module.run(clone=True) if told.clone else module.run())
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
