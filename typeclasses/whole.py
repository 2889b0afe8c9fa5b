"""Objects whose data comes into memory at once. Stock asks the database for each attribute by itself, also for one that
an object lacks: two dozen questions at the first visit of a room."""

from __future__ import annotations

from typing import Any, NamedTuple

from evennia.typeclasses.attributes import AttributeHandler, ModelAttributeBackend
from evennia.utils.utils import lazy_property


class _Found(NamedTuple):
    """What stock expects of a row that links an object and an attribute."""

    attribute: Any


class WholeBackend(ModelAttributeBackend):
    """Reads all attributes at the first that is asked for; what isn't among them is not asked for again."""

    def query_all(self) -> list[Any]:
        """Return all attributes, by one question. (Stock asks for their ids, and then for each.)"""
        return list(self.obj.db_attributes.filter(db_attrtype=self._attrtype)) if self.obj.pk else []

    def query_key(self, key: str, category: str | None) -> list[_Found]:
        """Return the attribute, or nothing."""
        if not self._cache_complete:
            self._full_cache()
        found = self._cache.get(f"{key}-{category}")
        return [_Found(found)] if found else []


class Whole:
    """A mixin for typeclasses of the world."""

    @lazy_property
    def attributes(self) -> AttributeHandler:
        """Evennia's handler of attributes."""
        return AttributeHandler(self, WholeBackend)
