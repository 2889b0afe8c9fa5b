"""Plants a fact in a home's city, or says what is followed: ``python -m tests.plays.planting [TEXT]``

Each run is a start of the world: it knows of earlier facts what the record has. Prints the facts with who knows each.
"""

# ruff: noqa: E402 - Django has to be set up before the rest is imported
from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.conf.settings")

import django

django.setup()

import evennia

evennia._init()

from typeclasses.city import the_city
from typeclasses.rumors import called


def main(texts: list[str]) -> None:
    """Plant each text with Ada; print what is followed then."""
    rumors = the_city().rumors
    planted = [rumors.plant(each, called(["ada"]), {}) for each in texts]
    told = {
        "planted": [each.fact for each in planted],
        "stories": {name: len(each.learnt) for name, each in rumors.tracker.stories.items()},
        "followed": list(rumors.tracker.followed),
        "tellings": [each.text for story in rumors.tracker.stories.values() for each in story.tellings],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
