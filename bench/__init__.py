"""The benchmarks of a gothmud city: ``python -m bench NAME``; ``python -m bench table`` writes docs/benchmarks.md."""
