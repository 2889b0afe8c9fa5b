"""A note's front matter: what we know of it, and our keys renewed in it. All else stays as a human wrote it, to the byte."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import Node, SequenceNode

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
# What we write ourselves, line by line: texts that no YAML reader takes for a number, a date, a truth or a structure.
PLAIN = re.compile(
    r"id: (?P<id>(?!(?i:true|false|null|yes|no|on|off|y|n)\n)[a-z][a-z0-9]*(?:-[a-z0-9]+)*|'\d{4}-\d\d-\d\d')\n"
    r"name: (?P<name>(?!(?i:true|false|null|yes|no|on|off|y|n)\n)[A-Z][a-z]*(?: [A-Za-z0-9][a-z0-9]*)*)\n"
    r"aliases:(?: \[\]\n|\n(?P<aliases>(?:- (?!(?i:true|false|null|yes|no|on|off|y|n)\n)[A-Za-z][a-z]*(?: [A-Za-z][a-z]*)*\n)+))"
    r"updated: ['\"](?P<updated>\d{4}-\d\d-\d\dT\d\d:\d\d)['\"]\n"
)
NOTHING = ("", "~", "null")
WIDEST = 4096  # YAML's writer breaks longer lines


class Unreadable(ValueError):
    """A file that is no note; ``str()`` says what is wrong with it."""


class Front(BaseModel):
    """The front matter that we know. A human's own keys stand beside it and stay as they are."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=80)]
    name: Annotated[str, Field(max_length=120)] = ""
    aliases: list[str] = []
    updated: datetime | None = None
    cool_down: Annotated[int, Field(ge=0)] = 0
    requires: list[str] = []
    excludes: list[str] = []

    @field_validator("aliases", "requires", "excludes", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        """Take what Obsidian takes for a list: nothing, or one text."""
        return [] if value in NOTHING else [value] if isinstance(value, str) else value

    @field_validator("updated", mode="before")
    @classmethod
    def _or_never(cls, value: Any) -> Any:
        return None if value in NOTHING else value

    @field_validator("updated")
    @classmethod
    def _in_city_time(cls, value: datetime | None) -> datetime | None:
        """City time has no zone; an editor may have added one."""
        return value and value.replace(tzinfo=None)


def front_of(text: str) -> Front:
    """Return a file's front matter. Raises Unreadable."""
    found = FRONT.match(text)
    if not found:
        raise Unreadable("no front matter; expected '---', then 'id: ...', then '---'")
    try:
        return Front.model_validate(_loaded(found[1]))
    except ValidationError as error:
        first = error.errors()[0]
        raise Unreadable(f"front matter: {'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}") from None


def added_keys(text: str) -> set[str]:
    """Return the keys of a file's front matter that a human has added. Raises Unreadable."""
    found = FRONT.match(text)
    return {*_loaded(found[1])} - {"id", "name", "aliases", "updated"} if found else set()


def begun(note_id: str, name: str, aliases: Sequence[str], at: datetime) -> str:
    """Return the front matter of a new note, with its rules."""
    values = {"id": note_id, "name": name, "aliases": list(aliases), "updated": _minute(at)}
    quick = _ours(values)
    return f"---\n{quick if PLAIN.fullmatch(quick) else _dumped(values)}---\n"


def renewed(old: str, name: str, aliases: Sequence[str], at: datetime) -> str:
    """Return a file's front matter, with its rules, with our keys set. ``old`` has one that can be read."""
    found = FRONT.match(old)
    assert found is not None
    values = _loaded(found[1])
    known = Front.model_validate(values).aliases
    new = [each for each in dict.fromkeys(aliases) if each not in known]
    wanted = {"name": name, "updated": _minute(at)} | ({"aliases": [*known, *new]} if new else {})
    front = _edited(found[1], values, wanted)
    return f"{old[: found.start(1)]}{front}{old[found.end(1) : found.end()].rstrip()}{_newline(front)}"


def _loaded(front: str) -> dict[str, Any]:
    """Return the values of a front matter, each scalar as the text that it is: an id may look like a date. Ours is read
    without the YAML library, which takes milliseconds."""
    if own := PLAIN.fullmatch(front):
        aliases = [each.removeprefix("- ") for each in (own["aliases"] or "").splitlines()]
        return {"id": own["id"].strip("'"), "name": own["name"], "aliases": aliases, "updated": own["updated"]}
    try:
        return YAML(typ="base").load(front)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = " ".join(str(getattr(error, "problem", error)).split())
        raise Unreadable(f"front matter, line {mark.line + 2 if mark else '?'}: {what}") from None
    except Exception as error:  # noqa: BLE001 - the reader lets out RecursionError, more
        raise Unreadable(f"front matter: {' '.join(str(error).split())}") from None


def _edited(front: str, values: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """Set keys in the text itself; a text in which that can't be done is written anew by the YAML library."""
    text = front
    if PLAIN.fullmatch(front) and PLAIN.fullmatch(quick := _ours({**values, **wanted})):
        return quick
    try:
        for key, value in wanted.items():
            text = text if values.get(key) == value else _with(text, key, value)
        if _loaded(text) == {**values, **wanted}:
            return text
    except (YAMLError, Unreadable):
        pass
    yaml, held = _writer(), StringIO()
    try:
        kept = yaml.load(front)
        kept.update(wanted)
        yaml.dump(kept, held)
    except Exception:  # noqa: BLE001 - this reader makes dates of what looks like one, and lets out ValueError, more
        return _dumped({**values, **wanted})
    return held.getvalue()


def _with(front: str, key: str, value: Any) -> str:
    pairs: list[tuple[Node, Node]] = YAML(typ="safe", pure=True).compose(front).value
    found = next((pair for pair in pairs if pair[0].value == key), None)
    if found is None:
        return front + _dumped({key: value}).replace("\n", _newline(front))
    name, node = found
    if isinstance(node, SequenceNode) and node.value:
        return _longer(front, node, value[len(node.value) :])
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:  # nothing stands there
        start = end = front.index(":", name.end_mark.index) + 1
    gap = " " if front[start - 1] == ":" else ""
    return f"{front[:start]}{gap}{json.dumps(value, ensure_ascii=False)}{front[end:]}"


def _longer(front: str, node: SequenceNode, more: Sequence[str]) -> str:
    """Add to a list in the manner in which it is written."""
    shown = [json.dumps(each, ensure_ascii=False) for each in more]
    if node.flow_style:
        end = node.end_mark.index - 1
        return f"{front[:end]}, {', '.join(shown)}{front[end:]}"
    at = front.find("\n", node.value[-1].end_mark.index) + 1
    lines = "".join(f"{' ' * node.start_mark.column}- {each}{_newline(front)}" for each in shown)
    return f"{front[:at]}{lines}{front[at:]}"


def _ours(values: Mapping[str, Any]) -> str:
    """Return front matter that has our keys only, as ``begun`` writes it."""
    listed = "".join(f"\n- {each}" for each in values["aliases"]) or " []"
    shown = f"'{values['id']}'" if values["id"][0].isdigit() else values["id"]
    return f"id: {shown}\nname: {values['name']}\naliases:{listed}\nupdated: '{values['updated']}'\n"


def _dumped(values: Mapping[str, Any]) -> str:
    held = StringIO()
    _writer().dump(dict(values), held)
    return held.getvalue()


def _writer() -> YAML:
    yaml = YAML()
    yaml.width = WIDEST
    yaml.preserve_quotes = True
    return yaml


def _newline(front: str) -> str:
    return "\r\n" if "\r\n" in front else "\n"


def _minute(at: datetime) -> str:
    return at.replace(microsecond=0, second=0).isoformat(timespec="minutes")
