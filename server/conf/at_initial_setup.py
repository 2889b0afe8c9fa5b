"""Called once by a plain ``evennia start`` in a home that nobody prepared."""

from __future__ import annotations


def at_initial_setup() -> None:
    """Build the city of the home's settings."""
    from django.conf import settings

    from typeclasses.builder import build, steps_to
    from world.load import find_city, load_city

    plan = load_city(find_city(settings.GOTHMUD.city.name))
    build(plan, steps_to(plan))
