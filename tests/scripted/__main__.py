"""``python -m tests.scripted --port N --plan echo``: serve until SIGTERM or SIGINT; the first line printed is the URL."""

from __future__ import annotations

import argparse
import signal

from tests.scripted.asking import Plan
from tests.scripted.living import living
from tests.scripted.plans import echo_persona, lines, remembering, slowly
from tests.scripted.server import Scripted


def main() -> None:
    """Serve as the command line says."""
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # before there are threads: they inherit it
    told = _arguments()
    server = Scripted(
        slowly(_plan(told), told.delay), port=told.port, model=told.model, parameters=told.parameters,
        n_ctx=told.n_ctx, slots=told.slots,
    )  # fmt: skip
    with server:
        print(server.url, flush=True)
        signal.sigwait(stops)


def _plan(told: argparse.Namespace) -> Plan:
    match told.plan:
        case "remembering":
            return remembering()
        case "living":
            return living()
        case "lines":
            return lines(told.line or ["Good day to you."])
    return echo_persona()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scripted", description="A scripted model endpoint.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--plan", choices=("echo", "living", "lines", "remembering"), default="echo")
    parser.add_argument("--line", action="append", help="of plan lines; may be given several times")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before the first byte of an answer")
    parser.add_argument("--model", default="scripted-4b")
    parser.add_argument("--parameters", type=int, default=4_000_000_000, help="below 2e9: the narrow manner")
    parser.add_argument("--n-ctx", type=int, default=8192, help="tokens of context")
    parser.add_argument("--slots", type=int, default=4)
    return parser.parse_args()


if __name__ == "__main__":
    main()
