"""Minds.

A mind lives in a Body (senses in, acts out) and doesn't know that it is in a MUD. An agent is a full mind: a session
file that only grows, a context made from it, a turn at a time (turn.py). A short-memory mind holds the last lines of
its room (shortmind.py). All of them ask the language model through one queue (queue.py), where a failing endpoint is
a value. Nothing here imports Evennia or Django; nothing happens on import.
"""
