# `just` lints and tests; the others are what they say.

default: lint test

lint:
    uv run ruff check .
    uv run ruff format --check agents bench docs gothmud server tests typeclasses world
    uv run pyright
    uv run lint-imports
    uv run python docs/generate.py --check

fix:
    uv run ruff check --fix .
    uv run ruff format agents bench docs gothmud server tests typeclasses world

test:
    uv run pytest

docs:
    uv run python docs/generate.py

bench name:
    uv run python -m bench {{name}}

up:
    uv run gothmud up
