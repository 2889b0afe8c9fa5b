"""A character card as front ends write them."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

CARD: dict[str, Any] = {
    "spec": "chara_card_v2", "spec_version": "2.0",
    "data": {
        "name": "Seraphina", "description": "{{char}} guards a forest, with pink hair.\n\n{{char}} heals {{user}}.",
        "personality": "kind, gentle", "scenario": "", "first_mes": '*smiles* "Good morning, dear one. You slept well."',
        "mes_example": '<START>\n{{char}}: "The forest is my home, you know."', "creator_notes": "", "system_prompt": "",
        "post_history_instructions": "", "alternate_greetings": [], "tags": ["fantasy"], "creator": "", "character_version": "",
        "extensions": {},
        "character_book": {
            "extensions": {},
            "entries": [
                {"keys": ["forest", "Eldoria"], "content": "Eldoria was safe once, {{user}}.", "enabled": True, "extensions": {}, "insertion_order": 1},
                {"keys": ["secret"], "content": "Off.", "enabled": False, "extensions": {}, "insertion_order": 2},
            ],
        },
    },
}  # fmt: skip


def png(path: Path, chunk: str, text: str) -> Path:
    """Write a PNG that has a text in a chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_text(chunk, text)
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG", pnginfo=info)
    path.write_bytes(stream.getvalue())
    return path


def packed(card: Any) -> str:
    """Return a card as a PNG holds it."""
    return base64.b64encode(json.dumps(card).encode()).decode()
