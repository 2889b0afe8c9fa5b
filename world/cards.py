"""Character cards as the hobbyists' front ends write them: JSON, or inside a PNG. Who is on one becomes a person here.

Of a card only texts are taken, bounded and cleaned. ``{{char}}`` and ``{{user}}`` are filled in, other macros fall away.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import warnings
from pathlib import Path
from typing import Annotated, Any

from PIL import Image, UnidentifiedImageError
from pydantic import BaseModel, Field, ValidationError

from gothmud.errors import CityError
from gothmud.persona import Lore, Persona
from gothmud.tables import Dice, Reply, Tier
from world.clean import cleaned

MOST = 10_000_000  # bytes of a card's file
MOST_TEXT = 2_000_000  # characters of its JSON
MOST_PIXELS = 40_000_000
CHUNKS = ("ccv3", "chara")  # where a PNG has it; the newer one first
PNG = b"\x89PNG\r\n\x1a\n"
SPECS = ("chara_card_v2", "chara_card_v3")
MACRO = re.compile(r"\{\{(char|user)?[^{}]*\}\}|<(BOT|USER|START)>", re.IGNORECASE)
SPOKEN = re.compile(r"[\"“]([^\"“”]{8,160})[\"”]")
LONGEST_PROSE, LONGEST_LOOKS, LONGEST_LORE, MOST_LORE = 2400, 400, 1000, 60


class Entry(BaseModel):
    """One entry of a card's lorebook."""

    keys: list[str] = []
    content: str = ""
    name: str = ""
    comment: str = ""
    enabled: bool = True


class Book(BaseModel):
    """A card's lorebook."""

    entries: list[Entry] = []


class Card(BaseModel):
    """What is read of a card."""

    name: Annotated[str, Field(min_length=1)]
    description: str = ""
    personality: str = ""
    scenario: str = ""
    first_mes: str = ""
    mes_example: str = ""
    character_book: Book | None = None


def read_card(path: Path) -> Card:
    """Return the card in a file. Raises CityError, one line, for what is no card."""
    try:
        if path.stat().st_size > MOST:
            raise CityError(f"{path}: {path.stat().st_size:,} bytes; a card has at most {MOST:,}")
        raw = path.read_bytes()
    except OSError as error:
        raise CityError(f"{path}: {error.strerror}") from None
    return _card(_in_png(raw, path) if raw.startswith(PNG) else raw, path)


def _in_png(raw: bytes, path: Path) -> bytes:
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(raw), formats=["PNG"]) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            texts: dict[Any, Any] = dict(picture.info)
            if not any(each in texts for each in CHUNKS) and picture.width * picture.height <= MOST_PIXELS:
                texts = dict(picture.text)  # pyright: ignore[reportAttributeAccessIssue] - those behind the pixels
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        raise CityError(f"{path}: a PNG that can't be read") from None
    found = next((texts[each] for each in CHUNKS if each in texts), None)
    if found is None:
        raise CityError(f"{path}: a picture without a card; expected a PNG with a text '{CHUNKS[0]}' or '{CHUNKS[1]}'")
    try:
        return base64.b64decode(str(found), validate=False)
    except (binascii.Error, ValueError):
        raise CityError(f"{path}: the card in this PNG is no base64") from None


def _card(raw: bytes, path: Path) -> Card:
    if len(raw) > MOST_TEXT:
        raise CityError(f"{path}: {len(raw):,} bytes of text; a card has at most {MOST_TEXT:,}")
    try:
        value = json.loads(raw)
        spec = value.get("spec") if isinstance(value, dict) else None
        if spec not in SPECS:
            raise CityError(
                f"{path}: no character card: found spec {str(spec)[:40]!r}, expected one of {', '.join(SPECS)}"
            )
        return Card.model_validate(value.get("data"))
    except ValidationError as error:
        first = error.errors()[0]
        raise CityError(f"{path}: no character card: data.{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (ValueError, RecursionError):
        raise CityError(f"{path}: no character card: neither a PNG nor JSON") from None


def person_of(card: Card, person_id: str, home: str, tier: Tier, role: str) -> Persona:
    """Return the person on a card, living in a room."""
    name = _filled(card.name, card.name)[:30].strip()
    about = [_filled(each, name) for each in (card.description, card.personality, card.scenario)]
    prose = _within("\n".join([f"You are {name}.", *filter(None, about)]), LONGEST_PROSE)
    looks = _within(about[0].partition("\n")[0], LONGEST_LOOKS) or "Nobody has described them yet."
    spoken = [
        " ".join(each.split()) for each in SPOKEN.findall(_filled(f"{card.first_mes}\n{card.mes_example}", name))
    ][:3]
    return Persona(
        id=person_id, name=name, tier=tier, home=home, role=role, looks=" ".join(looks.split()), prose=prose, sample=spoken,
        lore=_lore(card, name), dice=Dice(replies=[Reply(say=each) for each in spoken[:1] or ["Hm."]]),
    )  # fmt: skip


def _lore(card: Card, name: str) -> list[Lore]:
    found: list[Lore] = []
    for each in card.character_book.entries if card.character_book else []:
        keys = [word for key in each.keys[:20] if len(word := " ".join(_filled(key, name).split())[:60]) > 1]
        called = " ".join(_filled(each.name or each.comment or (keys[0] if keys else ""), name).split())[:60]
        text = _within(_filled(each.content, name), LONGEST_LORE)
        if each.enabled and len(called) > 1 and text and len(found) < MOST_LORE:
            found.append(Lore(called=called, aliases=[key for key in keys if key != called], text=text))
    return found


def _filled(text: str, name: str) -> str:
    """Return a card's text with names in place of its macros, clean."""

    def word(found: re.Match[str]) -> str:
        kind = (found[1] or found[2] or "").casefold()
        return {"char": name, "bot": name, "user": "the stranger"}.get(kind, "")

    plain: str = cleaned(MACRO.sub(word, text.replace("\r\n", "\n")))
    return re.sub(r"\n{2,}", "\n", plain)


def _within(text: str, most: int) -> str:
    """Return a text, cut behind its last sentence that fits."""
    if len(text) <= most:
        return text.strip()
    cut = text[:most]
    end = max(cut.rfind(each) for each in (". ", "! ", "? ", ".\n"))
    return (cut[: end + 1] if end > most // 3 else cut).strip()
