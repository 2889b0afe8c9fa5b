"""Evennia's conf folder and portal plugins: wiring, no logic."""
