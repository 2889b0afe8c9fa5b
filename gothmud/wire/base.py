"""What a message is, and what bounds every frame."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

SUBPROTOCOL = "gmcp.mudstandards.org"
MAX_FRAME = 8192  # bytes of a frame from a client; checked before it is parsed
MAX_TEXT = 600  # characters that one act may say


class WireError(ValueError):
    """A frame that is no message of ours. ``str()`` says why and never repeats what the frame held."""


class Message(BaseModel):
    """A message. ``package`` is its GMCP name; ``sender`` says which end sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    package: ClassVar[str] = ""
    sender: ClassVar[Literal["world", "client"]] = "world"

    def payload(self) -> Any:
        """Return the JSON value that follows the name."""
        return self.model_dump(mode="json", exclude_none=True)

    def encode(self) -> str:
        """Return the frame."""
        return f"{self.package} {json.dumps(self.payload(), ensure_ascii=False, separators=(',', ':'))}"


class ListMessage(Message):
    """A message whose payload is a bare list (``root``)."""

    root: list[Any]

    def payload(self) -> Any:
        """Return the bare list."""
        return self.model_dump(mode="json")["root"]


class Part(BaseModel):
    """A value within messages."""

    model_config = ConfigDict(frozen=True, extra="forbid")
