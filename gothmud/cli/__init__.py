"""The command line: each command parses, calls one function of a package, and shows the result."""

from __future__ import annotations

import sys

import typer

from gothmud.errors import GothmudError


def build_app() -> typer.Typer:
    """Return the whole command line."""
    from gothmud.cli import (
        agent,
        archive,
        ask,
        bench,
        city,
        clock,
        doctor,
        forget,
        freeze,
        ledger,
        person,
        photos,
        reader,
        replay,
        report,
        rumor,
        run,
        status,
        tower,
        up,
    )  # fmt: skip

    app = typer.Typer(
        help="A city that runs around the clock.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for module in (
        up,
        run,
        status,
        clock,
        freeze,
        forget,
        ledger,
        doctor,
        city,
        person,
        agent,
        ask,
        reader,
        rumor,
        photos,
        tower,
        replay,
        report,
        archive,
        bench,
    ):
        module.register(app)
    return app


def main() -> None:
    """Run the command line. What a user can mend is one readable line; the exit status is then 2. A file or folder that
    can't be read or written is such a thing."""
    try:
        build_app()()
    except GothmudError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        if not error.filename:
            raise
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(2)
