"""What every section of the settings is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """One table of the file: frozen, and no field that isn't declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def checked_url(value: str) -> str:
    """Return a URL of the web, or nothing. Raises ValueError for anything else."""
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("expected a URL that begins with http:// or https://")
    return value
