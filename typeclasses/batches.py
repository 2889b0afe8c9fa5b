"""Many new objects with a few statements: Evennia makes a pattern of each sort, the others are written after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.db import transaction
from evennia import create_object
from evennia.typeclasses.attributes import Attribute
from evennia.typeclasses.tags import Tag
from evennia.utils.dbserialize import to_pickle

from typeclasses.stock import ObjectDB, atomic

MODEL = "objectdb"  # as Evennia marks the attributes and tags of objects
ALIAS = "alias"  # its type of tag for aliases
Label = tuple[str, str | None, str | None]  # a tag: key, category, type
Tags: Any = Tag


@dataclass(frozen=True, slots=True)
class Form:
    """What a new object is to be. Places are numbers of objects; ``tags`` are keys with their categories."""

    path: str
    key: str
    location: int | None = None
    home: int | None = None
    destination: int | None = None
    locks: str = ""
    aliases: Sequence[str] = ()
    tags: Sequence[tuple[str, str]] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> set[Label]:
        """Its tags and aliases as Evennia keeps them."""
        aliases: set[Label] = {(each.strip().lower(), None, ALIAS) for each in self.aliases}
        return aliases.union((key.strip().lower(), category, None) for key, category in self.tags)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What Evennia gives to every new object of a sort."""

    locks: str
    cmdsets: str | None
    attributes: Mapping[str, Any]


def make(forms: Sequence[Form]) -> None:
    """Make objects as ``create_object`` would, less the hooks of moving; their places show them after the commit.

    Call it in a transaction. Nothing of what is made is held in memory.
    """
    made = ObjectDB.objects.bulk_create([_row(each) for each in forms])
    numbers = [each.id for each in made]
    _give_attributes(numbers, forms)
    _give_labels(numbers, forms)
    places = {each.location for each in forms if each.location is not None}
    transaction.on_commit(partial(_show_in, places))


def _row(form: Form) -> Any:
    pattern = _pattern(form.path, form.locks)
    return ObjectDB(
        db_key=form.key, db_typeclass_path=form.path, db_location_id=form.location, db_home_id=form.home,
        db_destination_id=form.destination, db_lock_storage=pattern.locks, db_cmdset_storage=pattern.cmdsets,
    )  # fmt: skip


@cache
def _pattern(path: str, locks: str) -> Pattern:
    """Return what an object of a sort is like that Evennia has made; the object itself is undone."""
    with atomic():
        made = create_object(path, key="pattern", nohome=True, locks=locks)
        attributes = {each.key: each.value for each in made.attributes.all()}
        pattern = Pattern(made.db_lock_storage, made.db_cmdset_storage, attributes)
        transaction.set_rollback(True)
    made.flush_from_cache(force=True)
    return pattern


def _give_attributes(numbers: Sequence[int], forms: Sequence[Form]) -> None:
    owners, rows = [], []
    for number, form in zip(numbers, forms, strict=True):
        for key, value in {**_pattern(form.path, form.locks).attributes, **form.attributes}.items():
            owners.append(number)
            rows.append(Attribute(db_key=key, db_value=to_pickle(value), db_model=MODEL))
    made = Attribute.objects.bulk_create(rows)
    link = ObjectDB.db_attributes.through
    link.objects.bulk_create(
        link(objectdb_id=owner, attribute_id=each.id) for owner, each in zip(owners, made, strict=True)
    )


def _give_labels(numbers: Sequence[int], forms: Sequence[Form]) -> None:
    known = _known({label for form in forms for label in form.labels})
    link = ObjectDB.db_tags.through
    link.objects.bulk_create(
        link(objectdb_id=number, tag_id=known[label])
        for number, form in zip(numbers, forms, strict=True) for label in form.labels
    )  # fmt: skip


def _known(labels: set[Label]) -> dict[Label, int]:
    """Return the number of each tag; those that nothing had until now are made."""
    found = _stored(labels)
    if missing := sorted(labels - found.keys(), key=str):
        Tags.objects.bulk_create(Tags(db_key=k, db_category=c, db_tagtype=t, db_model=MODEL) for k, c, t in missing)
        found = _stored(labels)
    return found


def _stored(labels: set[Label]) -> dict[Label, int]:
    keys = {key for key, _, _ in labels}
    rows = Tags.objects.filter(db_key__in=keys, db_model=MODEL)
    found = rows.values_list("id", "db_key", "db_category", "db_tagtype")
    return {(key, category, kind): number for number, key, category, kind in found if (key, category, kind) in labels}


def _show_in(places: Iterable[int]) -> None:
    """Let places that are in memory see what is new in them."""
    for each in filter(None, map(ObjectDB.get_cached_instance, places)):
        each.contents_cache.init()
