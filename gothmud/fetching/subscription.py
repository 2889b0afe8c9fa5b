"""Something outside that is asked for again and again: when it is due, and what came last, kept on disk."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from gothmud.clock import wall
from gothmud.fetching.fetch import Failed, Limits, Marks, fetch

LONGEST = timedelta(days=1)  # between two attempts


class _Kept(BaseModel):
    """What is known of the last answer."""

    at: AwareDatetime
    etag: str = ""
    modified: str = ""


class Subscription:
    """One address. ``body`` is what came last, ``fetched`` when it was last known to be true, ``trouble`` what keeps it
    from being renewed. All times are real ones. ``renew`` blocks; it is called from one thread at a time."""

    def __init__(self, url: str, folder: Path, interval: timedelta, limits: Limits) -> None:
        self.url, self.interval, self._limits = url, interval, limits
        self._path = folder / hashlib.sha256(url.encode()).hexdigest()[:16]
        self.body: bytes = b""
        self.fetched: datetime | None = None
        self.trouble = ""
        self._marks, self._failures = Marks(), 0
        self._restore()
        self.asks_next = self.fetched + interval if self.fetched else wall()

    def due(self) -> bool:
        """Return whether it is time to ask again."""
        return wall() >= self.asks_next

    def renew(self) -> None:
        """Ask again. A failure is told by ``trouble``; after each the pause is twice as long, or as the server asks."""
        try:
            found = fetch(self.url, self._marks if self.body else Marks(), self._limits)
        except Failed as error:
            self._failures += 1
            pause = min(self.interval * 2 ** min(self._failures, 16), LONGEST)
            self.asks_next = wall() + max(pause, timedelta(seconds=error.wait))
            self.trouble = str(error)
            return
        self.body = self.body if found.body is None else found.body
        self._marks, self.fetched, self.trouble, self._failures = found.marks, wall(), "", 0
        self.asks_next = self.fetched + self.interval
        self._keep()

    def _keep(self) -> None:
        """Keep it for the next start: the body first, so that no time ever stands beside older words."""
        assert self.fetched is not None
        kept = _Kept(at=self.fetched, etag=self._marks.etag, modified=self._marks.modified)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            for suffix, data in ((".body", self.body), (".json", kept.model_dump_json().encode())):
                part = self._path.with_suffix(".part")
                part.write_bytes(data)
                part.replace(self._path.with_suffix(suffix))
        except OSError as error:
            self.trouble = f"can't be kept on disk: {error.strerror}"

    def _restore(self) -> None:
        """Take up what was kept; a file that is damaged or missing means that nothing was."""
        try:
            kept = _Kept.model_validate_json(self._path.with_suffix(".json").read_bytes())
            self.body = self._path.with_suffix(".body").read_bytes()
        except (OSError, ValidationError):
            return
        self.fetched, self._marks = kept.at, Marks(kept.etag, kept.modified)
