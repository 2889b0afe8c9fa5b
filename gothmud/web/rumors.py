"""The web resource by which ``gothmud rumor plant`` speaks to the world."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from twisted.web.resource import Resource

from gothmud.web.resources import MAX_BODY, answer, refusal, refuse
from typeclasses.city import object_of, the_city
from typeclasses.rumors import called


class Planting(BaseModel):
    """What to plant: with people by name, or (what was ``seen``) with bodies by number."""

    model_config = ConfigDict(extra="forbid")

    text: str
    names: list[str] = []
    knows: list[int] = []
    seen: str = ""
    aliases: dict[str, list[str]] = Field(default={}, max_length=20)


class RumorResource(Resource):
    """``/rumors.json``: POST plants a fact. It wants the city's local token."""

    isLeaf = True

    def render_POST(self, request: Any) -> bytes:
        """Plant a fact: {"text": ..., "names": [...]}, or {"text": ..., "seen": EVENT, "knows": [...]}."""
        if refused := refusal(request):
            return refused
        try:
            asked = Planting.model_validate(json.loads(request.content.read(MAX_BODY)))
            knows = [*called(asked.names), *filter(None, map(object_of, asked.knows))]
            if not knows:
                raise ValueError("nobody to plant it with")
            event = the_city().rumors.plant(asked.text, knows, asked.aliases, asked.seen)
        except ValueError as error:
            return refuse(request, 400, " ".join(str(error).split()))
        names = [each.key for each in knows]
        told = {"fact": event.fact, "event": event.id, "text": event.text, "knows": names}
        return answer(request, told | {"instead_of": event.instead_of})
