"""``python -m gothmud.painter``: the supervisor runs it where ``photos.comfyui`` is set."""

from __future__ import annotations

import logging
import os
import sys

from gothmud.clock import block
from gothmud.config import Ports, home_dir, load
from gothmud.errors import GothmudError
from gothmud.painter.looking import Lately
from gothmud.painter.painting import Painter
from gothmud.status import ask_minds

LOOK = 5.0  # seconds


def main() -> None:
    """Paint until the supervisor is gone."""
    home = home_dir()
    settings = load(home)
    ports = Ports.from_base(settings.city.port)

    def idle() -> bool:
        minds = ask_minds(home, ports)
        return minds is not None and not minds["waiting"] and not minds["running"]

    lately = Lately(home)
    painter, parent = Painter(home / "photos", settings.photos, idle), os.getppid()
    while os.getppid() == parent:
        painter.look(lately.look())
        block(LOOK)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        main()
    except GothmudError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
